package dev.omnipoints.suite.check;

/**
 * A member's points as every answer tells them.
 *
 * @param available what can be spent, less what is owed
 */
public record Balance(long pending, long available, long held, long owed) {
    /** A member's who has no row yet. */
    public static final Balance ZERO = new Balance(0, 0, 0, 0);

    /** What no ledger may tell: less than nothing, or points that can be spent while some are owed. */
    boolean isImpossible() {
        return pending < 0 || held < 0 || owed < 0 || available < 0 && available != -owed || owed > 0 && available >= 0;
    }

    @Override
    public String toString() {
        return "pending " + pending + ", available " + available + ", held " + held + ", owed " + owed;
    }
}
