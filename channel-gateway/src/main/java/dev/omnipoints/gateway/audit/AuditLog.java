package dev.omnipoints.gateway.audit;

import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.gateway.platform.Refused;
import dev.omnipoints.gateway.platform.Words;
import io.opentelemetry.api.trace.Span;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Keeps account of what staff do. The intent is written before the action is asked for, and where it cannot be written
 * nothing is asked for; the outcome after it. Whatever breaks in between leaves an entry without outcome, which is told
 * as UNKNOWN, and which the same request, sent again with its key, resolves. So nothing is done unseen.
 */
@Singleton
public final class AuditLog {
    private static final Logger LOG = Logger.getLogger(AuditLog.class);
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final int MAX_RETRIES = 2;
    private static final Duration FIRST_WAIT = Duration.ofMillis(30);

    /** Refusals after which the action may yet have been done; of all others clients/Guarded knows that it was not. */
    private static final Set<Reason> OPEN =
            EnumSet.of(Reason.REASON_OUTCOME_UNKNOWN, Reason.REASON_OPERATION_IN_PROGRESS, Reason.REASON_INTERNAL);

    private static final String BEGIN = """
            WITH entry AS (
                INSERT INTO audit_entry (id, programme, action, target, counterpart, before_version)
                VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (id) DO NOTHING)
            INSERT INTO audit_step (entry, attempt, step, subject, client, trace_id)
            VALUES ($1, $7, 'BEGUN', $8, $9, $10)
            """;
    private static final String END = """
            INSERT INTO audit_step (entry, attempt, step, subject, client, trace_id, after_version, operation, reason)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING
            """;

    private record Attempt(UUID id, Action action, String traceId) {}

    private final Pool pool;

    AuditLog(Pool pool) {
        this.pool = pool;
    }

    /**
     * Does the work with an entry of its own.
     *
     * @param work asks a service for the action, by its idempotency key or version
     * @param outcome reads what came of it
     * @return the work's result or failure; DEPENDENCY_UNAVAILABLE, with nothing done, where the intent could not be
     *     written
     */
    public <T> Uni<T> entered(Action action, Supplier<Uni<T>> work, Function<T, Outcome> outcome) {
        Attempt attempt = attempt(action);
        return begin(attempt)
                .chain(begun -> Uni.createFrom()
                        .deferred(work::get)
                        .onFailure(AuditLog::nothingDone)
                        .call(refused -> end(attempt, refused((Refused) refused)))
                        .onItem()
                        .call(done -> end(attempt, done(outcome.apply(done)))));
    }

    private static boolean nothingDone(Throwable thrown) {
        return thrown instanceof Refused refused && !OPEN.contains(refused.reason());
    }

    /** Enters what this very transaction does: either both are kept or neither. */
    public static Uni<Void> enter(SqlConnection transaction, Action action) {
        Attempt attempt = attempt(action);
        return transaction
                .preparedQuery(BEGIN)
                .execute(beginning(attempt))
                .chain(() ->
                        transaction.preparedQuery(END).execute(ending(attempt, done(new Outcome(false, null, null)))))
                .replaceWithVoid();
    }

    private static Attempt attempt(Action action) {
        return new Attempt(
                UUID.randomUUID(), action, Span.current().getSpanContext().getTraceId());
    }

    private static Tuple beginning(Attempt attempt) {
        Action action = attempt.action();
        return Tuple.tuple()
                .addUUID(action.id())
                .addString(action.who().getProgramme())
                .addString(action.word().name())
                .addString(action.target())
                .addString(action.counterpart())
                .addInteger(action.beforeVersion())
                .addUUID(attempt.id())
                .addString(action.who().getActor())
                .addString(action.who().getClient())
                .addString(attempt.traceId());
    }

    private Uni<?> begin(Attempt attempt) {
        return pool.preparedQuery(BEGIN)
                .execute(beginning(attempt))
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .onFailure()
                .transform(failed -> {
                    LOG.errorf("nothing was done, for the audit log could not be written: %s", failed);
                    return Refused.because(
                            Reason.REASON_DEPENDENCY_UNAVAILABLE,
                            "Nothing was done, for it could not be written down; send the same request again.");
                });
    }

    private record Ending(String step, Integer afterVersion, String operation, String reason) {}

    private static Ending done(Outcome outcome) {
        return new Ending(outcome.replayed() ? "REPEATED" : "DONE", outcome.afterVersion(), outcome.operation(), null);
    }

    private static Ending refused(Refused refused) {
        return new Ending("REFUSED", null, null, Words.of(refused.reason()));
    }

    private static Tuple ending(Attempt attempt, Ending ending) {
        Action action = attempt.action();
        return Tuple.tuple()
                .addUUID(action.id())
                .addUUID(attempt.id())
                .addString(ending.step())
                .addString(action.who().getActor())
                .addString(action.who().getClient())
                .addString(attempt.traceId())
                .addInteger(ending.afterVersion())
                .addString(ending.operation())
                .addString(ending.reason());
    }

    /** What was done is done: that it could not be written down is told to the operator, not to the caller. */
    private Uni<Void> end(Attempt attempt, Ending ending) {
        return Uni.createFrom()
                .deferred(() -> pool.preparedQuery(END).execute(ending(attempt, ending)))
                .onFailure()
                .retry()
                .withBackOff(FIRST_WAIT)
                .atMost(MAX_RETRIES)
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .replaceWithVoid()
                .onFailure()
                .recoverWithUni(failed -> {
                    LOG.errorf(
                            "audit entry %s: its outcome %s could not be written, it stays UNKNOWN: %s",
                            attempt.action().id(), ending.step(), failed);
                    return Uni.createFrom().voidItem();
                });
    }
}
