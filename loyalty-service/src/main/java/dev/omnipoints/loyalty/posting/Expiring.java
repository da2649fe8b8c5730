package dev.omnipoints.loyalty.posting;

import java.time.Instant;

/** Points that expire together. */
public record Expiring(long points, Instant expiresAt) {}
