package dev.omnipoints.loyalty.posting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omnipoints.loyalty.audit.Auditors;
import dev.omnipoints.loyalty.model.GroupDuel;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** L3: the auditor beside the traffic finds nothing wrong in what is right, whatever is written meanwhile. */
class L3OnlineAuditTest {

    @Test
    void itVerifiesEveryRowWhileOthersWriteAndFindsNothing() throws Exception {
        try (RealLedger ledger = new RealLedger().withClockThatStands();
                ExecutorService executor = Executors.newSingleThreadExecutor()) {
            Limits limits = Limits.usual().lanes(1);
            List<Lanes> instances = List.of(ledger.instance(limits), ledger.instance(limits));
            PostedSubject subject = new PostedSubject(ledger, instances, ledger.pool(), "l3", false);
            SimpleMeterRegistry metrics = new SimpleMeterRegistry();
            Runnable turn = Auditors.turns(ledger.pool(), metrics);
            turn.run();
            Future<?> traffic = executor.submit(() -> GroupDuel.run(35, 500, subject, 500, () -> {}));
            while (!traffic.isDone()) {
                turn.run();
                Auditors.passAgain(ledger::execute);
                assertThat(Auditors.findings(ledger::query)).isEmpty();
            }
            traffic.get();
            turn.run();

            assertThat(Auditors.findings(ledger::query)).isEmpty();
            double rows = Double.parseDouble(
                    ledger.query("SELECT count(*) FROM journal").getFirst());
            assertThat(metrics.counter("omnipoints.audit.rows", "pass", "new").count())
                    .isGreaterThanOrEqualTo(rows);
            assertThat(metrics.counter("omnipoints.audit.rows", "pass", "full").count())
                    .isGreaterThanOrEqualTo(rows);
            assertThat(ledger.query("SELECT behind FROM audit_state")).containsExactly("0");
            assertThat(ledger.query("SELECT count(*) FROM audit_checkpoint WHERE seq > 4"))
                    .isNotEqualTo(List.of("0"));
        }
    }
}
