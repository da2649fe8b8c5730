package dev.omnipoints.loyalty.receipt;

import dev.omnipoints.contracts.loyalty.v1.Tally;
import dev.omnipoints.loyalty.earning.Rule;
import dev.omnipoints.loyalty.earning.Standing;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;

/** How a member stood when a sale was rated, as it is kept with the sale. */
public final class Standings {

    private Standings() {}

    /** As kept. */
    public static byte[] toBytes(Standing standing) {
        dev.omnipoints.contracts.loyalty.v1.Standing.Builder kept =
                dev.omnipoints.contracts.loyalty.v1.Standing.newBuilder().setFirstSale(standing.firstSale());
        standing.tallies()
                .forEach((key, tally) -> kept.addTallies(Tally.newBuilder()
                        .setRule(key.rule())
                        .setPer(key.per().name())
                        .setFrom(key.from().toString())
                        .setPoints(tally.points())
                        .setUses(tally.uses())));
        return kept.build().toByteArray();
    }

    /** As it was. */
    public static Standing of(dev.omnipoints.contracts.loyalty.v1.Standing kept) {
        Map<dev.omnipoints.loyalty.earning.Tally.Key, dev.omnipoints.loyalty.earning.Tally> tallies = new HashMap<>();
        kept.getTalliesList()
                .forEach(tally -> tallies.put(
                        new dev.omnipoints.loyalty.earning.Tally.Key(
                                tally.getRule(), Rule.Per.valueOf(tally.getPer()), LocalDate.parse(tally.getFrom())),
                        new dev.omnipoints.loyalty.earning.Tally(tally.getPoints(), tally.getUses())));
        return new Standing(Map.copyOf(tallies), kept.getFirstSale());
    }
}
