package dev.omnipoints.loyalty.model;

import java.time.Instant;

/**
 * One command on its way in.
 *
 * @param at what the database's clock says when it is decided; may step back
 * @param caller scopes the key
 * @param key the idempotency key; null for SetStatus and Read, which have none
 */
public record Asked(Instant at, String caller, String key, Ask ask) {}
