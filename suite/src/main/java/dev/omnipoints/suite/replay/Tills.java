package dev.omnipoints.suite.replay;

import dev.omnipoints.suite.rest.Answer;
import dev.omnipoints.suite.terminal.Failure;
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
    private final List<BlockingQueue<Optional<Work>>> queues = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicReference<RuntimeException> trouble = new AtomicReference<>();

    /**
     * A line to send.
     *
     * @param where it stands: file and number
     */
    record Work(String where, Line.Sent line) {}

    Tills(int count, Sender sender, Tally tally) {
        this.sender = sender;
        this.tally = tally;
        for (int i = 0; i < count; i++) {
            var queue = new ArrayBlockingQueue<Optional<Work>>(QUEUE);
            queues.add(queue);
            threads.add(Thread.ofVirtual().name("till-" + i).start(() -> work(queue)));
        }
    }

    /**
     * Hands a line to a till; waits while its queue is full.
     *
     * @throws Failure where a till gave up: then all do
     */
    void send(int till, Work work) throws InterruptedException {
        put(queues.get(till), Optional.of(work));
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

    private void put(BlockingQueue<Optional<Work>> queue, Optional<Work> work) throws InterruptedException {
        do {
            throwTrouble();
        } while (!queue.offer(work, OFFER_MILLIS, TimeUnit.MILLISECONDS));
    }

    private void throwTrouble() {
        var found = trouble.get();
        if (found != null) {
            throw found;
        }
    }

    /** A member whom we failed to enrol would have their sales kept for no one: better to stop. */
    private static void checkEnrolled(Work work, Answer answer) {
        if (work.line() instanceof Line.Member && !answer.ok() && !Tally.isOfTheData(answer)) {
            throw new Failure(
                    work.where() + ": the member was not enrolled: " + answer.problem(),
                    "Mend that, then run the same replay again: nothing is counted twice.");
        }
    }

    private void work(BlockingQueue<Optional<Work>> queue) {
        try {
            for (var work = queue.take(); work.isPresent() && trouble.get() == null; work = queue.take()) {
                var answer = sender.send(work.get().line());
                tally.answered(work.get(), answer);
                checkEnrolled(work.get(), answer);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            trouble.compareAndSet(null, e);
        }
    }
}
