package dev.omnipoints.loyalty.posting.fake;

import dev.omnipoints.loyalty.posting.fake.Faults.Kind;
import dev.omnipoints.loyalty.posting.fake.Transaction.Lock;
import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The server's end of a connection: does what arrives, one after the other. */
final class Session {

    private static final Pattern BEGIN = Pattern.compile("BEGIN; SET LOCAL lock_timeout = (\\d+)");
    private static final long MILLI = 1_000_000;
    private static final long DEADLOCK_TIMEOUT = 1_000 * MILLI;

    private final Server server;
    private final Line line;
    private final ArrayDeque<Request> inbox = new ArrayDeque<>();
    private Transaction transaction;
    private boolean busy;
    private boolean over;
    /** So many statements will still be begun; whatever comes after them is lost. */
    private int left = Integer.MAX_VALUE;

    private Request request;
    private Work work;
    private Iterator<Work.Step> steps;
    private Work.Step step;
    private Lock waitsFor;
    private Schedule.Event lockTimeout;
    private Schedule.Event deadlockTimeout;

    Session(Server server, Line line) {
        this.server = server;
        this.line = line;
        server.opened(this);
    }

    boolean isInTransaction() {
        return transaction != null;
    }

    Lock waitsFor() {
        return waitsFor;
    }

    void arrive(Request arrived) {
        if (over || left == 0) {
            return;
        }
        inbox.add(arrived);
        if (!busy) {
            begin();
        }
    }

    /** Nobody is at the other end any more; of what is there or under way so much is still done. */
    void lose(int statements) {
        if (left == Integer.MAX_VALUE) {
            left = statements;
            if (!busy) {
                begin();
            }
        }
    }

    /** At last whoever is gone is noticed. */
    void heal() {
        if (left != Integer.MAX_VALUE && !busy) {
            end();
        }
    }

    private void begin() {
        if (over) {
            return;
        }
        if (left != Integer.MAX_VALUE && (left == 0 || inbox.isEmpty())) {
            left = 0;
            server.schedule.after(
                    server.faults.comes(Kind.UNNOTICED) ? server.faults.longNanos() : server.faults.shortNanos(),
                    this::end);
            return;
        }
        request = inbox.poll();
        busy = request != null;
        if (busy) {
            left -= left == Integer.MAX_VALUE ? 0 : 1;
            server.schedule.after(server.faults.shortNanos(), this::serve);
        }
    }

    private void serve() {
        if (over) {
            return;
        }
        long frozenUntil = server.frozenUntil();
        if (frozenUntil > server.schedule.now()) {
            server.schedule.at(frozenUntil, this::serve);
            return;
        }
        boolean commit = request.isCommit();
        if (server.faults.comes(Kind.ENDED_BEFORE, commit)) {
            tell("is ended before " + request);
            end();
            line.breakOff();
            return;
        }
        if (!request.sql().equals("ROLLBACK") && server.faults.comes(Kind.REFUSED, commit)) {
            String state = server.faults.refusal(request.sql());
            if (commit) {
                // Whoever is told that the server goes knows nothing of what it did before.
                if (state.equals("57P01") && server.schedule.oneIn(2)) {
                    commit();
                }
                finish();
            }
            refuse(state);
            return;
        }
        perform();
    }

    private void perform() {
        Matcher begin = BEGIN.matcher(request.sql());
        if (begin.matches() || request.sql().equals("BEGIN")) {
            if (transaction != null && transaction.aborted) {
                refuse("25P02");
                return;
            }
            transaction = transaction == null ? new Transaction() : transaction;
            transaction.lockTimeoutNanos = begin.matches() ? Long.parseLong(begin.group(1)) * MILLI : 0;
            reply(Future.succeededFuture(Found.NOTHING));
        } else if (request.isCommit() || request.sql().equals("ROLLBACK")) {
            if (request.isCommit()) {
                commit();
            }
            finish();
            reply(Future.succeededFuture(Found.NOTHING));
        } else {
            Work.Action action = server.action(request.sql());
            if (transaction != null && transaction.aborted) {
                refuse("25P02");
                return;
            }
            transaction = transaction == null ? implicit() : transaction;
            transaction.seen = transaction.seen < 0 ? server.commits() : transaction.seen;
            Tuple values = request.values();
            work = action.begin(transaction, new Arguments(values), lock -> server.isFree(lock, this));
            steps = work.steps().iterator();
            step = null;
            proceed();
        }
    }

    /** A statement alone is a transaction of its own. */
    private static Transaction implicit() {
        Transaction alone = new Transaction();
        alone.lockTimeoutNanos = -1;
        return alone;
    }

    private void proceed() {
        try {
            while (step != null || steps.hasNext()) {
                step = step == null ? steps.next() : step;
                if (!server.take(step.lock(), this)) {
                    await(step.lock());
                    return;
                }
                transaction.locks.add(step.lock());
                step.held().run();
                step = null;
            }
        } catch (PgException refused) {
            refuse(refused);
            return;
        }
        RowSet<Row> found = work.found().get();
        if (transaction.lockTimeoutNanos < 0) {
            server.commit(transaction);
            finish();
        }
        reply(Future.succeededFuture(found));
    }

    private void await(Lock lock) {
        waitsFor = lock;
        tell("waits for " + lock);
        if (transaction.lockTimeoutNanos > 0) {
            lockTimeout = server.schedule.after(transaction.lockTimeoutNanos, () -> giveUpWaiting("55P03"));
        }
        deadlockTimeout = server.schedule.after(DEADLOCK_TIMEOUT, () -> {
            if (server.isDeadlocked(this)) {
                giveUpWaiting("40P01");
            }
        });
    }

    private void giveUpWaiting(String state) {
        server.stopWaiting(waitsFor, this);
        stopWaiting();
        refuse(state);
    }

    private void stopWaiting() {
        waitsFor = null;
        deadlockTimeout.cancel();
        if (lockTimeout != null) {
            lockTimeout.cancel();
            lockTimeout = null;
        }
    }

    void tryAgain() {
        stopWaiting();
        server.schedule.after(server.faults.shortNanos(), this::proceed);
    }

    private void refuse(String state) {
        refuse(new PgException("fake: " + state, "ERROR", state, null));
    }

    private void refuse(PgException refused) {
        tell("refuses " + request + ": " + refused.getSqlState() + " " + refused.getConstraint());
        if (transaction != null) {
            transaction.aborted = true;
            if (transaction.lockTimeoutNanos < 0) {
                finish();
            }
        }
        boolean goes = "57P01".equals(refused.getSqlState());
        reply(Future.failedFuture(refused));
        if (goes) {
            end();
            line.breakOff();
        }
    }

    private void commit() {
        if (transaction != null && !transaction.aborted) {
            server.commit(transaction);
            tell("commits");
        }
    }

    private void finish() {
        if (transaction != null) {
            Transaction finished = transaction;
            transaction = null;
            server.release(finished);
        }
    }

    private void reply(Future<RowSet<Row>> result) {
        busy = false;
        boolean commit = request.isCommit();
        if (result.succeeded() && server.faults.comes(Kind.ENDED_AFTER, commit)) {
            tell("is ended after " + request);
            end();
            line.breakOff();
            return;
        }
        line.reply(request, result);
        begin();
    }

    private void end() {
        if (over) {
            return;
        }
        over = true;
        if (waitsFor != null) {
            server.stopWaiting(waitsFor, this);
            stopWaiting();
        }
        finish();
        server.closed(this);
    }

    private void tell(String what) {
        server.schedule.tell(() -> "  " + line + " " + what);
    }
}
