package dev.omnipoints.loyalty.sale;

import dev.omnipoints.loyalty.ledger.Account;
import dev.omnipoints.loyalty.ledger.Origin;

/**
 * A sale to be recorded.
 *
 * @param account as the member context vouches for it; null where no one is named or the identity is unknown
 * @param memberNamed the client named someone, known or not
 * @param basket what was sent, as protobuf, to be kept
 * @param context of the member, as protobuf, to be kept; null where there is none
 */
record SaleRequest(
        String programme,
        Origin origin,
        String idempotencyKey,
        Sale sale,
        Account account,
        boolean memberNamed,
        byte[] basket,
        byte[] context) {}
