package dev.omnipoints.loyalty.simulation;

import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.loyalty.platform.Refused;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Runs what waits, one after the other on one thread, the oldest first. An instance that stops leaves what it runs to
 * the next one; of one that dies the lease lapses; either way it is begun anew.
 */
@ApplicationScoped
class Simulator {
    private static final Logger LOG = Logger.getLogger(Simulator.class);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(1);

    private final SimulationStore store;
    private final SimulationRun run;
    private final SimulationConfig config;
    private final UUID owner = UUID.randomUUID();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final AtomicBoolean busy = new AtomicBoolean();
    private final ScheduledExecutorService worker = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform()
            .name("simulation")
            .priority(Thread.MIN_PRIORITY)
            .daemon()
            .factory());
    private boolean failing;

    @Inject
    Simulator(SimulationStore store, SimulationRun run, SimulationConfig config) {
        this.store = store;
        this.run = run;
        this.config = config;
    }

    void start(@Observes StartupEvent event) {
        long poll = config.poll().toMillis();
        worker.scheduleWithFixedDelay(() -> turn(Promise.promise()), poll, poll, TimeUnit.MILLISECONDS);
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopped.countDown();
        worker.shutdown();
        if (!worker.awaitTermination(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.warn("A simulation did not end in time; it is begun anew when its lease is over");
        }
    }

    /** Something waits: done as soon as it is begun, or at once where something else runs. */
    Future<Void> wake() {
        if (busy.get()) {
            return Future.succeededFuture();
        }
        Promise<Void> begun = Promise.promise();
        try {
            worker.execute(() -> turn(begun));
        } catch (RejectedExecutionException stopping) {
            begun.tryComplete();
        }
        return begun.future();
    }

    private void turn(Promise<Void> begun) {
        try {
            SimulationStore.Claim claim = claim();
            busy.set(claim != null);
            begun.tryComplete();
            while (claim != null) {
                run(claim);
                claim = claim();
            }
            failing = false;
        } catch (RuntimeException failed) {
            if (!failing) {
                LOG.warnf("simulations cannot be looked up, tried again in %s: %s", config.poll(), failed.toString());
            }
            failing = true;
        } finally {
            busy.set(false);
            begun.tryComplete();
        }
    }

    private SimulationStore.Claim claim() {
        return stopped.getCount() == 0 ? null : SimulationRun.await(store.claim(owner, config.lease()));
    }

    private void run(SimulationStore.Claim claim) {
        UUID id = claim.simulation().id();
        if (claim.simulation().attempts() > config.attempts()) {
            SimulationRun.await(store.failed(
                    claim,
                    Reason.REASON_DEPENDENCY_UNAVAILABLE,
                    "The service or its database stopped " + config.attempts()
                            + " times while it ran; start it again."));
            return;
        }
        try {
            run.run(claim, stopped);
        } catch (SimulationRun.Left left) {
            leave(claim);
        } catch (Refused refused) {
            SimulationRun.await(store.failed(claim, refused.reason(), refused.getMessage()));
        } catch (ArithmeticException beyond) {
            SimulationRun.await(store.failed(
                    claim,
                    Reason.REASON_POINTS_OUT_OF_RANGE,
                    "The points of the period are beyond what can be counted; try a shorter period."));
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            leave(claim);
        } catch (RuntimeException failed) {
            LOG.warnf(failed, "simulation %s failed and is begun anew", id);
            leave(claim);
        }
    }

    /** Where even that fails the lease lapses. */
    private void leave(SimulationStore.Claim claim) {
        SimulationRun.await(store.release(claim));
    }
}
