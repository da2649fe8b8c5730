package dev.omnipoints.bench.load;

import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Keeps so many sales in flight for a while. All of it on one event loop, so that the load itself costs little. */
final class Turn {
    private static final long LONGEST_MICROS = TimeUnit.MINUTES.toMicros(1);
    private static final int DIGITS = 3;
    private static final int COLD_FAILURES = 1_000;

    private final Context context;
    private final int inFlight;

    Turn(Vertx vertx, int inFlight) {
        this.context = vertx.getOrCreateContext();
        this.inFlight = inFlight;
    }

    /** Ends once every sale is answered; a sale that fails ends the benchmark. */
    Result run(Contender contender, Duration length) {
        return run(contender, length, 0);
    }

    /** Likewise; but who starts cold on a slow machine may let some time out. */
    Result warmUp(Contender contender, Duration length) {
        return run(contender, length, COLD_FAILURES);
    }

    private Result run(Contender contender, Duration length, int failuresLeft) {
        Map<String, Long> before = Processor.times(contender.processes());
        var running = new Running(contender.door(), System.nanoTime() + length.toNanos(), inFlight, failuresLeft);
        long began = System.nanoTime();
        context.runOnContext(ignored -> running.begin());
        running.ended.future().toCompletionStage().toCompletableFuture().join();
        double seconds = (System.nanoTime() - began) / 1e9;
        Map<String, Double> processor = new TreeMap<>();
        Processor.times(contender.processes())
                .forEach((name, nanos) ->
                        processor.put(name, (nanos - before.get(name)) / 1e3 / running.micros.getTotalCount()));
        return new Result(
                running.micros.getTotalCount() / seconds,
                running.micros.getValueAtPercentile(50) / 1e3,
                running.micros.getValueAtPercentile(99) / 1e3,
                processor);
    }

    private static final class Running {
        private final Contender.Door door;
        private final long end;
        private final Histogram micros = new Histogram(LONGEST_MICROS, DIGITS);
        private final Promise<Void> ended = Promise.promise();
        private int left;
        private int failuresLeft;

        private Running(Contender.Door door, long end, int inFlight, int failuresLeft) {
            this.door = door;
            this.end = end;
            this.left = inFlight;
            this.failuresLeft = failuresLeft;
        }

        private void begin() {
            for (int i = left; i > 0; i--) {
                next();
            }
        }

        private void next() {
            long sent = System.nanoTime();
            if (sent >= end) {
                if (--left == 0) {
                    ended.tryComplete();
                }
                return;
            }
            door.sell().onComplete(answer -> {
                if (answer.succeeded()) {
                    micros.recordValue((System.nanoTime() - sent) / 1_000);
                } else if (--failuresLeft < 0) {
                    ended.tryFail(answer.cause());
                    return;
                }
                next();
            });
        }
    }
}
