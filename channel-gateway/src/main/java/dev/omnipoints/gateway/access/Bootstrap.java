package dev.omnipoints.gateway.access;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.omnipoints.gateway.audit.Action;
import dev.omnipoints.gateway.audit.AuditLog;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Writes the programmes and API clients of the bootstrap files to the database when the gateway starts. What the file
 * says of a client wins; a key that the file does not name any more is ended; read twice, it changes nothing. Several
 * instances that start at once take their turns.
 */
@Singleton
public final class Bootstrap {
    private static final Logger LOG = Logger.getLogger(Bootstrap.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    // An arbitrary number that names this work among the advisory locks of the database.
    private static final long TURN = 0x6f6d6e69_626f6f74L;

    /** A programme, as the gateway knows it: what the other services keep of it may stand beside the id. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Programme(@JsonProperty(required = true) String id) {}

    /** The file of programmes. */
    public record ProgrammeFile(
            @JsonProperty(required = true) List<Programme> programmes) {}

    /** A key by its SHA-256 in hex; without an end it is valid until it is taken out of the file. */
    public record Key(@JsonProperty(required = true) String sha256, Instant validUntil) {}

    /** Where a client may act; absent parts do not bind it. */
    public record Scope(List<String> stores, String terminal) {}

    /** A client and its keys. */
    public record Client(
            @JsonProperty(required = true) String id,
            @JsonProperty(required = true) String programme,
            @JsonProperty(required = true) String channel,
            @JsonProperty(required = true) List<Key> keys,
            Scope scope,
            Set<ApiClient.Grant> grants) {}

    /** The file of API clients. */
    public record ClientFile(@JsonProperty(required = true) List<Client> clients) {}

    private final Pool pool;
    private final Optional<Path> programmes;
    private final Optional<Path> clients;

    Bootstrap(
            Pool pool,
            @ConfigProperty(name = "omnipoints.programme.bootstrap-file") Optional<Path> programmes,
            @ConfigProperty(name = "omnipoints.access.bootstrap-file") Optional<Path> clients) {
        this.pool = pool;
        this.programmes = programmes;
        this.clients = clients;
    }

    void onStart(@Observes StartupEvent starting) {
        programmes.ifPresent(file -> apply(read(file, ProgrammeFile.class)));
        clients.ifPresent(file -> apply(read(file, ClientFile.class)));
    }

    void apply(ProgrammeFile file) {
        pool.withTransaction(db -> each(
                        file.programmes(),
                        programme -> db.preparedQuery("INSERT INTO programme (id) VALUES ($1) ON CONFLICT DO NOTHING")
                                .execute(Tuple.of(programme.id()))))
                .await()
                .atMost(PATIENCE);
    }

    void apply(ClientFile file) {
        String[] named = file.clients().stream()
                .flatMap(client -> client.keys().stream())
                .map(Key::sha256)
                .toArray(String[]::new);
        pool.withTransaction(db -> db.preparedQuery("SELECT pg_advisory_xact_lock($1)")
                        .execute(Tuple.of(TURN))
                        .chain(() -> each(file.clients(), client -> write(db, client)))
                        .chain(() -> endKeysBut(db, named))
                        .chain(() -> AccessChanges.made(db)))
                .await()
                .atMost(PATIENCE);
        LOG.infof(
                "API clients: %d clients with %d keys in the bootstrap file",
                file.clients().size(), named.length);
    }

    private static Uni<Void> write(SqlConnection db, Client client) {
        Scope scope = client.scope() == null ? new Scope(null, null) : client.scope();
        Tuple row = Tuple.tuple()
                .addString(client.programme())
                .addString(client.id())
                .addString(client.channel())
                .addArrayOfString(scope.stores() == null ? null : scope.stores().toArray(String[]::new))
                .addString(scope.terminal())
                .addArrayOfString(
                        client.grants() == null
                                ? new String[0]
                                : client.grants().stream()
                                        .map(Enum::name)
                                        .sorted()
                                        .toArray(String[]::new));
        return db.preparedQuery("""
                        INSERT INTO api_client AS had (programme, id, channel, stores, terminal, grants, origin)
                        VALUES ($1, $2, $3, $4, $5, $6, 'BOOTSTRAP')
                        ON CONFLICT (programme, id) DO UPDATE
                        SET channel = excluded.channel, stores = excluded.stores, terminal = excluded.terminal,
                            grants = excluded.grants, updated_at = now()
                        WHERE had.origin = 'BOOTSTRAP'
                          AND (had.channel, had.stores, had.terminal, had.grants) IS DISTINCT FROM
                              (excluded.channel, excluded.stores, excluded.terminal, excluded.grants)
                        """)
                .execute(row)
                .chain(written -> entered(db, written, client.programme(), Action.Word.SET_CLIENT, client.id()))
                .chain(() -> each(client.keys(), key -> write(db, client, key)));
    }

    private static Uni<?> write(SqlConnection db, Client client, Key key) {
        Tuple row = Tuple.tuple()
                .addBuffer(hash(key.sha256()))
                .addString(client.programme())
                .addString(client.id())
                .addOffsetDateTime(
                        key.validUntil() == null ? null : key.validUntil().atOffset(ZoneOffset.UTC));
        return db.preparedQuery("""
                        INSERT INTO api_key AS had (sha256, programme, client, origin, valid_until)
                        VALUES ($1, $2, $3, 'BOOTSTRAP', $4)
                        ON CONFLICT (sha256) DO UPDATE
                        SET programme = excluded.programme, client = excluded.client,
                            valid_until = excluded.valid_until
                        WHERE (had.programme, had.client, had.valid_until) IS DISTINCT FROM
                              (excluded.programme, excluded.client, excluded.valid_until)
                        """)
                .execute(row)
                .chain(written -> entered(
                        db, written, client.programme(), Action.Word.SET_KEY, target(client.id(), key.sha256())));
    }

    /** The audit log has what changed, in the transaction that changed it; what was so already is no change. */
    private static Uni<Void> entered(
            SqlConnection db, RowSet<Row> written, String programme, Action.Word word, String target) {
        return written.rowCount() == 0
                ? Uni.createFrom().voidItem()
                : AuditLog.enter(db, Action.onAccess(programme, word, target));
    }

    /** A key by its client and the beginning of its hash, which tells nothing of the key. */
    private static String target(String client, String hash) {
        return client + ':' + hash.substring(0, ClientKeys.ID_LENGTH);
    }

    private static Uni<Void> endKeysBut(SqlConnection db, String[] named) {
        return db.preparedQuery("""
                        UPDATE api_key SET valid_until = now()
                        WHERE origin = 'BOOTSTRAP' AND (valid_until IS NULL OR valid_until > now())
                          AND NOT (encode(sha256, 'hex') = ANY ($1))
                        RETURNING programme, client, encode(sha256, 'hex') AS hash
                        """)
                .execute(Tuple.tuple().addArrayOfString(named))
                .chain(ended -> each(
                        ended.stream().toList(),
                        row -> AuditLog.enter(
                                db,
                                Action.onAccess(
                                        row.getString("programme"),
                                        Action.Word.END_KEY,
                                        target(row.getString("client"), row.getString("hash"))))));
    }

    /** One statement after the other: a connection is one stream. */
    private static <T> Uni<Void> each(List<T> items, Function<T, Uni<?>> work) {
        return Multi.createFrom()
                .iterable(items)
                .onItem()
                .transformToUniAndConcatenate(item -> work.apply(item).replaceWithVoid())
                .collect()
                .last()
                .replaceWithVoid();
    }

    private static Buffer hash(String hex) {
        if (hex == null || !hex.matches("[0-9a-f]{64}")) {
            throw new IllegalStateException("A key's sha256 in the bootstrap file must be 64 lower-case hex digits");
        }
        return Buffer.buffer(HexFormat.of().parseHex(hex));
    }

    /** A mistyped grant or scope is a hole in the door: the gateway does not start with a file it cannot read whole. */
    private static <T> T read(Path file, Class<T> type) {
        JsonMapper json = JsonMapper.builder()
                .addModule(new JavaTimeModule())
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
        try {
            return json.readValue(Files.readString(file), type);
        } catch (JsonProcessingException unfit) {
            throw new IllegalStateException(
                    "The bootstrap file " + file + " is not as it must be: " + unfit.getOriginalMessage(), unfit);
        } catch (IOException unreadable) {
            throw new IllegalStateException("The bootstrap file " + file + " cannot be read", unreadable);
        }
    }
}
