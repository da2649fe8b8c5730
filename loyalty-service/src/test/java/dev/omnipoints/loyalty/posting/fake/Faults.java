package dev.omnipoints.loyalty.posting.fake;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What goes wrong, and how long things take. Each run has its own rates, many of them none, so that one trouble is also
 * seen without the others.
 */
public final class Faults {

    /** What can go wrong. */
    public enum Kind {
        /** A statement is refused and its transaction aborted: deadlock, lock time-out, serialization, cancelled. */
        REFUSED,
        /** The server ends the connection instead of running the statement. */
        ENDED_BEFORE,
        /** The server ran the statement, then the connection broke: its answer is lost. */
        ENDED_AFTER,
        /** The network breaks the connection; of what is under way some still arrives. */
        CUT,
        /** Nothing comes back any more, though all is done. */
        MUTE,
        /** Nothing arrives any more, and what was begun stays as it is. */
        DEAF,
        /** One answer takes its time. */
        SLOW,
        /** The database stands still. */
        FROZEN,
        /** A connection is refused. */
        UNREACHABLE,
        /** A connection takes long to make. */
        LATE_CONNECTION,
        /** The server notices late that nobody is there any more, and keeps what was locked. */
        UNNOTICED
    }

    private static final long MILLI = 1_000_000;
    private static final List<Integer> RATES = List.of(400, 150, 60, 25);
    private static final List<String> REFUSALS = List.of("40P01", "55P03", "40001", "57014", "57P01");

    /** In milliseconds, what the lanes' configuration and the pool of a run have. */
    private static final List<Long> LIMITS = List.of(200L, 2_000L, 5_000L, 10_000L);

    /** More often here, for here it hurts. */
    private static final int AT_COMMIT = 5;

    private final Schedule schedule;
    private final Map<Kind, Integer> oneIn = new EnumMap<>(Kind.class);
    private final Map<Kind, Integer> met = new EnumMap<>(Kind.class);
    private boolean healed;

    public Faults(Schedule schedule) {
        this.schedule = schedule;
        for (Kind kind : Kind.values()) {
            oneIn.put(kind, schedule.oneIn(2) ? 0 : schedule.of(RATES));
        }
        schedule.tell(() -> "one in " + oneIn);
    }

    /** From now on all is well. */
    public void heal() {
        healed = true;
    }

    public boolean areHealed() {
        return healed;
    }

    /** How often which came. */
    public Map<Kind, Integer> met() {
        return met;
    }

    boolean comes(Kind kind) {
        return comes(kind, false);
    }

    boolean comes(Kind kind, boolean atCommit) {
        int rate = healed ? 0 : oneIn.get(kind);
        if (!schedule.oneIn(atCommit && rate > 0 ? Math.max(2, rate / AT_COMMIT) : rate)) {
            return false;
        }
        met.merge(kind, 1, Integer::sum);
        return true;
    }

    String refusal(String sql) {
        if (sql.startsWith("BEGIN")) {
            return schedule.of(List.of("57014", "57P01"));
        }
        // What ends a transaction can hardly be refused but by a serialization failure, or the server's own end.
        return sql.equals("COMMIT") ? schedule.of(List.of("40001", "57P01")) : schedule.of(REFUSALS);
    }

    /** On the way, either way, and being worked on. */
    long shortNanos() {
        return schedule.between(20_000, schedule.oneIn(20) ? 20 * MILLI : MILLI);
    }

    /** From what is bearable to far beyond every limit; often about as long as somebody waits. */
    long longNanos() {
        if (schedule.oneIn(3)) {
            return schedule.of(LIMITS) * MILLI + schedule.between(-2 * MILLI, 2 * MILLI);
        }
        return schedule.between(20 * MILLI, schedule.of(List.of(300L, 3_000L, 30_000L)) * MILLI);
    }
}
