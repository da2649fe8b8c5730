package dev.omnipoints.loyalty.audit;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.jboss.logging.Logger;

/**
 * Audits beside the traffic (ledger.md, 4, L3; docs/adr/0011): new rows soon, everything again from time to time, on
 * one instance at a time, which holds a lease. It only reads, but for what it keeps of itself; a lie stops nothing.
 */
@ApplicationScoped
class OnlineAuditor {

    private static final Logger LOG = Logger.getLogger(OnlineAuditor.class);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(1);
    private static final String NAME = "omnipoints.audit.";

    private final AuditStore store;
    private final OnlineAuditConfig config;
    private final MeterRegistry metrics;
    private final UUID holder = UUID.randomUUID();
    private final NewRows newRows;
    private final FullPass fullPass;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final ScheduledExecutorService worker = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform()
            .name("audit")
            .priority(Thread.MIN_PRIORITY)
            .daemon()
            .factory());

    private volatile AuditState state;
    private volatile long lookedAt;
    private String told;
    private boolean failing;

    @Inject
    OnlineAuditor(Pool pool, AuditStore store, OnlineAuditConfig config, RootKeys rootKeys, MeterRegistry metrics) {
        boolean lawful = config.share() > 0
                && config.share() <= 1
                && config.accounts() >= 1
                && config.rows() >= 1
                && config.checkpointRows() >= 1
                && config.interval().toMillis() >= 1;
        if (!lawful) {
            throw new IllegalStateException("omnipoints.online-audit.share is above 0 to 1; .accounts, .rows,"
                    + " .checkpoint-rows are at least 1, .interval is at least 1ms");
        }
        this.store = store;
        this.config = config;
        this.metrics = metrics;
        this.newRows = new NewRows(pool, store, config, holder);
        this.fullPass = new FullPass(pool, store, config, rootKeys.verifying(), holder);
        count("new", new Verified(List.of(), 0));
        count("full", new Verified(List.of(), 0));
        gauge("lag.rows", AuditState::behind);
        gauge("lag.seconds", now -> seconds(now.seenAt(), now));
        gauge("findings", AuditState::findings);
        gauge("full.pass.age.seconds", now -> seconds(now.passedFrom(), now));
    }

    void start(@Observes StartupEvent event) {
        long interval = config.interval().toMillis();
        worker.scheduleWithFixedDelay(this::tick, interval, interval, TimeUnit.MILLISECONDS);
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopped.countDown();
        worker.shutdown();
        if (!worker.awaitTermination(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.warn("The audit did not end in time; another instance goes on with it when its lease is over");
        } else if (config.enabled()) {
            store.release(holder);
        }
    }

    /** How far it is, on whichever instance, as was last looked at; null: not yet. */
    AuditState state() {
        return state;
    }

    private void tick() {
        try {
            if (config.enabled()) {
                turn();
            } else {
                look(await(store.read()));
            }
            failing = false;
        } catch (RuntimeException failed) {
            forget();
            if (!failing) {
                LOG.warnf("The ledger is not audited, tried again in %s: %s", config.interval(), failed.toString());
            }
            failing = true;
        }
    }

    /** Audits until all is done that is due, where no other instance does. */
    void turn() {
        while (stopped.getCount() > 0) {
            long began = System.nanoTime();
            AuditState claimed = await(store.claim(holder, config.lease()));
            if (claimed == null) {
                forget();
                look(await(store.read()));
                return;
            }
            if (claimed.isFresh()) {
                forget();
            }
            look(claimed);
            if (!step(claimed)) {
                look(await(store.read()));
                return;
            }
            rest(System.nanoTime() - began);
        }
    }

    /** New rows and old ones in turn, so that neither waits for ever. Whether there was anything to do. */
    private boolean step(AuditState claimed) {
        try {
            Verified ofNew = newRows.step(claimed);
            Verified ofAll = fullPass.step(claimed);
            count("new", ofNew);
            count("full", ofAll);
            return ofNew != null || ofAll != null;
        } catch (AuditStore.Lost lost) {
            forget();
            return false;
        }
    }

    private void forget() {
        newRows.forget();
        fullPass.forget();
    }

    /** As long as its share asks, so that selling goes on beside it; never so long that the lease is over. */
    private void rest(long worked) {
        long rest = Math.min(
                (long) (worked * (1 / config.share() - 1)), config.lease().toNanos() / 3);
        try {
            stopped.await(rest, TimeUnit.NANOSECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private void look(AuditState now) {
        state = now;
        lookedAt = System.nanoTime();
        if (now.finding() != null && !now.finding().equals(told)) {
            LOG.errorf("LIE FOUND in the ledger (%d in all): %s", now.findings(), now.finding());
        }
        told = now.finding();
    }

    private void count(String pass, Verified verified) {
        if (verified != null) {
            metrics.counter(NAME + "rows", "pass", pass).increment(verified.rows());
            metrics.counter(NAME + "accounts", "pass", pass).increment(verified.accounts());
        }
    }

    private void gauge(String name, ToDoubleFunction<AuditState> value) {
        Gauge.builder(
                        NAME + name,
                        this,
                        auditor -> auditor.state == null ? Double.NaN : value.applyAsDouble(auditor.state))
                .register(metrics);
    }

    /** Since an instant, by the server's clock; NaN: it never was. */
    double seconds(Instant since, AuditState asOf) {
        return since == null
                ? Double.NaN
                : (Duration.between(since, asOf.now()).toMillis()
                                + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - lookedAt))
                        / 1e3;
    }

    /** What comes of it; its failure as it is. */
    static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
        }
    }
}
