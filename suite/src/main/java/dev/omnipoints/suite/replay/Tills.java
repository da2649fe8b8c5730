package dev.omnipoints.suite.replay;

import dev.omnipoints.suite.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** Many tills, each sending its lines one after the other; a short queue before each keeps the file in the file. */
final class Tills {
    private static final int QUEUE = 32;
    private static final long OFFER_MILLIS = 200;

    private final Sender sender;
    private final Tally tally;
    private final List<BlockingQueue<Optional<Line.Sent>>> queues = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicReference<RuntimeException> trouble = new AtomicReference<>();

    Tills(int count, Sender sender, Tally tally) {
        this.sender = sender;
        this.tally = tally;
        for (int i = 0; i < count; i++) {
            var queue = new ArrayBlockingQueue<Optional<Line.Sent>>(QUEUE);
            queues.add(queue);
            threads.add(Thread.ofVirtual().name("till-" + i).start(() -> work(queue)));
        }
    }

    /**
     * Hands a line to a till; waits while its queue is full.
     *
     * @throws Failure where a till gave up: then all do
     */
    void send(int till, Line.Sent line) throws InterruptedException {
        put(queues.get(till), Optional.of(line));
    }

    /** Waits until all lines are through. */
    void finish() throws InterruptedException {
        for (var queue : queues) {
            put(queue, Optional.empty());
        }
        for (var thread : threads) {
            thread.join();
        }
        throwTrouble();
    }

    private void put(BlockingQueue<Optional<Line.Sent>> queue, Optional<Line.Sent> line) throws InterruptedException {
        do {
            throwTrouble();
        } while (!queue.offer(line, OFFER_MILLIS, TimeUnit.MILLISECONDS));
    }

    private void throwTrouble() {
        var found = trouble.get();
        if (found != null) {
            throw found;
        }
    }

    private void work(BlockingQueue<Optional<Line.Sent>> queue) {
        try {
            for (var line = queue.take(); line.isPresent() && trouble.get() == null; line = queue.take()) {
                tally.answered(line.get(), sender.send(line.get()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            trouble.compareAndSet(null, e);
        }
    }
}
