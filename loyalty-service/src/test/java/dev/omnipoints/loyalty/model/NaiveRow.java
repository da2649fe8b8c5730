package dev.omnipoints.loyalty.model;

import java.util.List;

/**
 * A row of a journal, as far as later commands ask for it.
 *
 * @param reason why it was refused; null: applied
 * @param asked null: written by the ledger itself
 * @param named the member whom the caller named
 * @param taken what a redemption or capture took, in order
 * @param lot what an earn made; null: nothing
 */
record NaiveRow(
        Ask.Ref id,
        String kind,
        String reason,
        long points,
        Asked asked,
        int named,
        List<NaiveHold.Take> taken,
        NaiveLot lot,
        Told told) {

    boolean applied(String... kinds) {
        return reason == null && List.of(kinds).contains(kind);
    }
}
