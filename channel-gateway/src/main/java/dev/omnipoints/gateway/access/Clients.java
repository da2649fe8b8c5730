package dev.omnipoints.gateway.access;

import dev.omnipoints.contracts.type.v1.Caller;
import dev.omnipoints.contracts.type.v1.Channel;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.gateway.access.AccessRequests.Done;
import dev.omnipoints.gateway.access.AccessRequests.Made;
import dev.omnipoints.gateway.access.ApiClient.Grant;
import dev.omnipoints.gateway.access.ClientRecord.Terms;
import dev.omnipoints.gateway.audit.Action;
import dev.omnipoints.gateway.audit.AuditLog;
import dev.omnipoints.gateway.platform.Refused;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * API clients as staff administer them. Whatever is changed here every instance sees within a second. A client of the
 * bootstrap file that staff have changed is theirs from then on: the file does not change it any more.
 */
@Singleton
public final class Clients {
    private static final String COLUMNS = """
            SELECT c.id, c.channel, c.stores, c.terminal, c.grants, c.version, c.created_at, c.ended_at
            FROM api_client c
            """;

    private final AccessRequests requests;

    Clients(AccessRequests requests) {
        this.requests = requests;
    }

    /** Clients in the order of their ids, those after one; the empty text is before all. */
    public Uni<List<ClientRecord>> after(String programme, String id, int limit) {
        return requests.inTransaction(db -> db.preparedQuery(COLUMNS
                        + "WHERE c.programme = $1 AND c.id COLLATE \"C\" > $2 ORDER BY c.id COLLATE \"C\" LIMIT $3")
                .execute(Tuple.of(programme, id, limit))
                .chain(rows -> withKeys(db, programme, rows)));
    }

    /** A client; CLIENT_UNKNOWN. */
    public Uni<ClientRecord> get(String programme, String id) {
        return requests.inTransaction(db -> read(db, programme, id, ""));
    }

    /** A new client, without keys; CLIENT_ALREADY_EXISTS. */
    public Uni<Done<ClientRecord>> create(Caller who, String idempotencyKey, String id, Terms terms) {
        return requests.once(
                who,
                idempotencyKey,
                "create client " + id + ' ' + terms,
                db -> insert(db, who, id, terms).map(made -> new Made<>(made, Optional.empty())),
                (db, none) -> read(db, who.getProgramme(), id, "")
                        .map(now -> new ClientRecord(id, terms, 1, now.createdAt(), Optional.empty(), List.of())));
    }

    /** What a client may from now on; CLIENT_UNKNOWN, CLIENT_ENDED, VERSION_CONFLICT. */
    public Uni<Done<ClientRecord>> change(Caller who, String id, int version, Terms terms) {
        return requests.inTransaction(db -> read(db, who.getProgramme(), id, "FOR UPDATE")
                .chain(now -> {
                    if (now.version() == version + 1 && now.terms().equals(terms)) {
                        return Uni.createFrom().item(new Done<>(now, true));
                    }
                    if (now.version() != version) {
                        throw Refused.because(
                                Reason.REASON_VERSION_CONFLICT,
                                "Someone else has changed it; read it again and decide anew.");
                    }
                    return update(db, who, open(now), terms).map(done -> new Done<>(done, false));
                }));
    }

    /** Ends a client with all of its keys, for good; CLIENT_UNKNOWN. An ended one stays as it is. */
    public Uni<Done<ClientRecord>> end(Caller who, String idempotencyKey, String id) {
        String programme = who.getProgramme();
        return requests.once(
                        who,
                        idempotencyKey,
                        "end client " + id,
                        db -> read(db, programme, id, "FOR UPDATE").chain(now -> end(db, who, now)),
                        (db, none) -> read(db, programme, id, "").map(ended -> new Done<>(ended, true)))
                .map(done -> new Done<>(
                        done.result().result(), done.replayed() || done.result().replayed()));
    }

    /** A client for a change of its keys: no other change of it runs meanwhile. */
    static Uni<ClientRecord> locked(SqlConnection db, String programme, String id) {
        return read(db, programme, id, "FOR UPDATE");
    }

    /** A client that has not ended. */
    static ClientRecord open(ClientRecord client) {
        if (client.endedAt().isPresent()) {
            throw Refused.because(Reason.REASON_CLIENT_ENDED, "It has ended for good; make a client of another id.");
        }
        return client;
    }

    private static Uni<ClientRecord> insert(SqlConnection db, Caller who, String id, Terms terms) {
        return db.preparedQuery("INSERT INTO programme (id) VALUES ($1) ON CONFLICT DO NOTHING")
                .execute(Tuple.of(who.getProgramme()))
                .chain(() -> db.preparedQuery("""
                        INSERT INTO api_client (programme, id, channel, stores, terminal, grants, origin)
                        VALUES ($1, $2, $3, $4, $5, $6, 'ADMIN') ON CONFLICT DO NOTHING
                        """).execute(row(who.getProgramme(), id, terms)))
                .chain(written -> {
                    if (written.rowCount() == 0) {
                        throw Refused.because(
                                Reason.REASON_CLIENT_ALREADY_EXISTS,
                                "Take another id, or change the one that is there.");
                    }
                    return AuditLog.enter(db, Action.onClient(who, Action.Word.SET_CLIENT, id, null));
                })
                .chain(() -> read(db, who.getProgramme(), id, ""));
    }

    private static Uni<ClientRecord> update(SqlConnection db, Caller who, ClientRecord now, Terms terms) {
        return db.preparedQuery("""
                        UPDATE api_client
                        SET channel = $3, stores = $4, terminal = $5, grants = $6, origin = 'ADMIN',
                            version = version + 1, updated_at = now()
                        WHERE programme = $1 AND id = $2
                        """)
                .execute(row(who.getProgramme(), now.id(), terms))
                .chain(() -> AuditLog.enter(db, Action.onClient(who, Action.Word.SET_CLIENT, now.id(), now.version())))
                .chain(() -> AccessChanges.made(db))
                .chain(() -> read(db, who.getProgramme(), now.id(), ""));
    }

    private static Uni<Made<Done<ClientRecord>>> end(SqlConnection db, Caller who, ClientRecord now) {
        if (now.endedAt().isPresent()) {
            return Uni.createFrom().item(new Made<>(new Done<>(now, true), Optional.empty()));
        }
        return db.preparedQuery("""
                        UPDATE api_client
                        SET ended_at = now(), origin = 'ADMIN', version = version + 1, updated_at = now()
                        WHERE programme = $1 AND id = $2
                        """)
                .execute(Tuple.of(who.getProgramme(), now.id()))
                .chain(() -> AuditLog.enter(db, Action.onClient(who, Action.Word.END_CLIENT, now.id(), now.version())))
                .chain(() -> read(db, who.getProgramme(), now.id(), ""))
                .map(ended -> new Made<>(new Done<>(ended, false), Optional.empty()));
    }

    private static Tuple row(String programme, String id, Terms terms) {
        return Tuple.tuple()
                .addString(programme)
                .addString(id)
                .addString(terms.channel().name().substring("CHANNEL_".length()))
                .addArrayOfString(
                        terms.stores().isEmpty() ? null : terms.stores().toArray(String[]::new))
                .addString(terms.terminal().orElse(null))
                .addArrayOfString(terms.grants().stream().map(Enum::name).toArray(String[]::new));
    }

    private static Uni<ClientRecord> read(SqlConnection db, String programme, String id, String lock) {
        return db.preparedQuery(COLUMNS + "WHERE c.programme = $1 AND c.id = $2 " + lock)
                .execute(Tuple.of(programme, id))
                .chain(rows -> withKeys(db, programme, rows))
                .map(found -> {
                    if (found.isEmpty()) {
                        throw Refused.because(Reason.REASON_CLIENT_UNKNOWN, "Look for it in GET /v1/admin/clients.");
                    }
                    return found.getFirst();
                });
    }

    private static Uni<List<ClientRecord>> withKeys(SqlConnection db, String programme, Iterable<Row> clients) {
        List<Row> rows = new ArrayList<>();
        clients.forEach(rows::add);
        String[] ids = rows.stream().map(row -> row.getString("id")).toArray(String[]::new);
        return ClientKeys.of(db, programme, ids)
                .map(keys -> rows.stream()
                        .map(row -> client(row, keys.getOrDefault(row.getString("id"), List.of())))
                        .toList());
    }

    private static ClientRecord client(Row row, List<ClientRecord.Key> keys) {
        String[] stores = row.getArrayOfStrings("stores");
        Terms terms = new Terms(
                Channel.valueOf("CHANNEL_" + row.getString("channel")),
                new TreeSet<>(stores == null ? List.of() : Arrays.asList(stores)),
                Optional.ofNullable(row.getString("terminal")),
                Arrays.stream(row.getArrayOfStrings("grants"))
                        .map(Grant::valueOf)
                        .collect(Collectors.toCollection(TreeSet::new)));
        return new ClientRecord(
                row.getString("id"),
                terms,
                row.getInteger("version"),
                row.getOffsetDateTime("created_at").toInstant(),
                instant(row, "ended_at"),
                keys);
    }

    static Optional<Instant> instant(Row row, String column) {
        return Optional.ofNullable(row.getOffsetDateTime(column)).map(OffsetDateTime::toInstant);
    }
}
