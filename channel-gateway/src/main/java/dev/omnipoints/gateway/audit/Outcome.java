package dev.omnipoints.gateway.audit;

/**
 * What came of an action that was done.
 *
 * @param replayed an earlier request had done it, this one changed nothing
 * @param afterVersion of settings, drafts, published rules and segments: the version that was made; else null
 * @param operation of points: the ledger's operation; of a new draft of rules: its id; else null
 */
public record Outcome(boolean replayed, Integer afterVersion, String operation) {

    /** The settings, a draft, the rules or a member's segments got a version. */
    public static Outcome version(int version, boolean replayed) {
        return new Outcome(replayed, version, null);
    }

    /** The ledger did an operation, or a draft was made. */
    public static Outcome operation(String id, boolean replayed) {
        return new Outcome(replayed, null, id);
    }
}
