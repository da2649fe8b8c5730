package dev.omnipoints.loyalty.posting;

import dev.omnipoints.loyalty.platform.DatabaseTrouble;
import dev.omnipoints.loyalty.platform.Refused;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.impl.ContextInternal;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Writes postings together: one batch is in flight, the next is whatever arrived meanwhile; a lone posting goes at
 * once. The lock is the account's row, not the lane: lanes of other instances may touch the same accounts.
 */
final class Lane {

    /** About where more postings in a batch no longer raise the rate. */
    private static final int BATCH_LIMIT = 128;

    private static final int ATTEMPTS = 3;
    private static final String UNIQUE_VIOLATION = "23505";
    private static final Set<String> TRY_AGAIN = Set.of("40001", "40P01");

    private final Context context;
    private final Pool pool;
    private final int queueLimit;
    private final ArrayDeque<Queued> queue = new ArrayDeque<>();
    private boolean busy;

    private record Queued(Posting posting, Promise<Posted> answer) {}

    Lane(Context context, Pool pool, int queueLimit) {
        this.context = context;
        this.pool = pool;
        this.queueLimit = queueLimit;
    }

    /**
     * The outcome, once it is durable; told on the caller's own context.
     *
     * <p>Fails with {@link Refused}: OVERLOADED or DEPENDENCY_UNAVAILABLE (nothing was written), OUTCOME_UNKNOWN
     * (perhaps it was), INTERNAL (a defect; nothing was written).
     */
    Future<Posted> submit(Posting posting) {
        ContextInternal caller = ContextInternal.current();
        Promise<Posted> answer = caller == null ? Promise.promise() : caller.promise();
        synchronized (queue) {
            if (queue.size() >= queueLimit) {
                return Future.failedFuture(Refusing.overloaded());
            }
            queue.add(new Queued(posting, answer));
            if (busy) {
                return answer.future();
            }
            busy = true;
        }
        context.runOnContext(ignored -> next());
        return answer.future();
    }

    private void next() {
        List<Queued> batch = new ArrayList<>();
        synchronized (queue) {
            while (!queue.isEmpty() && batch.size() < BATCH_LIMIT) {
                batch.add(queue.poll());
            }
            if (batch.isEmpty()) {
                busy = false;
                return;
            }
        }
        // Whatever goes wrong in between, nobody is left without an answer.
        attempt(batch, 1).recover(failure -> refuse(batch, failure)).onComplete(done -> next());
    }

    /** Runs a batch until every one of its postings is answered. */
    private Future<Void> attempt(List<Queued> batch, int number) {
        return pool.getConnection()
                .compose(connection -> run(connection, batch))
                .recover(failure -> Future.succeededFuture(new Failed(failure, false)))
                .compose(failed -> failed == null ? Future.succeededFuture() : afterFailure(batch, failed, number));
    }

    private record Failed(Throwable cause, boolean written) {}

    /** Null: all are answered. */
    private static Future<Failed> run(SqlConnection connection, List<Queued> batch) {
        Batch attempt =
                new Batch(connection, batch.stream().map(Queued::posting).toList());
        Future<List<Posted>> outcomes;
        try {
            outcomes = attempt.run();
        } catch (RuntimeException e) {
            outcomes = Future.failedFuture(e);
        }
        return outcomes.transform(result -> {
            if (result.succeeded()) {
                for (int i = 0; i < batch.size(); i++) {
                    batch.get(i).answer().complete(result.result().get(i));
                }
                return connection.close().transform(closed -> Future.succeededFuture((Failed) null));
            }
            Failed failed = new Failed(result.cause(), attempt.written());
            return connection
                    .query("ROLLBACK")
                    .execute()
                    .eventually(() -> connection.close())
                    .transform(closed -> Future.succeededFuture(failed));
        });
    }

    private Future<Void> afterFailure(List<Queued> batch, Failed failed, int number) {
        Throwable cause = failed.cause();
        if (isLostRace(cause)) {
            return number < ATTEMPTS ? attempt(batch, number + 1) : refuse(batch, Refusing.overloaded());
        }
        // A statement that PostgreSQL refused took its transaction with it; silence after the write says nothing.
        boolean refusedByServer = cause instanceof PgException pg && !DatabaseTrouble.isAway(pg.getSqlState());
        if (failed.written() && !refusedByServer) {
            return refuse(batch, Refusing.unknown());
        }
        Optional<Refused> trouble = DatabaseTrouble.asRefused(cause);
        if (trouble.isPresent()) {
            return refuse(batch, trouble.get());
        }
        if (batch.size() == 1) {
            return refuse(batch, cause);
        }
        return oneByOne(batch, 0);
    }

    /** Finds the one that is to blame without harm to the others. */
    private Future<Void> oneByOne(List<Queued> batch, int index) {
        return index == batch.size()
                ? Future.succeededFuture()
                : attempt(List.of(batch.get(index)), 1).compose(done -> oneByOne(batch, index + 1));
    }

    /** Another batch got there first: run again, this one will see it. */
    private static boolean isLostRace(Throwable cause) {
        if (!(cause instanceof PgException pg)) {
            return false;
        }
        boolean raced = AccountTable.RACED.equals(pg.getConstraint()) || SaleTable.RACED.contains(pg.getConstraint());
        return TRY_AGAIN.contains(pg.getSqlState()) || raced && UNIQUE_VIOLATION.equals(pg.getSqlState());
    }

    private static Future<Void> refuse(List<Queued> batch, Throwable refusal) {
        batch.forEach(queued -> queued.answer().tryFail(refusal));
        return Future.succeededFuture();
    }
}
