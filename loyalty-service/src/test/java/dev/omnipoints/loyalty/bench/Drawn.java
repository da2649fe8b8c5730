package dev.omnipoints.loyalty.bench;

import dev.omnipoints.loyalty.ledger.Kind;
import dev.omnipoints.loyalty.ledger.Reference;
import java.util.UUID;

/**
 * A command as it was drawn, in the words of none of those that are measured.
 *
 * @param about the hold that a CAPTURE ends, the earn that a REVERSE takes back whole; else null
 * @param key its idempotency key: its caller's own, never drawn again
 */
public record Drawn(Kind kind, UUID member, long points, Reference about, String key) {}
