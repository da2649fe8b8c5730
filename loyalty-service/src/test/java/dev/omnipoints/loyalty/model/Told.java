package dev.omnipoints.loyalty.model;

/** What a ledger answers. */
public sealed interface Told {

    /**
     * Applied, now.
     *
     * @param member in whose journal the answering row stands (after a merge, the survivor)
     * @param points of that row
     * @param balance after that row
     */
    record Done(int member, long seq, long points, Balance balance) implements Told {}

    /** A sale that is kept for no one: no row of any journal. */
    record Kept() implements Told {}

    /** Refused by the state, and recorded. */
    record Refused(String reason, int member, long seq, long points, Balance balance) implements Told {}

    /** Known already, by its key or by the hold's end: the first answer again, nothing written. */
    record First(Told first) implements Told {}

    /** The key was used for something else: kind, points, hold, original, receipt or body. */
    record KeyReused(String field) implements Told {}

    /** Nothing was written and the key is free: HOLD_UNKNOWN, OPERATION_UNKNOWN, FIELD_INVALID and the like. */
    record Rejected(String reason) implements Told {}

    /** The answer to Read and to SetStatus: what is shown now, due work counted in (Read) or written (SetStatus). */
    record Shown(Balance balance, long seq) implements Told {}

    /** The four numbers that clients see of. */
    record Balance(long pending, long spendable, long held, long owed) {}
}
