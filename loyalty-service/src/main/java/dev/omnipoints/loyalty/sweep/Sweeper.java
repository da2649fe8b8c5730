package dev.omnipoints.loyalty.sweep;

import dev.omnipoints.loyalty.ledger.AccountKey;
import dev.omnipoints.loyalty.posting.DueTable;
import dev.omnipoints.loyalty.posting.DueTable.HoldCursor;
import dev.omnipoints.loyalty.posting.Lanes;
import dev.omnipoints.loyalty.posting.LedgerClock;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import io.vertx.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Writes down what is due for accounts that nobody touches (ledger.md, 1): holds within 2 minutes, lots within 75. The
 * rows are those that a touch would have written. Nothing that anyone is shown or may do depends on it: whoever comes
 * first writes.
 *
 * <p>Instances share the work by {@link Claims}; doubles would do no harm, for rows are idempotent by state.
 */
@ApplicationScoped
class Sweeper {

    private static final Logger LOG = Logger.getLogger(Sweeper.class);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(1);
    private static final double PUNCTUAL = 0.9;

    private final Pool pool;
    private final Lanes lanes;
    private final Vertx vertx;
    private final SweepConfig config;
    private final Context context;
    private final Cycle holds;
    private final Cycle accounts;
    private volatile boolean stopped;
    private Swept ofHolds = Swept.NOTHING;
    private Swept ofAccounts = Swept.NOTHING;
    private long toldAt = System.nanoTime();

    @Inject
    Sweeper(Vertx vertx, Pool pool, Lanes lanes, SweepConfig config) {
        if (config.pageSize() < 1 || config.inFlight() < 1) {
            throw new IllegalStateException("omnipoints.sweep.page-size and .in-flight are at least 1");
        }
        this.vertx = vertx;
        this.pool = pool;
        this.lanes = lanes;
        this.config = config;
        this.context = ((VertxInternal) vertx).createEventLoopContext();
        this.holds = new Cycle(vertx, Claims.Kind.HOLDS, config.holdInterval(), this::claimHolds);
        this.accounts = new Cycle(
                vertx, Claims.Kind.ACCOUNTS, config.accountInterval().dividedBy(AccountKey.BUCKETS), this::claimBucket);
    }

    void start(@Observes StartupEvent event) {
        if (config.enabled()) {
            begin();
        }
    }

    /** Sweeps from now on. */
    void begin() {
        context.runOnContext(ignored -> {
            holds.start();
            accounts.start();
        });
    }

    /** Submits nothing more, and waits for what is in flight; what is left is done by another, or after the start. */
    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopped = true;
        try {
            onContext(() -> Future.join(holds.stop(), accounts.stop()))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException slow) {
            LOG.warn("The sweep did not end in time; what it had submitted ends by itself or with the database");
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Writes down all holds whose time is up. */
    Future<Swept> holds() {
        return onContext(() -> LedgerClock.now(pool)
                .compose(now -> new Round<HoldCursor>(
                                now,
                                after -> DueTable.holds(pool, now, after, config.pageSize()),
                                this::settle,
                                () -> stopped)
                        .run(HoldCursor.START))
                .map(result -> told(Claims.Kind.HOLDS, result)));
    }

    /** Writes down all that is due for the accounts of a bucket. */
    Future<Swept> accounts(short bucket) {
        return onContext(() -> LedgerClock.now(pool)
                .compose(now -> new Round<AccountKey>(
                                now,
                                after -> DueTable.accounts(pool, now, after, config.pageSize()),
                                this::settle,
                                () -> stopped)
                        .run(DueTable.start(bucket)))
                .map(result -> told(Claims.Kind.ACCOUNTS, result)));
    }

    private Future<Settling.Done> settle(Collection<AccountKey> due) {
        return new Settling(vertx, lanes::submit, config, () -> stopped, due).run();
    }

    private Future<Swept> claimHolds() {
        return claimed(Claims.Kind.HOLDS, config.holdInterval(), part -> holds())
                .onSuccess(swept -> ofHolds = ofHolds.plus(swept));
    }

    private Future<Swept> claimBucket() {
        return claimed(Claims.Kind.ACCOUNTS, config.accountInterval(), this::accounts)
                .onSuccess(swept -> {
                    ofAccounts = ofAccounts.plus(swept);
                    tell();
                });
    }

    /** A little before the interval is over, so that a timer that is early by a moment does not miss its turn. */
    private Future<Swept> claimed(Claims.Kind kind, Duration interval, Function<Short, Future<Swept>> sweep) {
        return Claims.next(pool, kind, Duration.ofMillis((long) (interval.toMillis() * PUNCTUAL)))
                .compose(part -> part == null ? Future.succeededFuture(Swept.NOTHING) : sweep.apply(part));
    }

    private static Swept told(Claims.Kind kind, Round.Result result) {
        if (!result.failures().isEmpty()) {
            LOG.warnf("The sweep of %s left accounts to a later round: %s", kind, result.failures());
        }
        return result.swept();
    }

    /** One line a pass over all accounts. */
    private void tell() {
        long now = System.nanoTime();
        if (now - toldAt >= config.accountInterval().toNanos()) {
            LOG.infof(
                    "Swept in %d s: holds %s; accounts %s",
                    TimeUnit.NANOSECONDS.toSeconds(now - toldAt), ofHolds, ofAccounts);
            ofHolds = Swept.NOTHING;
            ofAccounts = Swept.NOTHING;
            toldAt = now;
        }
    }

    /** Everything runs on one event loop, so that nothing needs a lock. */
    private <T> Future<T> onContext(Supplier<Future<T>> work) {
        Promise<T> promise = Promise.promise();
        context.runOnContext(
                ignored -> Future.succeededFuture().compose(none -> work.get()).onComplete(promise));
        return promise.future();
    }
}
