package dev.omnipoints.loyalty.returns;

import dev.omnipoints.contracts.loyalty.v1.Returned;
import dev.omnipoints.loyalty.earning.Awards;
import dev.omnipoints.loyalty.earning.Basket;
import dev.omnipoints.loyalty.earning.Matched;
import dev.omnipoints.loyalty.earning.Standing;
import dev.omnipoints.loyalty.earning.Tally;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What a sale earned, rated again as it was then: how many points go with what came back (earning.md, 3;
 * docs/adr/0009, 17 and 18).
 *
 * @param rules those that a basket fits, asked as they were of the sale
 * @param sold what was sold
 * @param total what it came to
 * @param awarded points of the whole basket
 * @param paid points that paid
 */
record Settlement(
        Function<Basket, Matched> rules,
        Basket sold,
        long total,
        Standing standing,
        long awarded,
        long paid,
        boolean byShare) {

    /** Points that are taken back once this much came back, over what was taken before; never fewer. */
    long takenBack(Remainder after, long before) {
        long taken = byShare ? share(awarded, after) : awarded - award(after).points();
        return Math.max(before, Math.min(awarded, taken));
    }

    /** Points that are given back once this much came back; all of them with the last unit. */
    long givenBack(Remainder after) {
        if (after.isEmpty()) {
            return paid;
        }
        return total == 0
                ? 0
                : BigInteger.valueOf(paid)
                        .multiply(BigInteger.valueOf(after.money()))
                        .divide(BigInteger.valueOf(total))
                        .longValueExact();
    }

    /**
     * By how much points counters move: down by what was counted of it that the customer no longer has, and up again
     * where less of it is missing than before.
     */
    Map<Tally.Key, Tally> lowered(Remainder before, Remainder after) {
        Map<Tally.Key, Tally> moved = new HashMap<>();
        if (awarded == 0) {
            return moved;
        }
        Map<Tally.Key, Tally> whole =
                award(Remainder.of(sold, Returned.getDefaultInstance())).counted();
        Map<Tally.Key, Tally> was = byShare ? whole : award(before).counted();
        Map<Tally.Key, Tally> is = byShare ? whole : award(after).counted();
        whole.forEach((key, counted) -> {
            long points = byShare
                    ? share(counted.points(), after) - share(counted.points(), before)
                    : missing(counted, is.get(key)) - missing(counted, was.get(key));
            if (points != 0) {
                moved.put(key, new Tally(-points, 0));
            }
        });
        return moved;
    }

    /** Of what was counted; never more than it, nor less than nothing. */
    private static long missing(Tally counted, Tally kept) {
        return Math.clamp(counted.points() - (kept == null ? 0 : kept.points()), 0, counted.points());
    }

    private long share(long points, Remainder after) {
        if (total == 0) {
            return after.isEmpty() ? points : 0;
        }
        return Remainder.halfUp(points, after.money(), total);
    }

    /** What is kept would have been awarded. */
    private Awards award(Remainder remainder) {
        Basket kept = remainder.kept();
        if (kept == null) {
            return Awards.NONE;
        }
        Matched matched = rules.apply(kept);
        try {
            return matched.award(standing);
        } catch (ArithmeticException more) {
            // A line that kept a greater rule silent is back: more than can be counted takes nothing.
            return new Awards(awarded, List.of(), Map.of(), List.of());
        }
    }
}
