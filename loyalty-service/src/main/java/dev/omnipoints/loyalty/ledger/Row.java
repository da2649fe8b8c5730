package dev.omnipoints.loyalty.ledger;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * One journal row: at once the statement's line, the idempotency record, the audit trail and the outbox. Written once,
 * never changed.
 *
 * @param fingerprint SHA-256 of what the client sent
 * @param refused null: applied
 * @param points asked for
 * @param change of every counter; zero where refused
 * @param after the counters of which pending, spendable, held and owed are stored
 * @param hold the hold that it is about
 * @param original the operation that it undoes
 * @param counterpart the other account's row of a transfer or merge
 * @param namedMember the member that the caller named, where that is another than the account's (after a merge)
 * @param reason the reason code of a correction
 * @param occurredAt when it happened at the till
 * @param recordedAt when the ledger took it
 * @param version of the hash's encoding
 * @param hash chains it to the row before
 */
public record Row(
        AccountKey account,
        long seq,
        Origin origin,
        Key key,
        byte[] fingerprint,
        Kind kind,
        Refusal refused,
        long points,
        Counters change,
        Counters after,
        List<LotChange> lots,
        Reference hold,
        Reference original,
        UUID sale,
        Reference counterpart,
        UUID namedMember,
        String reason,
        Instant occurredAt,
        Instant recordedAt,
        short version,
        byte[] hash) {

    /** This row with its hash, given the hash of the row before. */
    Row chained(byte[] before) {
        return new Row(
                account,
                seq,
                origin,
                key,
                fingerprint,
                kind,
                refused,
                points,
                change,
                after,
                lots,
                hold,
                original,
                sale,
                counterpart,
                namedMember,
                reason,
                occurredAt,
                recordedAt,
                version,
                Chain.hash(before, this));
    }
}
