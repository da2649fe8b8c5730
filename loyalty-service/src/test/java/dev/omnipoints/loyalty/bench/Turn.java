package dev.omnipoints.loyalty.bench;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** One contender under one load for a while: each client sends its next command when the one before is answered. */
final class Turn {
    private static final AtomicLong TURNS = new AtomicLong();
    private static final long LONGEST_MICROS = TimeUnit.MINUTES.toMicros(1);

    private final Contender contender;
    private final Load load;
    private final long end;
    private final long turn = TURNS.incrementAndGet();
    private final ConcurrentHistogram micros = new ConcurrentHistogram(LONGEST_MICROS, 3);
    private final CountDownLatch ended;
    private final AtomicReference<Throwable> failed = new AtomicReference<>();

    private Turn(Contender contender, Load load, int clients, Duration time) {
        this.contender = contender;
        this.load = load;
        this.end = System.nanoTime() + time.toNanos();
        this.ended = new CountDownLatch(clients);
    }

    /**
     * What it came to.
     *
     * @param servicePerCommand microseconds of processor time of whoever turns commands into statements
     * @param postgresPerCommand likewise of all of PostgreSQL
     * @param walPerCommand bytes
     */
    record Result(
            double rate, Histogram micros, double servicePerCommand, double postgresPerCommand, double walPerCommand) {}

    static Result run(Server server, Contender contender, Load load, int clients, Duration time) {
        Server.Spent before = server.spent(contender.process());
        long began = System.nanoTime();
        Turn turn = new Turn(contender, load, clients, time);
        turn.go(clients);
        double seconds = (System.nanoTime() - began) / 1e9;
        Server.Spent spent = server.spent(contender.process()).since(before);
        long count = turn.micros.getTotalCount();
        return new Result(
                count / seconds,
                turn.micros,
                spent.serviceMicros() / (double) count,
                spent.postgresMicros() / (double) count,
                spent.walBytes() / (double) count);
    }

    private void go(int clients) {
        for (int i = 0; i < clients; i++) {
            Contender.Client client = contender.client(i);
            next(client, load.new Draws("turn-" + turn + "-" + i, turn * 1_000 + i));
        }
        try {
            ended.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
        if (failed.get() != null) {
            throw new IllegalStateException("A command of " + load + " was not done", failed.get());
        }
    }

    private void next(Contender.Client client, Load.Draws draws) {
        long began = System.nanoTime();
        if (began - end >= 0 || failed.get() != null) {
            ended.countDown();
            return;
        }
        Drawn command = draws.next();
        client.run(command).onComplete(done -> {
            if (done.failed()) {
                failed.compareAndSet(null, done.cause());
            } else {
                micros.recordValue(Math.min((System.nanoTime() - began) / 1_000, LONGEST_MICROS));
                draws.done(command, done.result());
            }
            next(client, draws);
        });
    }

    /** Lets the machine come to rest: what one turn left to be written is not the next one's. */
    static void rest() {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
    }
}
