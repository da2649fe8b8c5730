package dev.omnipoints.gateway.access;

import dev.omnipoints.contracts.type.v1.Channel;
import dev.omnipoints.gateway.access.ApiClient.Grant;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/**
 * An API client as staff administer it.
 *
 * @param version grows by one with every change
 * @param endedAt staff ended it; no key of it is believed any more
 * @param keys the oldest first
 */
public record ClientRecord(
        String id, Terms terms, int version, Instant createdAt, Optional<Instant> endedAt, List<Key> keys) {

    /**
     * What a client may.
     *
     * @param stores empty: every store of the programme
     * @param terminal empty: every terminal of its stores; else it has one store
     */
    public record Terms(
            Channel channel, SortedSet<String> stores, Optional<String> terminal, SortedSet<Grant> grants) {}

    /**
     * A key without its secret.
     *
     * @param id the first characters of its SHA-256, which tell nothing of it
     * @param validUntil empty: until it is ended
     * @param endedAt staff ended it
     */
    public record Key(String id, Instant validFrom, Optional<Instant> validUntil, Optional<Instant> endedAt) {}
}
