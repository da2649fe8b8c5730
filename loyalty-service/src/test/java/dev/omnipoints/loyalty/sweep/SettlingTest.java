package dev.omnipoints.loyalty.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.loyalty.ledger.AccountKey;
import dev.omnipoints.loyalty.platform.Refused;
import dev.omnipoints.loyalty.posting.Posted;
import dev.omnipoints.loyalty.posting.Posting;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How it yields, with a ledger whose answers the test gives. */
class SettlingTest {

    private static final Posted WROTE = new Posted.Settled(1, true);

    private final Vertx vertx = Vertx.vertx();
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final List<AccountKey> asked = new ArrayList<>();

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void onlyAFewAreInTheLanesAtOnce() throws Exception {
        ArrayDeque<Promise<Posted>> open = new ArrayDeque<>();
        List<Integer> inFlight = new ArrayList<>();
        Settling.Done done = run(accounts(100), posting -> {
            Promise<Posted> answer = Promise.promise();
            open.add(answer);
            inFlight.add(open.size());
            vertx.runOnContext(later -> open.poll().complete(WROTE));
            return answer.future();
        });

        assertThat(done.written()).isEqualTo(100);
        assertThat(inFlight).hasSize(100).allMatch(count -> count <= 4).contains(4);
    }

    @Test
    void anOverloadedLedgerIsAskedAgainAfterAPause() throws Exception {
        long began = System.nanoTime();
        Settling.Done done = run(
                accounts(3),
                posting -> asked.size() <= 2
                        ? Future.failedFuture(Refused.of(Reason.REASON_OVERLOADED, "Later."))
                        : Future.succeededFuture(WROTE));

        assertThat(done).isEqualTo(new Settling.Done(3, 0, Map.of()));
        assertThat(asked).hasSize(5);
        // 200 ms, then twice that.
        assertThat(System.nanoTime() - began).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(590));
    }

    @Test
    void whatFailsIsCountedByItsReasonAndTheOthersAreDone() throws Exception {
        Settling.Done done = run(accounts(5), posting -> switch (asked.size()) {
            case 2 -> Future.failedFuture(Refused.of(Reason.REASON_OPERATION_IN_PROGRESS, "Later."));
            case 4 -> Future.failedFuture(new IllegalStateException("member 4711"));
            default -> Future.succeededFuture(WROTE);
        });

        assertThat(done)
                .isEqualTo(
                        new Settling.Done(3, 2, Map.of("REASON_OPERATION_IN_PROGRESS", 1, "IllegalStateException", 1)));
    }

    @Test
    void oneThatIsStoppedSubmitsNoMore() throws Exception {
        Settling.Done done = run(accounts(50), posting -> {
            stopped.set(asked.size() >= 7);
            return Future.succeededFuture(WROTE);
        });

        assertThat(done.written()).isEqualTo(7);
        assertThat(asked).hasSize(7);
    }

    private Settling.Done run(List<AccountKey> accounts, Function<Posting, Future<Posted>> ledger) throws Exception {
        Promise<Settling.Done> done = Promise.promise();
        Function<Posting, Future<Posted>> counted = posting -> {
            asked.add(posting.about());
            return ledger.apply(posting);
        };
        vertx.getOrCreateContext()
                .runOnContext(now -> new Settling(vertx, counted, Config.of(10, 4), stopped::get, accounts)
                        .run()
                        .onComplete(done));
        return done.future().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private static List<AccountKey> accounts(int count) {
        return Stream.generate(() -> AccountKey.of("demo", UUID.randomUUID()))
                .limit(count)
                .toList();
    }
}
