package dev.omnipoints.loyalty.ledger;

import java.util.List;

/**
 * What a command comes to.
 *
 * @param account after it
 * @param rows to be written, in order; the last one answers the command
 * @param lots after it, those that were made or changed
 */
public record Decision(Account account, List<Row> rows, List<Lot> lots) {

    /** The row that answers the command. */
    public Row answer() {
        return rows.getLast();
    }
}
