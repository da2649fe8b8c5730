package dev.omnipoints.loyalty.posting;

import dev.omnipoints.loyalty.earning.Awards;
import dev.omnipoints.loyalty.earning.Standing;
import dev.omnipoints.loyalty.ledger.Account;
import dev.omnipoints.loyalty.ledger.Lot;
import dev.omnipoints.loyalty.ledger.Row;
import java.time.Instant;
import java.util.List;

/**
 * What became of a sale.
 *
 * @param account after it; null where the sale is kept for no one
 * @param row that answers it; null likewise
 * @param lot that it made; null where it earned nothing
 * @param rows of the command, in order, the one that answers last; none where the sale is kept for no one
 * @param missing points that were to pay and could not be had
 * @param returns the answers to the goods that came back with it, as protobuf
 * @param rating what it earned, and by which standing; of a sale for no one the codes alone
 * @param memberClosed it names a member whose account is closed
 * @param occurredAt as kept
 * @param clockSkew the till's clock ran too far ahead
 * @param now when it was recorded
 */
public record SaleOutcome(
        Account account,
        Row row,
        Lot lot,
        List<Row> rows,
        long missing,
        Rating rating,
        List<byte[]> returns,
        boolean memberClosed,
        Instant occurredAt,
        boolean clockSkew,
        Instant now) {

    /** What a sale is awarded, and how its member stood before it. */
    public record Rating(Awards awards, Standing standing) {}
}
