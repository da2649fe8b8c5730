package dev.omnipoints.loyalty.audit;

import dev.omnipoints.loyalty.audit.AuditStore.Outcome;
import dev.omnipoints.loyalty.posting.AccountScan;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What a step verified.
 *
 * @param probes the accounts that it came to, in their order; all ended but perhaps the last
 * @param rows how many journal rows it read
 */
record Verified(List<Probe> probes, long rows) {

    /** Runs one step over accounts that are asked for as of its own snapshot. */
    static Verified by(Pool pool, int rows, Step.Hearer hearer, Function<AccountScan, List<Probe>> asked) {
        SqlConnection connection = OnlineAuditor.await(pool.getConnection());
        try (AccountScan scan = new AccountScan(connection)) {
            List<Probe> probes = asked.apply(scan);
            long before = probes.stream().mapToLong(Probe::rows).sum();
            List<Probe> taken = probes.isEmpty() ? List.of() : new Step(scan, rows, hearer).run(probes);
            return new Verified(taken, probes.stream().mapToLong(Probe::rows).sum() - before);
        } finally {
            connection.close();
        }
    }

    /** How many accounts are done with. */
    long accounts() {
        return probes.stream().filter(Probe::isEnded).count();
    }

    /** The account that the next step goes on with; null: there is none. */
    Probe open() {
        return probes.isEmpty() || probes.getLast().isEnded() ? null : probes.getLast();
    }

    /**
     * What is to be written of it.
     *
     * @param checkpointRows after how many rows a checkpoint is kept; 0: none is
     * @param findings whether there are any that may have ended
     */
    Outcome outcome(int checkpointRows, boolean findings) {
        List<Checkpoint> checkpoints = new ArrayList<>();
        Map<String, String> lies = new HashMap<>();
        List<String> trueAgain = new ArrayList<>();
        for (Probe probe : probes) {
            if (probe.lie() != null) {
                lies.put(Probe.subject(probe.key()), probe.lie().getMessage());
            } else {
                if (checkpointRows > 0 && probe.rows() >= checkpointRows) {
                    checkpoints.add(probe.replay().checkpoint());
                }
                if (findings && probe.isThorough()) {
                    trueAgain.add(Probe.subject(probe.key()));
                }
            }
        }
        return new Outcome(checkpoints, lies, trueAgain);
    }
}
