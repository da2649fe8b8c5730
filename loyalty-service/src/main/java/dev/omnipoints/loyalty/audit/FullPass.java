package dev.omnipoints.loyalty.audit;

import dev.omnipoints.loyalty.audit.AuditStore.Outcome;
import dev.omnipoints.loyalty.ledger.AccountKey;
import dev.omnipoints.loyalty.posting.AccountScan;
import dev.omnipoints.loyalty.posting.FeedTable;
import dev.omnipoints.loyalty.posting.LedgerRoot;
import dev.omnipoints.loyalty.posting.LedgerScan.Found;
import dev.omnipoints.loyalty.posting.RootTable;
import io.vertx.sqlclient.Pool;
import java.security.PublicKey;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Goes over all accounts, each from its row 1 on, in key order, and recomputes the daily roots on the way: so what was
 * changed in old rows or in accounts that nobody touches is found too, and a cut-off tail, whatever was made to fit.
 * Every step is of a snapshot of its own; what counts for a root has ended before all of them.
 */
final class FullPass {

    private static final String[] TABLES = {"journal", "lot", "hold"};
    private static final String ROOTS = "roots";

    private final Pool pool;
    private final AuditStore store;
    private final OnlineAuditConfig config;
    private final Map<String, PublicKey> rootKeys;
    private final UUID holder;

    private Instant beganAt;
    private long savedAt;
    private AccountKey after;
    private Probe carried;
    private LocalDate until;

    /** Null: a journal that is not as it must be cannot be added up. */
    private Roots roots;

    FullPass(Pool pool, AuditStore store, OnlineAuditConfig config, Map<String, PublicKey> rootKeys, UUID holder) {
        this.pool = pool;
        this.store = store;
        this.config = config;
        this.rootKeys = rootKeys;
        this.holder = holder;
    }

    /** What another instance may have done meanwhile is read again. */
    void forget() {
        beganAt = null;
        carried = null;
        roots = null;
    }

    /** One step; what it verified. Null: a pass is not due yet. */
    Verified step(AuditState state) {
        if (beganAt == null && !begin(state)) {
            return null;
        }
        Map<String, String> stray = new HashMap<>();
        Verified verified = Verified.by(pool, config.rows(), new Adding(), scan -> {
            List<AccountKey> keys = scan.next(after, config.accounts());
            stray(scan, keys.isEmpty() ? null : keys.getLast(), stray);
            if (carried != null && (keys.isEmpty() || !keys.getFirst().equals(carried.key()))) {
                // Taken away while it was verified: what was added of it cannot be taken back.
                roots = null;
            }
            Map<AccountKey, Checkpoint> known = OnlineAuditor.await(store.checkpoints(scan.connection(), keys));
            List<Probe> probes = new ArrayList<>();
            keys.forEach(key -> probes.add(
                    carried != null && carried.key().equals(key) ? carried : Probe.ofAllRows(key, known.get(key))));
            return probes;
        });
        carried = verified.open();
        verified.probes().stream().filter(Probe::isEnded).forEach(probe -> after = probe.key());
        Outcome outcome = verified.outcome(0, state.findings() > 0);
        outcome.lies().putAll(stray);
        if (verified.probes().isEmpty()) {
            end(outcome, state);
        } else if (System.nanoTime() - savedAt >= config.lease().toNanos()) {
            // What was added up is some hundred kB after a year: not with every step.
            OnlineAuditor.await(store.pass(holder, outcome, pass()));
            savedAt = System.nanoTime();
        } else if (!outcome.isNothing()) {
            OnlineAuditor.await(store.keep(holder, outcome));
        }
        return verified;
    }

    private AuditState.Pass pass() {
        return new AuditState.Pass(beganAt, after, until, roots == null ? null : roots.saved());
    }

    private boolean begin(AuditState state) {
        boolean isDue = state.passedFrom() == null
                || !state.passedFrom().plus(config.fullPass()).isAfter(state.now());
        if (state.pass() == null && !isDue) {
            return false;
        }
        List<LedgerRoot> stored = OnlineAuditor.await(RootTable.since(pool, LocalDate.EPOCH, Integer.MAX_VALUE));
        long cluster = OnlineAuditor.await(FeedTable.cluster(pool));
        AuditState.Pass pass = state.pass();
        if (pass == null) {
            until = stored.isEmpty() ? null : stored.getLast().day();
            roots = new Roots(stored, cluster, rootKeys);
            after = null;
            OnlineAuditor.await(
                    store.pass(holder, Outcome.NOTHING, new AuditState.Pass(state.now(), null, until, roots.saved())));
            beganAt = state.now();
        } else {
            until = pass.until();
            roots = restored(pass, stored, cluster);
            after = pass.after();
            beganAt = pass.beganAt();
        }
        savedAt = System.nanoTime();
        return true;
    }

    /** Null where they cannot be gone on with. */
    private Roots restored(AuditState.Pass pass, List<LedgerRoot> stored, long cluster) {
        List<LedgerRoot> then = stored.stream()
                .filter(root -> until != null && !root.day().isAfter(until))
                .toList();
        return pass.roots() == null ? null : Roots.restored(then, cluster, rootKeys, pass.roots());
    }

    /** What stands between the accounts, or behind the last. */
    private void stray(AccountScan scan, AccountKey last, Map<String, String> found) {
        for (String table : TABLES) {
            AccountKey stray = scan.stray(table, after, last);
            if (stray != null) {
                found.put(
                        Probe.subject(stray),
                        new Lie(table + " of " + stray.programme() + "/" + stray.member(), "belongs to no account")
                                .getMessage());
            }
        }
    }

    private void end(Outcome outcome, AuditState state) {
        List<String> trueAgain = new ArrayList<>(outcome.trueAgain());
        if (roots != null) {
            try {
                roots.check();
                trueAgain.add(ROOTS);
            } catch (Lie lie) {
                outcome.lies().put(ROOTS, lie.getMessage());
            }
        }
        OnlineAuditor.await(store.passed(
                holder, new Outcome(List.of(), outcome.lies(), state.findings() > 0 ? trueAgain : List.of())));
        forget();
    }

    /** Adds up for the roots what is verified. */
    private final class Adding implements Step.Hearer {
        @Override
        public void row(Found row, byte[] hash) {
            if (roots != null) {
                roots.add(row.xid(), row.seq(), hash);
            }
        }

        @Override
        public void end(Probe probe) {
            if (probe.isBroken()) {
                roots = null;
            } else if (roots != null) {
                roots.end(probe.key());
            }
        }
    }
}
