package dev.omnipoints.gateway.access;

import dev.omnipoints.contracts.type.v1.Channel;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.gateway.access.ApiClient.Grant;
import dev.omnipoints.gateway.platform.ExpiringCache;
import dev.omnipoints.gateway.platform.Refused;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Whose key it is. A key is known by its SHA-256 alone; what was looked up is believed until something of the clients
 * changes, and for at most 30 s.
 */
@Singleton
public final class ApiKeys {
    private static final Logger LOG = Logger.getLogger(ApiKeys.class);
    private static final Duration BELIEVED = Duration.ofSeconds(30);
    // A database that is there and silent would keep a till waiting for as long as it is silent.
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final int MAX_CACHED = 10_000;

    private static final String FIND = """
            SELECT c.programme, c.id, c.channel, c.stores, c.terminal, c.grants, k.valid_until
            FROM api_key k JOIN api_client c ON c.programme = k.programme AND c.id = k.client
            WHERE k.sha256 = $1 AND k.valid_from <= now() AND (k.valid_until IS NULL OR k.valid_until > now())
              AND k.ended_at IS NULL AND c.ended_at IS NULL
            """;

    /** Read while the clients had this version. */
    private record Valid(ApiClient client, Instant until, long version) {}

    private final Pool pool;
    private final AccessChanges changes;
    private final ExpiringCache<String, Valid> known = new ExpiringCache<>(MAX_CACHED, BELIEVED);

    ApiKeys(Pool pool, AccessChanges changes) {
        this.pool = pool;
        this.changes = changes;
    }

    /**
     * The client that a key belongs to; empty where it is unknown, not yet valid or ended. Fails with
     * DEPENDENCY_UNAVAILABLE where the database cannot tell, or does not within a second.
     */
    public Uni<Optional<ApiClient>> clientOf(String key) {
        if (!KeyForm.fits(key)) {
            return Uni.createFrom().item(Optional.empty());
        }
        byte[] hash = KeyForm.sha256(key);
        String name = HexFormat.of().formatHex(hash);
        long version = changes.version();
        Optional<Valid> cached = known.get(name).filter(valid -> valid.version() == version);
        if (cached.isPresent()) {
            return Uni.createFrom().item(cached.filter(ApiKeys::stillValid).map(Valid::client));
        }
        return pool.preparedQuery(FIND)
                .execute(Tuple.of(Buffer.buffer(hash)))
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .onFailure()
                .transform(ApiKeys::unavailable)
                .map(rows -> {
                    Optional<Valid> found = first(rows, version);
                    found.ifPresent(valid -> known.put(name, valid));
                    return found.map(Valid::client);
                });
    }

    private static boolean stillValid(Valid valid) {
        return valid.until().isAfter(Instant.now());
    }

    private static Optional<Valid> first(RowSet<Row> rows, long version) {
        if (!rows.iterator().hasNext()) {
            return Optional.empty();
        }
        Row row = rows.iterator().next();
        String[] stores = row.getArrayOfStrings("stores");
        OffsetDateTime until = row.getOffsetDateTime("valid_until");
        ApiClient client = new ApiClient(
                row.getString("programme"),
                row.getString("id"),
                Channel.valueOf("CHANNEL_" + row.getString("channel")),
                stores == null ? Set.of() : Set.of(stores),
                Optional.ofNullable(row.getString("terminal")),
                Arrays.stream(row.getArrayOfStrings("grants"))
                        .map(Grant::valueOf)
                        .collect(Collectors.toUnmodifiableSet()));
        return Optional.of(new Valid(client, until == null ? Instant.MAX : until.toInstant(), version));
    }

    private static Refused unavailable(Throwable failure) {
        LOG.warnf("the gateway's database did not tell whose key it is: %s", failure.toString());
        return Refused.because(Reason.REASON_DEPENDENCY_UNAVAILABLE, "Send the same request again in a moment.");
    }
}
