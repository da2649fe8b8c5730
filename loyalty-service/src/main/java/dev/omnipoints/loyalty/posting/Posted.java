package dev.omnipoints.loyalty.posting;

import dev.omnipoints.loyalty.ledger.Outcome;
import dev.omnipoints.loyalty.ledger.Row;

/** What a posting comes to. */
public sealed interface Posted {

    /**
     * Done, now or before.
     *
     * @param row that answers it; null for a sale that is kept for no one
     * @param sale the answer kept with the sale, as protobuf; null: it was no sale
     * @param again done before: nothing was written now
     * @param otherKey found by its receipt or its hold's end, under another key: this key stays free
     */
    record Done(Row row, byte[] sale, boolean again, boolean otherKey) implements Posted {}

    /**
     * Refused by the state of the account, now or, under the same key, before.
     *
     * @param again before: nothing was written now
     */
    record Refused(Row row, boolean again) implements Posted {}

    /** The key was used for another request; the field names the first thing that differs. */
    record KeyReused(String field) implements Posted {}

    /** What it names is not there, or cannot be counted; nothing was written. */
    record Rejected(Outcome.Unwritten reason) implements Posted {}

    /** The gate was set, or what was due written down. */
    record Settled(long statusVersion, boolean wroteRows) implements Posted {}

    /** The receipt was recorded with other content or for another member. */
    record ReceiptTaken() implements Posted {}

    /** A sale, a return or a claim is not taken, for that reason; nothing was written. */
    record Denied(dev.omnipoints.loyalty.platform.Refused reason) implements Posted {}

    /** The sale is older than its programme takes. */
    record TooOld() implements Posted {}

    /** The member that the sale names is unknown or closed, and the till asked not to keep it then. */
    record MemberUnknown() implements Posted {}

    /** This caller was refused too often for this member of late. */
    record RateLimited() implements Posted {}
}
