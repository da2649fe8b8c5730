package dev.omnipoints.loyalty.ledger;

import dev.omnipoints.loyalty.ledger.LotChange.Made;
import dev.omnipoints.loyalty.ledger.LotChange.Part;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Points that come into lots in one row: what becomes spendable repays what is owed, in spending order. */
final class Arrivals {

    /** @param made null: the lot is there already */
    private record Arrival(LotId lot, long points, Made made) {}

    private final Draft draft;
    private final Scratch scratch;
    private final List<Arrival> arrivals = new ArrayList<>();

    Arrivals(Draft draft, Scratch scratch) {
        this.draft = draft;
        this.scratch = scratch;
    }

    /**
     * Points that become spendable in a lot, made where it is a new one. What is owed is repaid from all that arrive in
     * this row, in spending order, once the row is complete.
     *
     * @param made null: the lot is there already
     */
    void add(LotId lot, long points, Made made) {
        if (points > 0) {
            arrivals.add(new Arrival(lot, points, made));
        }
    }

    /**
     * Points that come into a lot: to its clamp; then, past its expiry, to expired; then to what is owed; then to
     * spendable (ledger.md, 1).
     *
     * @param at as of when: of what is due its boundary, else now
     */
    void intoLot(LotId id, long points, Instant at) {
        long rest = points - toClamp(id, points);
        if (scratch.lot(id).isPast(at, draft.inactiveAt())) {
            draft.move(id, Part.EXPIRED, rest);
            draft.count(Counters.ofExpired(rest));
        } else {
            add(id, rest, null);
        }
    }

    /** What of points that come into a lot goes to its clamp, back to issued. */
    long toClamp(LotId id, long points) {
        long clamped = Math.min(scratch.lot(id).clamped(), points);
        draft.move(id, Part.CLAMPED, -clamped);
        draft.count(Counters.ofIssued(-clamped));
        return clamped;
    }

    /** What of points that become spendable is left once what is owed is repaid; counts both. */
    long afterDebt(long points) {
        long repaid = Math.min(draft.owed(), points);
        draft.count(Counters.ofOwed(-repaid));
        draft.count(Counters.ofSpendable(points - repaid));
        return points - repaid;
    }

    /** Moves what is left of each, in the order in which they came; then none wait any more. */
    void settle() {
        long[] left = arrivals.stream().mapToLong(Arrival::points).toArray();
        IntStream.range(0, left.length)
                .boxed()
                .sorted(Comparator.comparing(i -> lot(arrivals.get(i)), Lot.SPENDING_ORDER))
                .forEach(i -> left[i] = afterDebt(left[i]));
        for (int i = 0; i < left.length; i++) {
            Arrival arrived = arrivals.get(i);
            if (arrived.made() != null) {
                draft.bring(arrived.lot(), Part.REMAINING, left[i], arrived.made());
            } else {
                draft.move(arrived.lot(), Part.REMAINING, left[i]);
            }
        }
        arrivals.clear();
    }

    private Lot lot(Arrival arrival) {
        return arrival.made() == null
                ? scratch.lot(arrival.lot())
                : LotChange.making(arrival.lot(), Part.REMAINING, 0, arrival.made())
                        .newLot();
    }
}
