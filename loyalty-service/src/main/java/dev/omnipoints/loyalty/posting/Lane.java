package dev.omnipoints.loyalty.posting;

import dev.omnipoints.loyalty.platform.Refused;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.impl.ContextInternal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Writes postings together: one batch is in flight, the next is whatever arrived meanwhile; a lone posting goes at
 * once. The lock is the account's row, not the lane: lanes of other instances may touch the same accounts.
 */
final class Lane {

    private final Context context;
    private final BatchRunner runner;
    private final PostingConfig config;
    private final ArrayDeque<Queued> queue = new ArrayDeque<>();
    private boolean busy;

    /** A posting and whoever waits for its outcome. */
    record Queued(Posting posting, Promise<Posted> answer) {

        boolean isLate() {
            return posting.deadline() != null && posting.deadline() - System.nanoTime() <= 0;
        }
    }

    Lane(Context context, BatchRunner runner, PostingConfig config) {
        this.context = context;
        this.runner = runner;
        this.config = config;
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
        Queued queued = new Queued(posting, answer);
        synchronized (queue) {
            if (queue.size() >= config.queueLimit() || queued.isLate()) {
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
        runner.run(batch).recover(failure -> refuse(batch, failure)).onComplete(done -> next());
    }

    /** What arrived first; where a batch is of one bucket, only what is of the first one's. */
    private void fill(List<Queued> batch) {
        int bucket = -1;
        for (Iterator<Queued> waiting = queue.iterator(); waiting.hasNext() && batch.size() < config.batchLimit(); ) {
            Queued next = waiting.next();
            if (next.isLate()) {
                // Before planning a late one is dropped; from then on it runs to its end.
                next.answer().tryFail(Refusing.overloaded());
                waiting.remove();
            } else if (!config.oneBucket()
                    || bucket < 0
                    || bucket == next.posting().bucket()) {
                bucket = next.posting().bucket();
                batch.add(next);
                waiting.remove();
            }
        }
    }

    static Future<Void> refuse(List<Queued> batch, Throwable refusal) {
        batch.forEach(queued -> queued.answer().tryFail(refusal));
        return Future.succeededFuture();
    }
}
