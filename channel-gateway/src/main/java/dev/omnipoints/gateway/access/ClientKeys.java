package dev.omnipoints.gateway.access;

import dev.omnipoints.contracts.type.v1.Caller;
import dev.omnipoints.contracts.type.v1.Problem;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.gateway.access.AccessRequests.Done;
import dev.omnipoints.gateway.access.AccessRequests.Made;
import dev.omnipoints.gateway.access.ClientRecord.Key;
import dev.omnipoints.gateway.audit.Action;
import dev.omnipoints.gateway.audit.AuditLog;
import dev.omnipoints.gateway.platform.Refused;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The keys of API clients as staff administer them: made, handed over with an overlap, ended. A key is told once, to
 * whoever asked for it; what is kept is its SHA-256, and a salt from which the gateway's secret makes it again when
 * that very request is sent again.
 */
@Singleton
public final class ClientKeys {
    /** How many characters of a key's SHA-256 name it. */
    static final int ID_LENGTH = 12;
    /** More than a client needs in a lifetime of rotations; ended ones count. */
    static final int MOST = 100;

    private static final int SALT_BYTES = 32;

    private static final String COLUMNS =
            "SELECT client, sha256, valid_from, valid_until, ended_at, salt FROM api_key WHERE programme = $1 ";

    /**
     * What is asked of a new key.
     *
     * @param validFrom empty: now
     * @param validUntil empty: until it is ended
     * @param othersUntil when the client's other keys end that would be valid for longer; empty: they stay as they are
     */
    public record Wish(Optional<Instant> validFrom, Optional<Instant> validUntil, Optional<Instant> othersUntil) {}

    /**
     * A key that was made.
     *
     * @param secret what the client is to send
     */
    public record NewKey(Key key, String secret) {}

    private final AccessRequests requests;
    private final KeyForm form;
    private final SecureRandom random = new SecureRandom();

    ClientKeys(AccessRequests requests, KeyForm form) {
        this.requests = requests;
        this.form = form;
    }

    /** A new key of a client; CLIENT_UNKNOWN, CLIENT_ENDED, LIMIT_REACHED. */
    public Uni<Done<NewKey>> make(Caller who, String idempotencyKey, String client, Wish wish) {
        return requests.once(
                who,
                idempotencyKey,
                "key of " + client + ' ' + wish,
                db -> Clients.locked(db, who.getProgramme(), client).chain(now -> insert(db, who, now, wish)),
                (db, hash) -> again(db, who.getProgramme(), hash.orElseThrow(), wish));
    }

    /** Ends a key for good, at once on every instance; CLIENT_UNKNOWN, KEY_UNKNOWN. An ended one stays as it is. */
    public Uni<Done<Key>> end(Caller who, String idempotencyKey, String client, String keyId) {
        String programme = who.getProgramme();
        return requests.once(
                        who,
                        idempotencyKey,
                        "end key " + keyId + " of " + client,
                        db -> Clients.locked(db, programme, client).chain(now -> end(db, who, now, keyId)),
                        (db, none) ->
                                Clients.locked(db, programme, client).map(now -> new Done<>(find(now, keyId), true)))
                .map(done -> new Done<>(
                        done.result().result(), done.replayed() || done.result().replayed()));
    }

    /** The keys of some clients, by client, the oldest first. */
    static Uni<Map<String, List<Key>>> of(SqlConnection db, String programme, String[] clients) {
        return db.preparedQuery(COLUMNS + "AND client = ANY ($2) ORDER BY valid_from, sha256")
                .execute(Tuple.of(programme, clients))
                .map(rows -> {
                    Map<String, List<Key>> keys = new HashMap<>();
                    for (Row row : rows) {
                        keys.computeIfAbsent(row.getString("client"), client -> new ArrayList<>())
                                .add(key(row));
                    }
                    return keys;
                });
    }

    private Uni<Made<NewKey>> insert(SqlConnection db, Caller who, ClientRecord client, Wish wish) {
        Clients.open(client);
        if (client.keys().size() >= MOST) {
            throw Refused.asTold(
                    Problem.newBuilder()
                            .setReason(Reason.REASON_LIMIT_REACHED)
                            .setLimit("keys")
                            .build(),
                    "A client has so many keys in its life, ended ones too; make a client of another id.");
        }
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        String secret = form.of(salt);
        Buffer hash = Buffer.buffer(KeyForm.sha256(secret));
        return db.preparedQuery("""
                        INSERT INTO api_key (sha256, programme, client, origin, salt, valid_from, valid_until)
                        VALUES ($1, $2, $3, 'ADMIN', $4, coalesce($5, now()), $6)
                        RETURNING client, sha256, valid_from, valid_until, ended_at
                        """)
                .execute(Tuple.tuple()
                        .addBuffer(hash)
                        .addString(who.getProgramme())
                        .addString(client.id())
                        .addBuffer(Buffer.buffer(salt))
                        .addOffsetDateTime(wish.validFrom()
                                .map(at -> at.atOffset(ZoneOffset.UTC))
                                .orElse(null))
                        .addOffsetDateTime(wish.validUntil()
                                .map(at -> at.atOffset(ZoneOffset.UTC))
                                .orElse(null)))
                .map(rows -> key(rows.iterator().next()))
                .call(key -> othersEnd(db, who, client.id(), hash, wish))
                .call(key -> enter(db, who, client.id(), key))
                .map(key -> new Made<>(new NewKey(key, secret), Optional.of(hash)));
    }

    /** None lives longer by it; each that lives shorter has its entry in the audit log. */
    private static Uni<?> othersEnd(SqlConnection db, Caller who, String client, Buffer but, Wish wish) {
        return wish.othersUntil().isEmpty()
                ? Uni.createFrom().voidItem()
                : db.preparedQuery("""
                        UPDATE api_key SET valid_until = $4
                        WHERE programme = $1 AND client = $2 AND sha256 <> $3
                          AND (valid_until IS NULL OR valid_until > $4) AND ended_at IS NULL
                        RETURNING client, sha256, valid_from, valid_until, ended_at
                        """)
                        .execute(Tuple.tuple()
                                .addString(who.getProgramme())
                                .addString(client)
                                .addBuffer(but)
                                .addOffsetDateTime(wish.othersUntil().get().atOffset(ZoneOffset.UTC)))
                        .toMulti()
                        .flatMap(rows -> Multi.createFrom().iterable(rows))
                        .onItem()
                        .transformToUniAndConcatenate(row -> enter(db, who, client, key(row)))
                        .collect()
                        .last();
    }

    private static Uni<Void> enter(SqlConnection db, Caller who, String client, Key key) {
        return AuditLog.enter(db, Action.onClient(who, Action.Word.SET_KEY, client + ':' + key.id(), null));
    }

    private Uni<NewKey> again(SqlConnection db, String programme, Buffer hash, Wish wish) {
        return db.preparedQuery(COLUMNS + "AND sha256 = $2")
                .execute(Tuple.tuple().addString(programme).addBuffer(hash))
                .map(rows -> {
                    Row row = rows.iterator().next();
                    String secret = form.of(row.getBuffer("salt").getBytes());
                    if (!Buffer.buffer(KeyForm.sha256(secret)).equals(hash)) {
                        throw Refused.because(
                                Reason.REASON_IDEMPOTENCY_KEY_REUSED,
                                "The key was made, and can be told no more: the gateway's secret has been changed"
                                        + " since. Make another with a new Idempotency-Key.");
                    }
                    Key key = key(row);
                    return new NewKey(new Key(key.id(), key.validFrom(), wish.validUntil(), Optional.empty()), secret);
                });
    }

    private static Uni<Made<Done<Key>>> end(SqlConnection db, Caller who, ClientRecord client, String keyId) {
        Key key = find(client, keyId);
        if (key.endedAt().isPresent()) {
            return Uni.createFrom().item(new Made<>(new Done<>(key, true), Optional.empty()));
        }
        return db.preparedQuery("""
                        UPDATE api_key SET ended_at = now()
                        WHERE programme = $1 AND client = $2 AND left(encode(sha256, 'hex'), $4) = $3
                        RETURNING client, sha256, valid_from, valid_until, ended_at
                        """)
                .execute(Tuple.of(who.getProgramme(), client.id(), keyId, ID_LENGTH))
                .map(rows -> key(rows.iterator().next()))
                .call(ended ->
                        AuditLog.enter(db, Action.onClient(who, Action.Word.END_KEY, client.id() + ':' + keyId, null)))
                .map(ended -> new Made<>(new Done<>(ended, false), Optional.empty()));
    }

    private static Key find(ClientRecord client, String keyId) {
        return client.keys().stream()
                .filter(key -> key.id().equals(keyId))
                .findFirst()
                .orElseThrow(() -> Refused.because(Reason.REASON_KEY_UNKNOWN, "Read the client; it tells its keys."));
    }

    private static Key key(Row row) {
        String hash = HexFormat.of().formatHex(row.getBuffer("sha256").getBytes());
        return new Key(
                hash.substring(0, ID_LENGTH),
                row.getOffsetDateTime("valid_from").toInstant(),
                Clients.instant(row, "valid_until"),
                Clients.instant(row, "ended_at"));
    }
}
