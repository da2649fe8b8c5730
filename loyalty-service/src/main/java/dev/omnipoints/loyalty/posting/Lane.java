package dev.omnipoints.loyalty.posting;

import dev.omnipoints.loyalty.ledger.AccountKey;
import dev.omnipoints.loyalty.platform.Refused;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.impl.ContextInternal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * Writes postings together: one batch is in flight, the next is whatever arrived meanwhile; a lone posting goes at
 * once. The lock is the account's row, not the lane: lanes of other instances may touch the same accounts.
 */
final class Lane {

    /** So many members in flood fill a batch. */
    private static final int SHARES = 8;

    private final Context context;
    private final BatchRunner runner;
    private final PostingConfig config;
    private final LongSupplier nanoTime;
    private final ArrayDeque<Queued> queue = new ArrayDeque<>();
    private final int share;
    private final long[] served = new long[AccountKey.BUCKETS];
    private long batches;
    private boolean busy;

    /**
     * A posting and whoever waits for its outcome.
     *
     * @param regroups whether it changes which account stands for which member
     * @param caller in whose trace it is
     */
    record Queued(Posting posting, boolean regroups, Promise<Posted> answer, io.opentelemetry.context.Context caller) {

        boolean isLate(long nanoTime) {
            return posting.deadline() != null && posting.deadline() - nanoTime <= 0;
        }
    }

    /** @param nanoTime by which deadlines are looked at */
    Lane(Context context, BatchRunner runner, PostingConfig config, LongSupplier nanoTime) {
        this.context = context;
        this.runner = runner;
        this.config = config;
        this.nanoTime = nanoTime;
        this.share = Math.max(1, config.batchLimit() / SHARES);
    }

    /**
     * The outcome, once it is durable; told on the caller's own context.
     *
     * <p>Fails with {@link Refused}: OVERLOADED, OPERATION_IN_PROGRESS or DEPENDENCY_UNAVAILABLE (nothing was written),
     * OUTCOME_UNKNOWN (perhaps it was), INTERNAL (a defect; nothing was written).
     */
    Future<Posted> submit(Posting posting) {
        ContextInternal caller = ContextInternal.current();
        Promise<Posted> answer = caller == null ? Promise.promise() : caller.promise();
        Queued queued;
        try {
            queued = new Queued(posting, posting.regroups(), answer, io.opentelemetry.context.Context.current());
        } catch (RuntimeException undecidable) {
            // Told here: in the lane it would take whoever is in the queue along.
            return Future.failedFuture(undecidable);
        }
        synchronized (queue) {
            if (queue.size() >= config.queueLimit() || queued.isLate(nanoTime.getAsLong())) {
                return Future.failedFuture(Refusing.overloaded());
            }
            queue.add(queued);
            if (busy) {
                return answer.future();
            }
            busy = true;
        }
        context.runOnContext(ignored -> next());
        return answer.future();
    }

    private void next() {
        List<Queued> batch = new ArrayList<>();
        synchronized (queue) {
            fill(batch);
            if (batch.isEmpty()) {
                busy = false;
                return;
            }
        }
        // Whatever goes wrong in between, nobody is left without an answer.
        Future.succeededFuture(batch)
                .compose(runner::run)
                .recover(failure -> refuse(batch, failure))
                .onComplete(done -> next());
    }

    /**
     * What arrived first, of each member a share, then whatever there is room for: whoever sends a flood for one member
     * does not keep the others waiting. Where a batch is of one bucket, that which was not served for the longest time.
     */
    private void fill(List<Queued> batch) {
        dropLate();
        if (queue.isEmpty()) {
            return;
        }
        int bucket = config.oneBucket() ? nextBucket() : -1;
        Map<UUID, Integer> shares = new HashMap<>();
        take(batch, bucket, next -> shares.merge(next.posting().laneId(), 1, Integer::sum) <= share);
        if (batch.isEmpty() || !batch.getFirst().regroups()) {
            take(batch, bucket, next -> true);
        }
    }

    /** Before planning a late one is dropped; from then on it runs to its end. */
    private void dropLate() {
        long now = nanoTime.getAsLong();
        queue.removeIf(next -> next.isLate(now) && next.answer().tryFail(Refusing.overloaded()));
    }

    private int nextBucket() {
        int longest = -1;
        for (Queued next : queue) {
            int bucket = next.posting().bucket();
            longest = longest < 0 || served[bucket] < served[longest] ? bucket : longest;
        }
        served[longest] = ++batches;
        return longest;
    }

    private void take(List<Queued> batch, int bucket, Predicate<Queued> wanted) {
        Iterator<Queued> waiting = queue.iterator();
        while (waiting.hasNext() && batch.size() < config.batchLimit()) {
            Queued next = waiting.next();
            if ((bucket < 0 || bucket == next.posting().bucket()) && wanted.test(next)) {
                // Whose points are whose is read before the batch and must hold for all of it.
                if (!next.regroups() || batch.isEmpty()) {
                    batch.add(next);
                    waiting.remove();
                }
                if (next.regroups()) {
                    return;
                }
            }
        }
    }

    static Future<Void> refuse(List<Queued> batch, Throwable refusal) {
        batch.forEach(queued -> queued.answer().tryFail(refusal));
        return Future.succeededFuture();
    }
}
