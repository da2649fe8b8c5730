package dev.omnipoints.bench.load;

import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Sells at a gateway without waiting for it: as many sales a second as it is told, whatever becomes of them. A sale
 * that was refused is sent again some time, as a till would. All of it on one event loop.
 */
final class Flood {
    private static final int MOST_LINES = 2_048;
    private static final long LONGEST_MICROS = TimeUnit.MINUTES.toMicros(1);
    private static final int DIGITS = 3;
    private static final long TICK_MILLIS = 1;
    private static final Duration TO_ANSWER = Duration.ofSeconds(10);

    private final Vertx vertx;
    private final Context context;
    private final NetClient client;
    private final SocketAddress gateway;
    private final String head;
    private final Baskets baskets;
    private final Map<String, Long> processes;
    private final ArrayDeque<Line> idle = new ArrayDeque<>();
    private final ArrayDeque<Buffer> again = new ArrayDeque<>();
    private Running running;
    private int lines;

    Flood(Vertx vertx, Suite suite, Baskets baskets) throws IOException {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.client = vertx.createNetClient();
        this.gateway = suite.gateway();
        this.head = "POST /v1/sales HTTP/1.1\r\nHost: gateway\r\nContent-Type: application/json\r\nX-API-Key: "
                + suite.apiKey() + "\r\nIdempotency-Key: ";
        this.baskets = baskets;
        this.processes = suite.processes();
    }

    /** What came of a flood. Rates are of what was answered before its end. */
    record Outcome(
            double seconds,
            double offered,
            double accepted,
            double refused,
            double failed,
            double unsent,
            Histogram acceptedMicros,
            Histogram refusedMicros,
            Map<String, Double> processorSeconds) {}

    /** Keeps so many in flight: the next is sent when one is answered. */
    Outcome closed(int inFlight, Duration length) {
        return run(new Running(0, inFlight, length));
    }

    /** Sends so many a second. */
    Outcome open(double rate, Duration length) {
        return run(new Running(rate, 0, length));
    }

    private Outcome run(Running next) {
        Map<String, Long> before = Processor.times(processes);
        context.runOnContext(ignored -> {
            running = next;
            next.begin();
        });
        next.over.future().toCompletionStage().toCompletableFuture().join();
        Map<String, Double> processor = new TreeMap<>();
        Processor.times(processes).forEach((name, nanos) -> processor.put(name, (nanos - before.get(name)) / 1e9));
        next.answered.future().toCompletionStage().toCompletableFuture().join();
        return next.outcome(processor);
    }

    private Buffer request() {
        Buffer refused = again.poll();
        if (refused != null) {
            return refused;
        }
        String body = baskets.json(Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        return Buffer.buffer(head + baskets.key() + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
    }

    private void send(long due) {
        running.offered++;
        Line line = idle.poll();
        if (line != null) {
            running.outstanding++;
            line.send(request(), due);
        } else if (lines < MOST_LINES) {
            lines++;
            running.outstanding++;
            client.connect(gateway).onComplete(connected -> {
                if (connected.succeeded()) {
                    new Line(connected.result(), this::told).send(request(), due);
                } else {
                    lines--;
                    running.count(Line.Told.FAILED, due);
                }
            });
        } else {
            running.unsent++;
        }
    }

    private void told(Line line, Line.Told told) {
        if (told == Line.Told.FAILED) {
            lines--;
            line.close();
        } else {
            if (told == Line.Told.REFUSED) {
                again.add(line.request);
            }
            idle.push(line);
        }
        running.count(told, line.due);
    }

    private final class Running {
        private final double rate;
        private final int inFlight;
        private final long length;
        private final Promise<Void> over = Promise.promise();
        private final Promise<Void> answered = Promise.promise();
        private final Histogram accepted = new Histogram(LONGEST_MICROS, DIGITS);
        private final Histogram refused = new Histogram(LONGEST_MICROS, DIGITS);
        private final long[] inTime = new long[Line.Told.values().length];
        private long began;
        private long offered;
        private long unsent;
        private long outstanding;
        private boolean ended;

        private Running(double rate, int inFlight, Duration length) {
            this.rate = rate;
            this.inFlight = inFlight;
            this.length = length.toNanos();
        }

        private void begin() {
            began = System.nanoTime();
            vertx.setTimer(TimeUnit.NANOSECONDS.toMillis(length), ignored -> end());
            for (int i = 0; i < inFlight; i++) {
                send(System.nanoTime());
            }
            if (rate > 0) {
                vertx.setPeriodic(TICK_MILLIS, this::tick);
            }
        }

        private void tick(long timer) {
            if (ended) {
                vertx.cancelTimer(timer);
                return;
            }
            long until = (long) ((System.nanoTime() - began) / 1e9 * rate);
            while (offered < until) {
                // By when it should have been sent: that the load itself is late counts too.
                send(began + (long) (offered / rate * 1e9));
            }
        }

        private void end() {
            ended = true;
            over.complete();
            if (outstanding == 0) {
                answered.tryComplete();
            } else {
                vertx.setTimer(TO_ANSWER.toMillis(), ignored -> answered.tryFail("Some were never answered"));
            }
        }

        private void count(Line.Told told, long due) {
            outstanding--;
            long micros = Math.min((System.nanoTime() - due) / 1_000, LONGEST_MICROS);
            switch (told) {
                case ACCEPTED -> accepted.recordValue(micros);
                case REFUSED -> refused.recordValue(micros);
                case FAILED -> {}
            }
            if (!ended) {
                inTime[told.ordinal()]++;
                if (inFlight > 0) {
                    send(System.nanoTime());
                }
            } else if (outstanding == 0) {
                answered.tryComplete();
            }
        }

        private Outcome outcome(Map<String, Double> processor) {
            double seconds = length / 1e9;
            return new Outcome(
                    seconds,
                    offered / seconds,
                    inTime[Line.Told.ACCEPTED.ordinal()] / seconds,
                    inTime[Line.Told.REFUSED.ordinal()] / seconds,
                    inTime[Line.Told.FAILED.ordinal()] / seconds,
                    unsent / seconds,
                    accepted,
                    refused,
                    processor);
        }
    }
}
