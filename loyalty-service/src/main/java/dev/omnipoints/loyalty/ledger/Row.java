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
 * @param points asked for; of a correction negative where it takes
 * @param change of every counter; zero where refused
 * @param after the counters of which pending, spendable, held and owed are stored
 * @param holds that it makes or brings, or, in the row of the account they leave, sends; as they are then
 * @param inactiveAt set where it moves the instant at which the account's undated points expire
 * @param hold the hold that it is about
 * @param original the operation that it undoes
 * @param counterpart the other account's row of a transfer or merge
 * @param namedMember the member that the caller named, where that is another than the account's (after a merge)
 * @param reason the reason code of a correction; of an event's earn the event's type
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
        List<Hold> holds,
        Instant inactiveAt,
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

    /** What names it. */
    public Reference reference() {
        return new Reference(account.member(), seq);
    }

    /** The type of the named event that it earns by; null: it is of none. */
    public String event() {
        return kind == Kind.EARN ? reason : null;
    }

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
                holds,
                inactiveAt,
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
