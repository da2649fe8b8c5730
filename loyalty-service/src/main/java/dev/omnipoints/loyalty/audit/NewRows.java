package dev.omnipoints.loyalty.audit;

import dev.omnipoints.loyalty.audit.AuditStore.Outcome;
import dev.omnipoints.loyalty.ledger.AccountKey;
import dev.omnipoints.loyalty.posting.FeedTable;
import dev.omnipoints.loyalty.posting.Snapshot;
import io.vertx.sqlclient.Pool;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Verifies the accounts that have new rows, as the feed's cursor tells them: window after window between snapshots.
 * What an account has beyond the window is verified with it, for account and rows are read as of one moment; so a
 * window may end anywhere, and the cursor never passes a row that was not verified.
 */
final class NewRows {

    /** About so many rows are in a window, where there are more. */
    private static final int WINDOW = 5_000;

    private final Pool pool;
    private final AuditStore store;
    private final OnlineAuditConfig config;
    private final UUID holder;

    private final Deque<AccountKey> waiting = new ArrayDeque<>();
    private Probe carried;
    private long cluster;
    private Snapshot seen;
    private Snapshot to;
    private Instant toAt;

    /** When new rows are looked for again, by System.nanoTime. */
    private long lookAt = System.nanoTime();

    NewRows(Pool pool, AuditStore store, OnlineAuditConfig config, UUID holder) {
        this.pool = pool;
        this.store = store;
        this.config = config;
        this.holder = holder;
    }

    /** What another instance may have done meanwhile is read again. */
    void forget() {
        waiting.clear();
        carried = null;
        seen = null;
        to = null;
        lookAt = System.nanoTime();
    }

    /** One step; what it verified. Null: there is nothing to verify. */
    Verified step(AuditState state) {
        if (seen == null) {
            resume(state);
        }
        if (to == null && (System.nanoTime() - lookAt < 0 || !open(state))) {
            return null;
        }
        Verified verified = Verified.by(pool, config.rows(), Step.Hearer.NONE, scan -> {
            List<AccountKey> keys = new ArrayList<>();
            waiting.stream().limit(config.accounts()).forEach(keys::add);
            Map<AccountKey, Checkpoint> known = OnlineAuditor.await(store.checkpoints(scan.connection(), keys));
            List<Probe> probes = new ArrayList<>();
            keys.forEach(key -> probes.add(
                    carried != null && carried.key().equals(key) ? carried : Probe.ofNewRows(key, known.get(key))));
            return probes;
        });
        Outcome outcome = verified.outcome(config.checkpointRows(), state.findings() > 0);
        verified.probes().stream().filter(Probe::isEnded).forEach(ended -> waiting.removeFirst());
        carried = verified.open();
        if (!waiting.isEmpty()) {
            if (!outcome.isNothing()) {
                OnlineAuditor.await(store.keep(holder, outcome));
            }
            return verified;
        }
        close(outcome);
        return verified;
    }

    /** Begins with the present where nothing was begun: the pass over all accounts sees to the past. */
    private void resume(AuditState state) {
        FeedTable.Standing standing = OnlineAuditor.await(FeedTable.standing(pool));
        cluster = standing.cluster();
        boolean goesOn = state.seen() != null
                && state.cluster() == cluster
                && state.seen().xmax() <= standing.now().xmax();
        toAt = goesOn ? state.seenAt() : state.now();
        seen = goesOn ? state.seen() : standing.now();
    }

    /** Whether there is a window with rows; of one without any nothing is to be verified. */
    private boolean open(AuditState state) {
        FeedTable.Horizon horizon = OnlineAuditor.await(FeedTable.horizon(pool, seen, WINDOW));
        boolean cut = horizon.lastOfWindow() != null;
        to = cut ? horizon.now().upTo(horizon.lastOfWindow() + 1) : horizon.now();
        // When a snapshot that never was would have been taken nobody knows: not before the one before it.
        toAt = cut ? toAt : state.now();
        waiting.addAll(OnlineAuditor.await(FeedTable.touched(pool, seen, to)));
        if (waiting.isEmpty()) {
            close(Outcome.NOTHING);
            lookAt = System.nanoTime() + config.interval().toNanos();
        }
        return to != null;
    }

    private void close(Outcome outcome) {
        long behind = OnlineAuditor.await(FeedTable.behind(pool, to, AuditState.BEHIND_LIMIT));
        OnlineAuditor.await(store.seen(holder, outcome, cluster, to, toAt, behind));
        seen = to;
        to = null;
    }
}
