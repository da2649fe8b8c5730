package dev.omnipoints.loyalty.model;

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

    /**
     * Whether it still knows if a request left the points out. Whoever keeps rows alone does not: a key used again for
     * another hold or operation is then told of that, not of points that the one named and the other left out.
     */
    default boolean knowsWhatWasLeftOut() {
        return true;
    }
}
