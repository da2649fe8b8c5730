package dev.omnipoints.loyalty.ledger;

/** What becomes of a command: rows are written, or none and its key stays free. */
public sealed interface Outcome permits Decision, Outcome.Both, Outcome.Same, Outcome.Unwritten {

    /**
     * Of a command on two accounts.
     *
     * @param first of the account that answers: the sender, or the survivor of a merge
     * @param second of the other; null where the command was refused and nothing was due there
     */
    record Both(Decision first, Decision second) implements Outcome {}

    /** The hold's end that is asked for came to it before: its row is the answer. */
    record Same(Reference end) implements Outcome {}

    /** Nothing is written. */
    enum Unwritten implements Outcome {
        HOLD_UNKNOWN,
        /** A hold made without a rate cannot pay a sale's money. */
        HOLD_WITHOUT_MONEY,
        /** A hold of another currency than the sale's. */
        HOLD_CURRENCY,
        OPERATION_UNKNOWN,
        MERGE_NOT_UNDOABLE,
        /** Nothing that the programme takes shows that the member is there. */
        NOT_PROVEN,
        /** Not one of the programme's currencies. */
        CURRENCY_NOT_ACCEPTED,
        /** Sender and receiver are one account. */
        SAME_MEMBER,
        /** It happened longer ago than the programme takes. */
        SALE_TOO_OLD,
        /** A total would be larger than can be counted. */
        POINTS_OUT_OF_RANGE
    }
}
