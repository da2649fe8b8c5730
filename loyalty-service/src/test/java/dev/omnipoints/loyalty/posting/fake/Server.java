package dev.omnipoints.loyalty.posting.fake;

import dev.omnipoints.loyalty.posting.fake.Faults.Kind;
import dev.omnipoints.loyalty.posting.fake.Transaction.Lock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A database in memory, as far as the lanes' statements ask for one: transactions at READ COMMITTED whose writes are
 * seen from their COMMIT on, locks of rows and unique keys with waits, lock_timeout and deadlocks.
 */
public final class Server {

    final Schedule schedule;
    final Faults faults;
    private final Map<String, Work.Action> actions = new HashMap<>();
    private final Map<Lock, Session> owners = new HashMap<>();
    private final Map<Lock, Set<Session>> waiting = new HashMap<>();
    private final Map<Table, List<Logged>> log = new HashMap<>();
    private final Set<Session> sessions = new LinkedHashSet<>();
    private long frozenUntil;
    private long commits;

    /**
     * A row as it was committed.
     *
     * @param seen how many commits there were before the transaction's first statement
     * @param commit the number of its own
     */
    public record Logged(Object[] row, long seen, long commit) {}

    public Server(Schedule schedule, Faults faults) {
        this.schedule = schedule;
        this.faults = faults;
    }

    /** Knows a statement from now on. */
    public void answer(String sql, Work.Action action) {
        actions.put(sql, action);
    }

    /** Rows as they were committed, in that order, each version. */
    public List<Logged> log(Table table) {
        return log.getOrDefault(table, List.of());
    }

    /** Whoever is gone is noticed; a line that was silent stays so. */
    public void heal() {
        faults.heal();
        frozenUntil = 0;
        List.copyOf(sessions).forEach(Session::heal);
    }

    /** Transactions that nobody ends: on connections that are there still. */
    public long openTransactions() {
        return sessions.stream().filter(Session::isInTransaction).count();
    }

    Work.Action action(String sql) {
        Work.Action action = actions.get(sql);
        if (action == null) {
            throw new AssertionError("The fake database does not know this statement of the lanes: " + sql);
        }
        return action;
    }

    void opened(Session session) {
        sessions.add(session);
    }

    void closed(Session session) {
        sessions.remove(session);
    }

    /** Until when nothing is done, or not later than now. */
    long frozenUntil() {
        if (schedule.now() >= frozenUntil && faults.comes(Kind.FROZEN)) {
            frozenUntil = schedule.now() + faults.longNanos();
            schedule.tell(() -> "the database stands still until %.3f ms".formatted(frozenUntil / 1e6));
        }
        return frozenUntil;
    }

    boolean isFree(Lock lock, Session asking) {
        Session owner = owners.get(lock);
        return owner == null || owner == asking;
    }

    /** Takes a lock, or waits to be told to try again. */
    boolean take(Lock lock, Session session) {
        if (isFree(lock, session)) {
            owners.put(lock, session);
            return true;
        }
        waiting.computeIfAbsent(lock, l -> new LinkedHashSet<>()).add(session);
        return false;
    }

    void stopWaiting(Lock lock, Session session) {
        waiting.getOrDefault(lock, Set.of()).remove(session);
    }

    /** Of two who wait for each other, for whom they wait in the end. */
    boolean isDeadlocked(Session session) {
        Set<Session> seen = new LinkedHashSet<>();
        Session next = session;
        while (next != null && next.waitsFor() != null && seen.add(next)) {
            next = owners.get(next.waitsFor());
        }
        return next == session;
    }

    long commits() {
        return commits;
    }

    void commit(Transaction transaction) {
        commits++;
        transaction.commit((table, row) ->
                log.computeIfAbsent(table, t -> new ArrayList<>()).add(new Logged(row, transaction.seen, commits)));
    }

    void release(Transaction transaction) {
        Map<Lock, Set<Session>> woken = new LinkedHashMap<>();
        for (Lock lock : transaction.locks) {
            owners.remove(lock);
            Set<Session> sessions = waiting.remove(lock);
            if (sessions != null) {
                woken.put(lock, sessions);
            }
        }
        woken.values().forEach(some -> some.forEach(Session::tryAgain));
    }
}
