package dev.omnipoints.loyalty.sweep;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Begins a round every so often, never two at once: one that takes longer is followed at once. On one event loop. */
final class Cycle {

    private static final Logger LOG = Logger.getLogger(Cycle.class);

    private final Vertx timers;
    private final Claims.Kind kind;
    private final Duration interval;
    private final Supplier<Future<Swept>> round;
    private Future<?> running = Future.succeededFuture();
    private long timer = -1;
    private boolean stopped;
    private boolean failing;

    Cycle(Vertx timers, Claims.Kind kind, Duration interval, Supplier<Future<Swept>> round) {
        this.timers = timers;
        this.kind = kind;
        this.interval = interval;
        this.round = round;
    }

    void start() {
        if (stopped) {
            return;
        }
        long began = System.nanoTime();
        running = Future.succeededFuture().compose(none -> round.get()).onComplete(done -> {
            if (done.failed() && !failing) {
                LOG.warnf("The sweep of %s failed (%s) and is tried again", kind, Settling.name(done.cause()));
            }
            failing = done.failed();
            Duration left = interval.minusNanos(System.nanoTime() - began);
            if (!stopped) {
                timer = timers.setTimer(Math.max(1, left.toMillis()), ignored -> start());
            }
        });
    }

    /** Begins no more; done when the round that is under way is. */
    Future<?> stop() {
        stopped = true;
        timers.cancelTimer(timer);
        return running.transform(done -> Future.succeededFuture());
    }
}
