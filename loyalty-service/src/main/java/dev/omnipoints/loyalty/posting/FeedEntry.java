package dev.omnipoints.loyalty.posting;

import java.time.Instant;
import java.util.UUID;

/**
 * A journal row as the feed tells it: what is stored, not interpreted. A row of a kind or with a refusal that this
 * version does not know yet (an instance of the next one wrote it) is told by its number all the same: one row never
 * stops the feed.
 *
 * @param operationId empty where the kind is not known here
 * @param kind, refused, channel the contract's numbers
 * @param namedMember null: the account's own
 */
public record FeedEntry(
        long position,
        String programme,
        UUID member,
        long seq,
        String operationId,
        String caller,
        int kind,
        int refused,
        long points,
        Parts change,
        Parts after,
        UUID sale,
        UUID namedMember,
        int channel,
        String store,
        String terminal,
        String reason,
        Instant occurredAt,
        Instant recordedAt) {

    /** The four numbers of a balance, or what changed in them. */
    public record Parts(long pending, long spendable, long held, long owed) {}
}
