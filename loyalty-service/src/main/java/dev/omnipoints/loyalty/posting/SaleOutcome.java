package dev.omnipoints.loyalty.posting;

import dev.omnipoints.loyalty.ledger.Account;
import dev.omnipoints.loyalty.ledger.Lot;
import dev.omnipoints.loyalty.ledger.Row;
import java.time.Instant;

/**
 * What became of a sale.
 *
 * @param account after it; null where the sale is kept for no one
 * @param row that answers it; null likewise
 * @param lot that it made; null where it earned nothing
 * @param memberClosed it names a member whose account is closed
 * @param occurredAt as kept
 * @param clockSkew the till's clock ran too far ahead
 * @param now when it was recorded
 */
public record SaleOutcome(
        Account account, Row row, Lot lot, boolean memberClosed, Instant occurredAt, boolean clockSkew, Instant now) {}
