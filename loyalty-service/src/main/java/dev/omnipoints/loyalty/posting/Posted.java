package dev.omnipoints.loyalty.posting;

import dev.omnipoints.loyalty.ledger.Row;

/** What a posting comes to. */
public sealed interface Posted {

    /** Done now; the answer was kept with the sale. */
    record Done(byte[] answer) implements Posted {}

    /**
     * Done before; nothing was written now.
     *
     * @param byReceipt found by its receipt, under another key: that key stays free
     */
    record First(byte[] answer, boolean byReceipt) implements Posted {}

    /** Refused by the state of the account, now or, under the same key, before. */
    record Refused(Row row) implements Posted {}

    /** The key was used for another request; the field names the first thing that differs. */
    record KeyReused(String field) implements Posted {}

    /** The receipt was recorded with other content or for another member. */
    record ReceiptTaken() implements Posted {}

    /** The sale is older than its programme takes. */
    record TooOld() implements Posted {}

    /** A total of the account would be larger than can be counted. */
    record OutOfRange() implements Posted {}

    /** The member that the sale names is unknown or closed, and the till asked not to keep it then. */
    record MemberUnknown() implements Posted {}
}
