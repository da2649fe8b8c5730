package dev.omnipoints.loyalty.posting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omnipoints.loyalty.model.GroupDuel;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** L3: the auditor runs while random commands of two instances do, and says how far it is behind. */
class L3AuditBesideTrafficTest {

    private static final Pattern LAG = Pattern.compile("behind by ms +([\\d,]+)\n {2}by rows +([\\d,]+)\n");

    @Test
    void itRunsWhileOthersWriteAndSaysHowFarItIsBehind() throws Exception {
        try (RealLedger ledger = new RealLedger().withClockThatStands();
                ExecutorService executor = Executors.newSingleThreadExecutor()) {
            Limits limits = Limits.usual().lanes(1);
            List<Lanes> instances = List.of(ledger.instance(limits), ledger.instance(limits));
            PostedSubject subject = new PostedSubject(ledger, instances, ledger.pool(), "l3", false);
            Future<?> traffic = executor.submit(() -> GroupDuel.run(33, 500, subject, 500, () -> {}));
            long behind = 0;
            int audits = 0;
            while (!traffic.isDone()) {
                String audit = ledger.audit();
                assertThat(audit).startsWith("0 ");
                behind += lag(audit, 2);
                audits++;
            }
            traffic.get();

            assertThat(audits).isGreaterThan(2);
            assertThat(behind).isPositive();
            String last = ledger.audit();
            assertThat(last).startsWith("0 ");
            assertThat(lag(last, 1)).isPositive();
            assertThat(lag(last, 2)).isZero();
        }
    }

    /** In milliseconds (1), in rows (2). */
    private static long lag(String audit, int group) {
        Matcher found = LAG.matcher(audit);
        assertThat(found.find()).as(audit).isTrue();
        return Long.parseLong(found.group(group).replace(",", ""));
    }
}
