package dev.omnipoints.loyalty.simulation;

import dev.omnipoints.contracts.type.v1.Problem;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.loyalty.earning.Matched;
import dev.omnipoints.loyalty.earning.Rule;
import dev.omnipoints.loyalty.earning.Standing;
import dev.omnipoints.loyalty.earning.Tally;
import dev.omnipoints.loyalty.platform.Refused;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** What the draft's caps have counted since the period began: of each member, and of all together. In memory. */
final class Counted {

    private final int limit;
    private final Map<Of, Tally> tallies = new HashMap<>();

    /** @param member null: of all */
    private record Of(UUID member, Tally.Key key) {}

    /** @param limit how many numbers it may remember */
    Counted(int limit) {
        this.limit = limit;
    }

    /** How a member stands, as far as the rules ask. */
    Standing standing(UUID member, Matched matched, boolean firstSale) {
        Map<Tally.Key, Tally> standing = new HashMap<>();
        for (Tally.Key key : matched.needs()) {
            Tally tally = tallies.get(of(member, key));
            if (tally != null) {
                standing.put(key, tally);
            }
        }
        return new Standing(standing, firstSale);
    }

    /**
     * Counts an award.
     *
     * @throws Refused LIMIT_REACHED
     */
    void count(UUID member, Map<Tally.Key, Tally> counted) {
        counted.forEach((key, tally) -> tallies.merge(of(member, key), tally, Tally::plus));
        if (tallies.size() > limit) {
            throw Refused.of(
                    Problem.newBuilder()
                            .setReason(Reason.REASON_LIMIT_REACHED)
                            .setLimit("simulation")
                            .build(),
                    "The caps of the draft count more than " + limit
                            + " numbers, one a rule, period and member; try it over a shorter period.");
        }
    }

    private static Of of(UUID member, Tally.Key key) {
        return new Of(key.per() == Rule.Per.TOTAL ? null : member, key);
    }
}
