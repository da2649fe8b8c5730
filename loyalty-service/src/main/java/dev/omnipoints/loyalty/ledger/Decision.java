package dev.omnipoints.loyalty.ledger;

import java.util.Collection;
import java.util.List;

/**
 * What a command comes to for one account, what was due before it included.
 *
 * @param account after it
 * @param rows to be written, in order; the last one answers the command
 * @param lots after it, those that were made, changed or brought
 * @param left lots that are another account's now
 * @param holds after it, those that were made, ended or brought
 * @param leftHolds holds that are another account's now
 * @param missing points that were to pay part of a sale and could not be had
 */
public record Decision(
        Account account,
        List<Row> rows,
        Collection<Lot> lots,
        Collection<LotId> left,
        Collection<Hold> holds,
        Collection<Reference> leftHolds,
        long missing)
        implements Outcome {

    /** The row that answers the command. */
    public Row answer() {
        return rows.getLast();
    }
}
