package dev.omnipoints.loyalty.ledger;

import java.time.Instant;
import java.util.UUID;

/**
 * What stands around a command: who sent it, under which key, when it happened.
 *
 * @param fingerprint SHA-256 of what the client sent
 * @param sale the sale that it belongs to, or null
 * @param namedMember the member that the caller named, where that is another than the account's; else null
 * @param occurredAt when it happened at the till, in microseconds; may lie ahead; null: now
 */
public record Envelope(Origin origin, Key key, byte[] fingerprint, UUID sale, UUID namedMember, Instant occurredAt) {

    /** This envelope with another key, for what else a command does in a row that answers by itself. */
    public Envelope under(Key other) {
        return new Envelope(origin, other, fingerprint, sale, namedMember, occurredAt);
    }

    /** This envelope, for the account that has the named member's points now. */
    public Envelope naming(UUID member) {
        return new Envelope(origin, key, fingerprint, sale, member, occurredAt);
    }
}
