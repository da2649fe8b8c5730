package dev.omnipoints.loyalty.simulation;

import dev.omnipoints.contracts.loyalty.v1.SimulatedSale;
import dev.omnipoints.contracts.type.v1.Channel;
import dev.omnipoints.loyalty.earning.Awards;
import dev.omnipoints.loyalty.platform.Wire;
import dev.omnipoints.loyalty.posting.SaleId;
import dev.omnipoints.loyalty.receipt.Awarded;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** The sales to which the draft makes the greatest difference; of equal ones the least sale id. */
final class Differing {

    private static final int MOST = 20;
    private static final int MOST_PARTS = 100;
    private static final Comparator<SimulatedSale> GREATEST_FIRST =
            Comparator.comparingLong(Differing::difference).reversed().thenComparing(SimulatedSale::getSaleId);

    private final PriorityQueue<SimulatedSale> least = new PriorityQueue<>(GREATEST_FIRST.reversed());

    private static long difference(SimulatedSale sale) {
        return Math.abs(sale.getPoints() - sale.getAwarded());
    }

    /** Looks at one. */
    void add(SaleTrial trial, Awards awards) {
        long difference = Math.abs(awards.points() - trial.earned().getPoints());
        if (difference == 0 || least.size() == MOST && difference < difference(least.peek())) {
            return;
        }
        SimulatedSale.Builder sale = SimulatedSale.newBuilder()
                .setSaleId(SaleId.text(trial.sale().id()))
                .setOccurredAt(Wire.timestamp(trial.sale().occurredAt()))
                .setChannel(Channel.forNumber(trial.sale().channel()))
                .setPoints(awards.points())
                .setAwarded(trial.earned().getPoints());
        awards.parts().stream().limit(MOST_PARTS).forEach(part -> sale.addBreakdown(Awarded.of(part)));
        trial.earned().getBreakdownList().stream().limit(MOST_PARTS).forEach(sale::addAwardedBreakdown);
        least.add(sale.build());
        if (least.size() > MOST) {
            least.poll();
        }
    }

    /** The greatest difference first. */
    List<SimulatedSale> sales() {
        return least.stream().sorted(GREATEST_FIRST).toList();
    }
}
