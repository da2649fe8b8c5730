package dev.omnipoints.loyalty.model;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/** What ledger.md says of every account at all times, as far as a standing shows it. */
public final class Invariants {
    private Invariants() {}

    /** What does not hold, in words; empty: all does. */
    public static List<String> broken(Standing s) {
        List<String> broken = new ArrayList<>();
        check(
                broken,
                balances(s),
                "pending + spendable + held - owed = issued - redeemed - expired - forfeited "
                        + "+ adjusted + transferred");
        check(broken, s.pending() >= 0 && s.spendable() >= 0 && s.held() >= 0 && s.owed() >= 0, "no balance below 0");
        check(broken, s.spendable() == 0 || s.owed() == 0, "spendable = 0 or owed = 0");
        check(broken, s.pending() == sum(s.lots(), Standing.Lot::pending), "pending = that of the lots");
        check(broken, s.spendable() == sum(s.lots(), Standing.Lot::remaining), "spendable = what remains in the lots");
        check(broken, s.held() == sum(s.lots(), Standing.Lot::held), "held = that of the lots");
        List<Standing.Hold> open =
                s.holds().stream().filter(hold -> hold.end() == null).toList();
        check(broken, s.held() == sum(open, Standing.Hold::points), "held = that of the open holds");
        check(broken, open.size() <= 50 || !s.lots().isEmpty(), "open holds need lots");
        check(broken, s.seq() >= 0, "seq >= 0");
        for (Standing.Lot lot : s.lots()) {
            lot(broken, lot);
        }
        for (Standing.Hold hold : s.holds()) {
            hold(broken, hold);
        }
        return broken;
    }

    private static boolean balances(Standing s) {
        BigInteger has =
                big(s.pending()).add(big(s.spendable())).add(big(s.held())).subtract(big(s.owed()));
        BigInteger got = big(s.issued())
                .subtract(big(s.redeemed()))
                .subtract(big(s.expired()))
                .subtract(big(s.forfeited()))
                .add(big(s.adjusted()))
                .add(big(s.transferred()));
        return has.equals(got);
    }

    private static void lot(List<String> broken, Standing.Lot lot) {
        boolean positive = lot.pending() >= 0
                && lot.remaining() >= 0
                && lot.held() >= 0
                && lot.expired() >= 0
                && lot.counted() >= 0
                && lot.clamped() >= 0;
        check(broken, positive, "no part of a lot below 0: " + lot);
        check(broken, lot.points() > 0, "no lot without points: " + lot);
        long parts = lot.pending() + lot.remaining() + lot.held() + lot.expired();
        check(broken, parts + lot.clamped() <= lot.points(), "parts and clamp within the points of the lot: " + lot);
        check(broken, lot.counted() <= lot.expired(), "counted within expired: " + lot);
        check(broken, lot.pending() == 0 || lot.remaining() + lot.held() == 0, "pending or available: " + lot);
        check(broken, lot.availableAt() != null || lot.remaining() + lot.held() == 0, "unavailable is unspent: " + lot);
        check(broken, lot.clamped() == 0 || lot.pending() + lot.remaining() == 0, "clamp only where empty: " + lot);
    }

    private static void hold(List<String> broken, Standing.Hold hold) {
        boolean captured = "CAPTURE".equals(hold.end());
        check(broken, hold.points() > 0, "no hold without points: " + hold);
        check(broken, hold.captured() <= hold.points(), "captured within the hold: " + hold);
        check(broken, captured == hold.captured() > 0, "captured if ended by capture: " + hold);
    }

    private static <T> long sum(List<T> parts, ToLongFunction<T> of) {
        return parts.stream()
                .map(of::applyAsLong)
                .map(Invariants::big)
                .reduce(BigInteger.ZERO, BigInteger::add)
                .longValueExact();
    }

    private static BigInteger big(long value) {
        return BigInteger.valueOf(value);
    }

    private static void check(List<String> broken, boolean holds, String what) {
        if (!holds) {
            broken.add(what);
        }
    }
}
