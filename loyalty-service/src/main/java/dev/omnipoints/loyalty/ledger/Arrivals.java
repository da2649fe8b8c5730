package dev.omnipoints.loyalty.ledger;

import dev.omnipoints.loyalty.ledger.LotChange.Made;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongUnaryOperator;
import java.util.stream.IntStream;

/** Points that become spendable in one row: what is owed is repaid from all of them, in spending order. */
final class Arrivals {

    /** @param made null: the lot is there already */
    record Arrival(LotId lot, long points, Made made) {}

    private final List<Arrival> arrivals = new ArrayList<>();

    void add(LotId lot, long points, Made made) {
        if (points > 0) {
            arrivals.add(new Arrival(lot, points, made));
        }
    }

    /**
     * What is left of each, in the order in which they came; then none wait any more.
     *
     * @param afterDebt repays what is owed from so many points and tells how many are left
     * @param lots those that are there
     */
    List<Arrival> settle(LongUnaryOperator afterDebt, Function<LotId, Lot> lots) {
        long[] left = arrivals.stream().mapToLong(Arrival::points).toArray();
        IntStream.range(0, left.length)
                .boxed()
                .sorted(Comparator.comparing(i -> lot(arrivals.get(i), lots), Lot.SPENDING_ORDER))
                .forEach(i -> left[i] = afterDebt.applyAsLong(left[i]));
        List<Arrival> settled = IntStream.range(0, left.length)
                .mapToObj(i -> new Arrival(
                        arrivals.get(i).lot(), left[i], arrivals.get(i).made()))
                .toList();
        arrivals.clear();
        return settled;
    }

    private static Lot lot(Arrival arrival, Function<LotId, Lot> lots) {
        return arrival.made() == null
                ? lots.apply(arrival.lot())
                : LotChange.making(arrival.lot(), LotChange.Part.REMAINING, 0, arrival.made())
                        .newLot();
    }
}
