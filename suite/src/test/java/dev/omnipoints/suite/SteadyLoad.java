package dev.omnipoints.suite;

import dev.omnipoints.suite.local.FirstReady;
import dev.omnipoints.suite.rest.Answer;
import dev.omnipoints.suite.rest.Gateway;
import dev.omnipoints.suite.rest.LocalJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sales and quotes at a steady rate, each sent once, whether or not the earlier ones are answered; to the first gateway
 * that is ready, as a load balancer before them would.
 */
final class SteadyLoad implements AutoCloseable {
    private static final int MEMBERS = 20;
    private static final int WARMING = 8;

    private final List<Gateway> doors;
    private final FirstReady ready;
    private final String key;
    private final List<String> members = new ArrayList<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger inARow = new AtomicInteger();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();

    SteadyLoad(List<LocalJson> doors) throws IOException {
        this.doors = doors.stream().map(Gateway::new).toList();
        this.ready = new FirstReady(doors.stream().map(LocalJson::rest).toList());
        this.key = doors.getFirst().keys().get("STORE");
        for (int i = 0; i < MEMBERS; i++) {
            var external = Sales.unique();
            Sales.enrol(external).orFail("The enrolment");
            members.add(external);
        }
    }

    /** So many to each gateway, a few at once, whatever becomes of them: what is cold is slow. */
    void warmUp(int requests) throws Exception {
        try (var few = Executors.newFixedThreadPool(WARMING)) {
            var all = new ArrayList<Future<?>>();
            for (int i = 0; i < requests; i++) {
                int number = i;
                doors.forEach(door -> all.add(few.submit(() -> send(door, number))));
            }
            for (var one : all) {
                one.get();
            }
        }
    }

    /** Begins; until {@link #end}. */
    void begin(int perSecond) {
        clock.scheduleAtFixedRate(
                () -> callers.execute(this::one), 0, TimeUnit.SECONDS.toNanos(1) / perSecond, TimeUnit.NANOSECONDS);
    }

    private void one() {
        int number = sent.incrementAndGet();
        try {
            var answer = send(doors.get(ready.get()), number);
            if (answer.ok()) {
                answered.incrementAndGet();
                inARow.incrementAndGet();
            } else {
                failed(answer.status() + " " + answer.problem());
            }
        } catch (IOException | RuntimeException e) {
            failed(e.toString());
        }
    }

    private void failed(String how) {
        failures.add(how);
        inARow.set(0);
    }

    /** Every other one is a quote. */
    private Answer send(Gateway door, int number) throws IOException {
        boolean quote = number % 2 == 0;
        var body = Sales.body(Sales.unique(), members.get(number % MEMBERS), 300);
        return door.post(quote ? "/v1/quotes" : "/v1/sales", key, quote ? null : Sales.unique(), body);
    }

    /** Sends nothing more and waits for what was sent. */
    void end() throws InterruptedException {
        clock.shutdown();
        clock.awaitTermination(1, TimeUnit.MINUTES);
        callers.close();
    }

    int sent() {
        return sent.get();
    }

    /** How many had success. */
    int answered() {
        return answered.get();
    }

    /** How many had success since one had none. */
    int inARow() {
        return inARow.get();
    }

    /** What the others were told, in that order. */
    List<String> failures() {
        return List.copyOf(failures);
    }

    @Override
    public void close() {
        clock.shutdownNow();
        callers.close();
        ready.close();
        doors.forEach(Gateway::close);
    }
}
