package dev.omnipoints.loyalty.model;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** A ledger that can be asked and looked into: the naive model, the pure core, or the real service. */
public interface Subject {

    /** The settings by which it decides from now on. */
    void rules(Rules rules);

    /** Decides one command; commands come one after the other. */
    Told ask(Asked asked);

    /**
     * What is stored of a member; null where the account was never opened. A merged member's is that of its own
     * account, at 0.
     */
    Standing standing(int member);

    /** Likewise of several; without those who were never opened. */
    default Map<Integer, Standing> standings(Set<Integer> members) {
        Map<Integer, Standing> standings = new HashMap<>();
        for (int member : members) {
            Standing standing = standing(member);
            if (standing != null) {
                standings.put(member, standing);
            }
        }
        return standings;
    }

    /** Whether it takes sales too, not earns alone. */
    default boolean sells() {
        return false;
    }

    /** How long ago an earn or a sale may have happened; null: it does not look. */
    default Duration saleAge() {
        return null;
    }

    /**
     * Whether it still knows if a request left the points out. Whoever keeps rows alone does not: a key used again for
     * another hold or operation is then told of that, not of points that the one named and the other left out.
     */
    default boolean knowsWhatWasLeftOut() {
        return true;
    }
}
