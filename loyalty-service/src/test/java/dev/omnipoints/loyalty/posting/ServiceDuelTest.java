package dev.omnipoints.loyalty.posting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omnipoints.loyalty.model.GroupDuel;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The real posting, on two instances over one database that take turns, with batches of all buckets and of one, and the
 * naive model, asked the same at random, agree on every answer and on all that then stands. The running service's own
 * duel is {@code served/ServedDuelTest}.
 */
class ServiceDuelTest {

    private static final int TIMES = Boolean.getBoolean("long") ? 10 : 1;
    private static final int AUDIT_EACH = 1_000;

    private static RealLedger ledger;
    private static Pool pool;
    private static Map<Boolean, List<Lanes>> instances;

    @BeforeAll
    static void start() {
        ledger = new RealLedger().withClockThatStands();
        pool = ledger.pool();
        instances = Map.of(false, instances(false), true, instances(true));
    }

    private static List<Lanes> instances(boolean oneBucket) {
        // Nothing is asked again here: however slow the machine is, an answer that never comes is a defect.
        Limits limits = Limits.usual()
                .lanes(1)
                .oneBucket(oneBucket)
                .waits(Duration.ofSeconds(15), Duration.ofSeconds(15), Duration.ofSeconds(50));
        return List.of(ledger.instance(limits), ledger.instance(limits));
    }

    private static PostedSubject subject(String programme, boolean oneBucket) {
        return new PostedSubject(ledger, instances.get(oneBucket), pool, programme, oneBucket);
    }

    @AfterAll
    static void stop() {
        ledger.close();
    }

    @ParameterizedTest
    @CsvSource({"11, false", "13, false", "15, true", "16, true"})
    void agreesWithTheModelSeveralAtATime(long seed, boolean oneBucket) {
        AtomicInteger ledgers = new AtomicInteger();

        GroupDuel.run(
                seed,
                1_000 * TIMES,
                () -> subject("many-" + seed + "-" + ledgers.incrementAndGet(), oneBucket),
                AUDIT_EACH,
                () -> assertThat(ledger.audit()).startsWith("0 "));
    }
}
