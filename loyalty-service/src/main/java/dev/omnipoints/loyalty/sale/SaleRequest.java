package dev.omnipoints.loyalty.sale;

import dev.omnipoints.loyalty.earning.Occasion;
import dev.omnipoints.loyalty.ledger.Account;
import dev.omnipoints.loyalty.ledger.Origin;
import dev.omnipoints.loyalty.receipt.Sale;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * A sale to be recorded.
 *
 * @param channel the contract's word
 * @param account as the member context vouches for it; null where no one is named or the identity is unknown
 * @param memberNamed the client named someone, known or not
 * @param segments that the member is in
 * @param flags facts of the day about the member
 * @param basket what was sent, as protobuf, to be kept
 * @param goods what comes back, each as protobuf
 * @param context of the member, as protobuf, to be kept; null where there is none
 */
record SaleRequest(
        String programme,
        Origin origin,
        String channel,
        String idempotencyKey,
        Sale sale,
        Account account,
        boolean memberNamed,
        Set<String> segments,
        Set<String> flags,
        byte[] basket,
        List<byte[]> goods,
        byte[] context) {

    /**
     * Where, when and by whom, for rules.
     *
     * @param known a member is named
     * @param occurredAt corrected where the till's clock runs ahead
     */
    Occasion occasion(boolean known, Instant occurredAt) {
        return new Occasion(channel, store(), terminal(), occurredAt, known, "", segments, flags, null);
    }

    /** Where it is sold. */
    private String store() {
        return sale.receipt() == null ? origin.store() : sale.receipt().store();
    }

    /** At which till. */
    private String terminal() {
        return sale.receipt() == null ? origin.terminal() : sale.receipt().terminal();
    }
}
