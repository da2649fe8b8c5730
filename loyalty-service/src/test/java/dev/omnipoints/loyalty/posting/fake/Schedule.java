package dev.omnipoints.loyalty.posting.fake;

import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * One thread and a time of its own: what happens, and when, is drawn from a seed, so that the same seed is the same
 * run. Time passes only from one event to the next.
 */
public final class Schedule {

    /** Whoever takes so many steps does not come to rest any more. */
    private static final long STEPS_LIMIT = 200_000;

    private final PriorityQueue<Event> agenda = new PriorityQueue<>();
    private final SplittableRandom random;
    private final List<String> trace;
    private long now;
    private long numbers;
    private long steps;

    /** @param trace takes what is told; null: nobody wants to know */
    public Schedule(long seed, List<String> trace) {
        this.random = new SplittableRandom(seed);
        this.trace = trace;
    }

    /** Something that will happen. */
    public static final class Event implements Comparable<Event> {
        private final long at;
        private final long number;
        private final Runnable action;
        private boolean cancelled;

        private Event(long at, long number, Runnable action) {
            this.at = at;
            this.number = number;
            this.action = action;
        }

        /** It will not. */
        public void cancel() {
            cancelled = true;
        }

        @Override
        public int compareTo(Event other) {
            int byTime = Long.compare(at, other.at);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }

    /** Nanoseconds since the run began. */
    public long now() {
        return now;
    }

    public long steps() {
        return steps;
    }

    public Event after(long nanos, Runnable action) {
        return at(now + nanos, action);
    }

    /** What is to happen at one instant happens in the order in which it was asked for. */
    public Event at(long nanos, Runnable action) {
        Event event = new Event(Math.max(now, nanos), ++numbers, action);
        agenda.add(event);
        return event;
    }

    /** Until nothing is left to happen. */
    public void run() {
        for (Event next = agenda.poll(); next != null; next = agenda.poll()) {
            if (!next.cancelled) {
                if (++steps > STEPS_LIMIT) {
                    throw new AssertionError("It does not come to rest within " + STEPS_LIMIT + " steps");
                }
                now = next.at;
                next.action.run();
            }
        }
    }

    /** For whoever reads the trace of a seed. */
    public void tell(Supplier<String> what) {
        if (trace != null) {
            trace.add("%12.3f ms  %s".formatted(now / 1e6, what.get()));
        }
    }

    public int below(int bound) {
        return random.nextInt(bound);
    }

    /** From the first to the second, neither excluded. */
    public long between(long least, long most) {
        return random.nextLong(least, most + 1);
    }

    /** @param times 0: never */
    public boolean oneIn(int times) {
        return times > 0 && random.nextInt(times) == 0;
    }

    public <T> T of(List<T> some) {
        return some.get(random.nextInt(some.size()));
    }
}
