package dev.omnipoints.profile.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.omnipoints.profile.Gateway;
import dev.omnipoints.profile.ProfileEnvironment;
import dev.omnipoints.profile.Requests;
import dev.omnipoints.profile.Tables;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ProfileEnvironment.class)
class TellingStoreTest {
    @Inject
    TellingStore store;

    @Test
    void noTwoInstancesTakeTheSame() throws Exception {
        try (Gateway gateway = Gateway.connect();
                ExecutorService instances = Executors.newFixedThreadPool(4)) {
            IntStream.range(0, 40)
                    .forEach(i ->
                            gateway.till().enrol(Requests.enrol(Requests.card()).build()));

            // The service's own telling takes part in the race, and may leave nothing of a round.
            await().until(() -> takenAtOnce(instances), taken -> !taken.isEmpty());
        }
    }

    /** Of statuses that are all news: what some instances take at once, none of it twice. */
    private List<UUID> takenAtOnce(ExecutorService instances) throws Exception {
        Tables.execute("UPDATE member SET status_version = status_version + 1, next_telling_at = clock_timestamp()");
        Callable<List<StatusNews>> instance = () -> take(5);
        List<UUID> taken = instances
                .invokeAll(IntStream.range(0, 12).mapToObj(i -> instance).toList())
                .stream()
                .flatMap(answer -> answer.resultNow().stream())
                .map(StatusNews::memberId)
                .toList();
        assertThat(taken).doesNotHaveDuplicates();
        return taken;
    }

    @Test
    void anAcknowledgementNeverGoesBackNorPastWhatWasSent() throws Throwable {
        try (Gateway gateway = Gateway.connect()) {
            String memberId = gateway.till()
                    .enrol(Requests.enrol(Requests.card()).build())
                    .getContext()
                    .getMemberId();
            Tables.execute("UPDATE member SET status_version = 5, acknowledged_version = 3, "
                    + "next_telling_at = 'infinity' WHERE member_id = '" + memberId + "'");

            acknowledge(memberId, 2);
            assertThat(acknowledged(memberId)).isEqualTo("3");
            acknowledge(memberId, 4);
            assertThat(acknowledged(memberId)).isEqualTo("4");
        }
    }

    private List<StatusNews> take(int batch) {
        try {
            return VertxContextSupport.subscribeAndAwait(() -> store.take(batch, Duration.ofSeconds(10)));
        } catch (Throwable failed) {
            throw new IllegalStateException(failed);
        }
    }

    private void acknowledge(String memberId, long version) throws Throwable {
        StatusNews news = new StatusNews(UUID.fromString(memberId), "demo", "ACTIVE", version, false);
        VertxContextSupport.subscribeAndAwait(() -> store.acknowledge(List.of(news)));
    }

    private static String acknowledged(String memberId) {
        return Tables.query("SELECT acknowledged_version FROM member WHERE member_id = '" + memberId + "'")
                .getFirst();
    }
}
