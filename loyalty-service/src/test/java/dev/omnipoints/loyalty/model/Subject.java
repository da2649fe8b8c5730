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
}
