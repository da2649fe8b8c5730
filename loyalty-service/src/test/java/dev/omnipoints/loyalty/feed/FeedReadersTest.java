package dev.omnipoints.loyalty.feed;

import static dev.omnipoints.loyalty.feed.FeedCalls.UNTIL_NOW;
import static dev.omnipoints.loyalty.feed.FeedCalls.asynchronous;
import static dev.omnipoints.loyalty.feed.FeedCalls.end;
import static dev.omnipoints.loyalty.feed.FeedCalls.read;
import static dev.omnipoints.loyalty.feed.FeedCalls.refused;
import static dev.omnipoints.loyalty.feed.FeedCalls.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.omnipoints.contracts.loyalty.v1.ReadRequest;
import dev.omnipoints.contracts.loyalty.v1.ReadResponse;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.loyalty.Database;
import dev.omnipoints.loyalty.LoyaltyEnvironment;
import io.grpc.Context;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Readers are many, slow, and leave without a word. */
@QuarkusTest
@QuarkusTestResource(LoyaltyEnvironment.class)
class FeedReadersTest {
    private static final int READERS_LIMIT = 32;

    @AfterEach
    void ledgerIsTrueAndClean() {
        assertThat(Database.audit()).startsWith("0 ");
        Database.execute("DELETE FROM journal WHERE programme = '" + Writer.PROGRAMME + "'");
        Database.execute("DELETE FROM account WHERE programme = '" + Writer.PROGRAMME + "'");
    }

    @Test
    void readersAreBoundedAndACancelledOneMakesRoom() {
        ReadRequest waiting = ReadRequest.newBuilder().setCursor(end()).build();
        List<Context.CancellableContext> calls = new ArrayList<>();
        List<Slow> streams = new ArrayList<>();
        try {
            for (int i = 0; i < READERS_LIMIT; i++) {
                Context.CancellableContext call = Context.current().withCancellation();
                Slow stream = new Slow(1);
                call.run(() -> asynchronous().read(waiting, stream));
                calls.add(call);
                streams.add(stream);
            }
            await().untilAsserted(() -> assertThat(refused(() -> read(UNTIL_NOW.toBuilder())))
                    .satisfies(problem -> {
                        assertThat(problem.getReason()).isEqualTo(Reason.REASON_OVERLOADED);
                        assertThat(problem.getRetryAfterMillis()).isEqualTo(1_000);
                    }));
            assertThat(streams).allSatisfy(stream -> assertThat(stream.failures).isEmpty());

            calls.getFirst().cancel(null);

            untilThereIsRoom();
        } finally {
            calls.forEach(call -> call.cancel(null));
        }
        untilThereIsRoom();
    }

    /** That a reader is gone shows a little later. */
    private static void untilThereIsRoom() {
        await().ignoreException(StatusRuntimeException.class)
                .untilAsserted(() -> assertThat(read(UNTIL_NOW.toBuilder())).isNotEmpty());
    }

    /** Who takes nothing is read nothing for: with 20 MB to come, no more than fits the connection. */
    @Test
    void aSlowReaderIsWaitedFor() throws Exception {
        String start = end();
        UUID member = UUID.randomUUID();
        try (Writer writer = new Writer()) {
            writer.lock(List.of(member));
            writer.write(List.of(member), 20_000, "r".repeat(900));
            writer.commit();
        }
        Slow slow = new Slow(1);
        asynchronous()
                .read(
                        ReadRequest.newBuilder()
                                .setCursor(start)
                                .setPageSize(1_000)
                                .build(),
                        slow);
        await().until(() -> slow.pages.size() == 1);

        // Nothing is asked of the database for a while: it would be every 200 ms, had all been sent.
        await().during(Duration.ofSeconds(1)).atMost(Duration.ofSeconds(10)).until(FeedReadersTest::noFeedQueryLately);
        assertThat(slow.pages).hasSize(1);

        slow.call.request(Integer.MAX_VALUE);
        await().atMost(Duration.ofSeconds(20))
                .until(() ->
                        slow.pages.stream().mapToInt(ReadResponse::getRowsCount).sum() == 20_000);
        assertThat(rows(List.copyOf(slow.pages)))
                .extracting(row -> row.getEntry().getSeq())
                .isSorted()
                .doesNotHaveDuplicates();
        slow.call.cancel("enough", null);
    }

    private static boolean noFeedQueryLately() {
        return Database.queryAsService("SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%pg_snapshot%'"
                        + " AND pid <> pg_backend_pid() AND query_start > clock_timestamp() - interval '900 ms'")
                .equals(List.of("0"));
    }

    /** Takes so many pages, then waits to be told. */
    private static final class Slow implements ClientResponseObserver<ReadRequest, ReadResponse> {
        private final ConcurrentLinkedQueue<ReadResponse> pages = new ConcurrentLinkedQueue<>();
        private final ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
        private final int first;
        private volatile ClientCallStreamObserver<ReadRequest> call;

        Slow(int first) {
            this.first = first;
        }

        @Override
        public void beforeStart(ClientCallStreamObserver<ReadRequest> observer) {
            call = observer;
            observer.disableAutoRequestWithInitial(first);
        }

        @Override
        public void onNext(ReadResponse page) {
            pages.add(page);
        }

        @Override
        public void onError(Throwable failure) {
            failures.add(failure);
        }

        @Override
        public void onCompleted() {}
    }
}
