package dev.omnipoints.loyalty.posting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.loyalty.ledger.Account;
import dev.omnipoints.loyalty.ledger.Reference;
import dev.omnipoints.loyalty.platform.Refused;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * L2 on a line to the database that drops, delays, cuts, and swallows the answer to COMMIT, again and again, under two
 * instances: what is told as not done is not done, what nobody can know is told so, and the same key tells.
 */
class L2FaultyLineTest extends OnRealLedger {

    private static final int COMMANDS = 10_000;
    private static final int CLIENTS = 64;
    private static final int MEMBERS = 200;
    // Of transactions; each carries many commands.
    private static final int PERCENT = 4;
    private static final Duration WAIT = Duration.ofMillis(200);
    private static final Duration SILENCE = Duration.ofMillis(500);
    private static final Set<Reason> NOT_DONE =
            Set.of(Reason.REASON_DEPENDENCY_UNAVAILABLE, Reason.REASON_OPERATION_IN_PROGRESS, Reason.REASON_OVERLOADED);

    private final List<Account> members =
            Stream.generate(Till::member).limit(MEMBERS).toList();
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger hit = new AtomicInteger();
    private final AtomicInteger unknownAndDone = new AtomicInteger();
    private final AtomicInteger unknownAndNotDone = new AtomicInteger();
    private final Set<Reference> answered = ConcurrentHashMap.newKeySet();

    @Test
    void ofTenThousandCommandsNoneIsDoubledAndNoneIsLost() throws Exception {
        try (Proxy proxy = new Proxy(ledger.port());
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Limits limits = Limits.usual().waits(WAIT, Duration.ofSeconds(2), SILENCE);
            List<Lanes> instances = List.of(
                    new Lanes(ledger.vertx(), ledger.pool(proxy.port()), limits),
                    new Lanes(ledger.vertx(), ledger.pool(proxy.port()), limits));
            proxy.often(PERCENT);
            List<Future<?>> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(threads.submit(() -> run(instances)));
            }
            for (Future<?> client : clients) {
                client.get();
            }
        }

        assertThat(answered).hasSize(COMMANDS);
        assertThat(ledger.query("SELECT count(*) || ' ' || sum(points) FROM journal WHERE member = ANY ('"
                        + members.stream()
                                .map(member -> member.key().member().toString())
                                .toList()
                                .toString()
                                .replace('[', '{')
                                .replace(']', '}')
                        + "')"))
                .containsExactly(COMMANDS + " " + COMMANDS);
        System.out.printf(
                "%d of %d commands met trouble; nobody knew of %d that were done and %d that were not%n",
                hit.get(), COMMANDS, unknownAndDone.get(), unknownAndNotDone.get());
        assertThat(hit).hasValueGreaterThan(COMMANDS / 20);
        assertThat(unknownAndDone).hasPositiveValue();
        assertThat(unknownAndNotDone).hasPositiveValue();
    }

    private void run(List<Lanes> instances) {
        for (int number = sent.getAndIncrement(); number < COMMANDS; number = sent.getAndIncrement()) {
            Account member = members.get(ThreadLocalRandom.current().nextInt(MEMBERS));
            answered.add(untilKnown(instances, Till.earn(member, 1)));
        }
    }

    /** Sends one command again, at either instance, until its answer is known; the row that answers. */
    private Reference untilKnown(List<Lanes> instances, Posting earn) {
        boolean unknown = false;
        for (int attempt = 0; ; attempt++) {
            try {
                Lanes instance = instances.get(ThreadLocalRandom.current().nextInt(instances.size()));
                Posted.Done done = (Posted.Done) RealLedger.await(instance.submit(earn));
                if (unknown) {
                    (done.again() ? unknownAndDone : unknownAndNotDone).incrementAndGet();
                } else {
                    assertThat(done.again()).as("told as not done").isFalse();
                }
                if (attempt > 0) {
                    hit.incrementAndGet();
                }
                return done.row().reference();
            } catch (Refused refused) {
                unknown |= refused.reason() == Reason.REASON_OUTCOME_UNKNOWN;
                assertThat(unknown || NOT_DONE.contains(refused.reason()))
                        .as("%s", refused)
                        .isTrue();
                LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
            }
        }
    }
}
