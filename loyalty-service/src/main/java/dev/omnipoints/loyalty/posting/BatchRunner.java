package dev.omnipoints.loyalty.posting;

import dev.omnipoints.loyalty.ledger.Account;
import dev.omnipoints.loyalty.ledger.AccountKey;
import dev.omnipoints.loyalty.platform.DatabaseTrouble;
import dev.omnipoints.loyalty.platform.Refused;
import dev.omnipoints.loyalty.platform.SharedSpan;
import dev.omnipoints.loyalty.posting.Lane.Queued;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Sees a batch through until every one of its postings is answered, whatever happens on the way. */
final class BatchRunner {

    private static final int ATTEMPTS = 3;
    private static final String UNIQUE_VIOLATION = "23505";
    private static final String LOCK_NOT_AVAILABLE = "55P03";
    private static final Set<String> TRY_AGAIN = Set.of("40001", "40P01");

    private final Vertx vertx;
    private final Pool pool;
    private final PostingConfig config;
    private final RefusalLimit refusals;
    private final Aliases aliases = new Aliases();
    private int alone;

    BatchRunner(Vertx vertx, Pool pool, PostingConfig config, RefusalLimit refusals) {
        this.vertx = vertx;
        this.pool = pool;
        this.config = config;
        this.refusals = refusals;
    }

    /** Runs a batch of a lane. */
    Future<Void> run(List<Queued> batch) {
        return SharedSpan.begin("post", batch.stream().map(Queued::caller).toList())
                .around(() -> attempt(batch, 1, false));
    }

    private record Failed(Throwable cause, boolean written) {}

    private Future<Void> attempt(List<Queued> batch, int number, boolean isAlone) {
        return bounded(batch, isAlone ? config.aloneWait() : config.lockWait())
                .compose(failed ->
                        failed == null ? Future.succeededFuture() : afterFailure(batch, failed, number, isAlone));
    }

    /** Null: all are answered. */
    private Future<Failed> bounded(List<Queued> batch, Duration lockWait) {
        List<Posting> postings = batch.stream().map(Queued::posting).toList();
        Running running = new Running();
        return onConnection(
                        running,
                        connection -> run(
                                connection,
                                running.begin(
                                        connection,
                                        new Batch(connection, config.oneBucket(), postings, aliases, refusals)),
                                batch,
                                lockWait))
                .recover(failure -> Future.succeededFuture(new Failed(failure, running.written())));
    }

    /** A database that says nothing keeps neither the lane nor a connection. */
    private <T> Future<T> onConnection(Running running, Function<SqlConnection, Future<T>> work) {
        Promise<T> outcome = Promise.promise();
        long timer = vertx.setTimer(config.silenceLimit().toMillis(), id -> {
            running.giveUp();
            outcome.tryFail(new Silence());
        });
        pool.getConnection()
                .compose(connection -> running.isGivenUp() ? connection.close().map((T) null) : work.apply(connection))
                .onComplete(done -> {
                    vertx.cancelTimer(timer);
                    if (done.succeeded()) {
                        outcome.tryComplete(done.result());
                    } else {
                        outcome.tryFail(done.cause());
                    }
                });
        return outcome.future();
    }

    private static Future<Failed> run(SqlConnection connection, Batch attempt, List<Queued> batch, Duration lockWait) {
        Future<List<Posted>> outcomes;
        try {
            outcomes = attempt.run((int) lockWait.toMillis());
        } catch (RuntimeException e) {
            outcomes = Future.failedFuture(e);
        }
        return outcomes.transform(result -> {
            if (result.succeeded()) {
                for (int i = 0; i < batch.size(); i++) {
                    batch.get(i).answer().tryComplete(result.result().get(i));
                }
                return connection.close().transform(closed -> Future.succeededFuture((Failed) null));
            }
            Failed failed = new Failed(result.cause(), attempt.written());
            Future<?> rolledBack = attempt.ended()
                    ? Future.succeededFuture()
                    : connection.query("ROLLBACK").execute();
            return rolledBack.eventually(() -> connection.close()).transform(closed -> Future.succeededFuture(failed));
        });
    }

    private Future<Void> afterFailure(List<Queued> batch, Failed failed, int number, boolean isAlone) {
        Throwable cause = failed.cause();
        if (cause instanceof Aliases.Changed || isLostRace(cause)) {
            // A chain of merges that is new to the lane shows one more member each time.
            int most = cause instanceof Aliases.Changed ? Aliases.HOPS_LIMIT : ATTEMPTS;
            if (number < most) {
                return attempt(batch, number + 1, isAlone);
            }
            // Whoever loses again and again, against itself perhaps, harms nobody else.
            return batch.size() == 1 ? Lane.refuse(batch, Refusing.overloaded()) : oneByOne(batch, isAlone);
        }
        if (cause instanceof Batch.Crowded crowded) {
            return oneAfterTheOther(
                    crowded.groups().stream()
                            .map(places -> places.stream().map(batch::get).toList())
                            .toList(),
                    0,
                    isAlone);
        }
        if (isLockTimeout(cause) && number < ATTEMPTS && !isAlone) {
            return apart(batch, number);
        }
        // A statement that PostgreSQL refused took its transaction with it; silence after the write says nothing.
        boolean refusedByServer = cause instanceof PgException pg && !DatabaseTrouble.isAway(pg.getSqlState());
        if (failed.written() && !refusedByServer) {
            return Lane.refuse(batch, Refusing.unknown());
        }
        Optional<Refused> trouble = trouble(cause);
        if (trouble.isPresent()) {
            return Lane.refuse(batch, trouble.get());
        }
        // Finds the one that is to blame without harm to the others.
        return batch.size() == 1 ? Lane.refuse(batch, cause) : oneByOne(batch, isAlone);
    }

    /** What is nobody's mistake, where nothing was written. */
    private static Optional<Refused> trouble(Throwable cause) {
        return cause instanceof Silence ? Optional.of(Refusing.unavailable()) : DatabaseTrouble.asRefused(cause);
    }

    private static Throwable told(Throwable cause) {
        Optional<Refused> trouble = trouble(cause);
        return trouble.isPresent() ? trouble.get() : cause;
    }

    private Future<Void> oneByOne(List<Queued> batch, boolean isAlone) {
        return oneAfterTheOther(batch.stream().map(List::of).toList(), 0, isAlone);
    }

    /** Members whose rows someone else holds go alone, beside the lane; the others go on at once. */
    private Future<Void> apart(List<Queued> batch, int number) {
        Set<AccountKey> accounts = new HashSet<>();
        batch.forEach(queued -> queued.posting().accounts().forEach(key -> accounts.addAll(aliases.chain(key))));
        return heldByOthers(accounts)
                .transform(looked -> looked.succeeded()
                        ? apart(batch, looked.result(), number)
                        : Lane.refuse(batch, told(looked.cause())));
    }

    private Future<Void> apart(List<Queued> batch, Set<AccountKey> held, int number) {
        List<Queued> free = new ArrayList<>();
        Map<AccountKey, List<Queued>> stuck = new LinkedHashMap<>();
        for (Queued queued : batch) {
            Optional<AccountKey> culprit = queued.posting().accounts().stream()
                    .flatMap(key -> aliases.chain(key).stream())
                    .filter(held::contains)
                    .findFirst();
            if (culprit.isPresent()) {
                stuck.computeIfAbsent(culprit.get(), key -> new ArrayList<>()).add(queued);
            } else {
                free.add(queued);
            }
        }
        stuck.values().forEach(this::goAlone);
        return free.isEmpty() ? Future.succeededFuture() : attempt(free, number + 1, false);
    }

    /** Each statement is a transaction of its own: what is locked is let go of at once. */
    private Future<Set<AccountKey>> heldByOthers(Set<AccountKey> accounts) {
        Running running = new Running();
        return onConnection(running, connection -> {
            running.on(connection);
            Route route = new Route(connection, config.oneBucket());
            Future<List<Account>> all = AccountTable.find(route, accounts);
            Future<List<Account>> free = AccountTable.lockFree(route, accounts);
            return Future.all(all, free)
                    .map(both -> {
                        Set<AccountKey> held = new HashSet<>();
                        all.result().forEach(account -> held.add(account.key()));
                        free.result().forEach(account -> held.remove(account.key()));
                        return held;
                    })
                    .eventually(() -> connection.close());
        });
    }

    private void goAlone(List<Queued> stuck) {
        if (alone >= config.aloneLimit()) {
            Lane.refuse(stuck, Refusing.inProgress());
            return;
        }
        alone++;
        attempt(stuck, 1, true).recover(failure -> Lane.refuse(stuck, failure)).onComplete(done -> alone--);
    }

    private Future<Void> oneAfterTheOther(List<List<Queued>> batches, int index, boolean isAlone) {
        return index == batches.size()
                ? Future.succeededFuture()
                : attempt(batches.get(index), 1, isAlone)
                        .compose(done -> oneAfterTheOther(batches, index + 1, isAlone));
    }

    /** Another batch got there first: run again, this one will see it. */
    private static boolean isLostRace(Throwable cause) {
        if (!(cause instanceof PgException pg)) {
            return false;
        }
        if (!UNIQUE_VIOLATION.equals(pg.getSqlState())) {
            // Most errors name no constraint.
            return TRY_AGAIN.contains(pg.getSqlState());
        }
        return AccountTable.RACED.equals(pg.getConstraint())
                || SaleTable.RACED.contains(pg.getConstraint())
                || ReturnTable.RACED.contains(pg.getConstraint())
                || EventTable.RACED.equals(pg.getConstraint());
    }

    private static boolean isLockTimeout(Throwable cause) {
        return cause instanceof PgException pg && LOCK_NOT_AVAILABLE.equals(pg.getSqlState());
    }

    /** The database did not answer within the limit. */
    private static final class Silence extends RuntimeException {
        Silence() {
            super("The database does not answer", null, false, false);
        }
    }
}
