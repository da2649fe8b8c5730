package dev.omnipoints.gateway.access;

import dev.omnipoints.contracts.type.v1.Caller;
import dev.omnipoints.contracts.type.v1.Problem;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.gateway.platform.IdempotencyKey;
import dev.omnipoints.gateway.platform.Refused;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * What staff change of clients and keys, each request once: by its Idempotency-Key it is known again. A change, its
 * entry in the audit log and what makes every instance see it are one transaction.
 */
@Singleton
public final class AccessRequests {
    private static final Logger LOG = Logger.getLogger(AccessRequests.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /**
     * What was done.
     *
     * @param replayed an earlier request had done it, this one changed nothing
     */
    public record Done<T>(T result, boolean replayed) {}

    private final Pool pool;

    AccessRequests(Pool pool) {
        this.pool = pool;
    }

    /**
     * Does the work unless this request did it before; copies that run at once take their turns.
     *
     * @param content what is asked for, in words that are the same for the same
     * @param work tells what it made, by which {@code again} finds it
     * @param again what the first answer was
     * @return DEPENDENCY_UNAVAILABLE where the database cannot be had, IDEMPOTENCY_KEY_REUSED for other content
     */
    <T> Uni<Done<T>> once(
            Caller who,
            String idempotencyKey,
            String content,
            Function<SqlConnection, Uni<Made<T>>> work,
            Again<T> again) {
        Buffer id = sha256(who.getProgramme(), who.getClient(), idempotencyKey);
        Buffer asked = sha256(content);
        return inTransaction(db -> db.preparedQuery(
                        "INSERT INTO access_request (id, content) VALUES ($1, $2) ON CONFLICT DO NOTHING")
                .execute(Tuple.tuple().addBuffer(id).addBuffer(asked))
                .chain(taken -> taken.rowCount() == 0
                        ? known(db, id, asked)
                                .chain(made -> again.result(db, made))
                                .map(first -> new Done<>(first, true))
                        : work.apply(db)
                                .call(made -> kept(db, id, made))
                                .map(made -> new Done<>(made.result(), false))));
    }

    /**
     * What a request made.
     *
     * @param key of a new API key its SHA-256
     */
    record Made<T>(T result, Optional<Buffer> key) {}

    /** Tells the first answer again. */
    interface Again<T> {
        /** By what the request made. */
        Uni<T> result(SqlConnection db, Optional<Buffer> key);
    }

    private static Uni<Void> kept(SqlConnection db, Buffer id, Made<?> made) {
        Uni<?> key = made.key().isEmpty()
                ? Uni.createFrom().voidItem()
                : db.preparedQuery("UPDATE access_request SET made = $2 WHERE id = $1")
                        .execute(
                                Tuple.tuple().addBuffer(id).addBuffer(made.key().get()));
        return key.chain(() -> AccessChanges.made(db));
    }

    private static Uni<Optional<Buffer>> known(SqlConnection db, Buffer id, Buffer asked) {
        return db.preparedQuery("SELECT content, made FROM access_request WHERE id = $1")
                .execute(Tuple.tuple().addBuffer(id))
                .map(rows -> {
                    Row row = rows.iterator().next();
                    if (!row.getBuffer("content").equals(asked)) {
                        throw Refused.asTold(
                                Problem.newBuilder()
                                        .setReason(Reason.REASON_IDEMPOTENCY_KEY_REUSED)
                                        .setField(IdempotencyKey.HEADER)
                                        .build(),
                                "The key was used for something else; take a new one for each thing you do.");
                    }
                    return Optional.ofNullable(row.getBuffer("made"));
                });
    }

    /** All or nothing; whatever fails that is no refusal is DEPENDENCY_UNAVAILABLE. */
    <T> Uni<T> inTransaction(Function<SqlConnection, Uni<T>> work) {
        return pool.withTransaction(work)
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .onFailure(failed -> !(failed instanceof Refused))
                .transform(failed -> {
                    LOG.warnf("clients and keys cannot be administered: %s", failed);
                    return Refused.because(
                            Reason.REASON_DEPENDENCY_UNAVAILABLE, "Send the same request again in a moment.");
                });
    }

    static Buffer sha256(String... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String part : parts) {
                byte[] text = part.getBytes(StandardCharsets.UTF_8);
                digest.update(
                        ByteBuffer.allocate(Integer.BYTES).putInt(text.length).array());
                digest.update(text);
            }
            return Buffer.buffer(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK has SHA-256", impossible);
        }
    }
}
