package dev.omnipoints.loyalty.posting;

import dev.omnipoints.loyalty.ledger.AccountKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How often a caller was newly refused for a member of late, in this instance: beyond a number of them a minute that
 * caller's holds, redemptions, captures and transfers for that member are not tried (ledger.md, L7).
 */
final class RefusalLimit {

    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int PAIRS = 10_000;

    private final int limit;

    /** @param limit refusals a minute */
    RefusalLimit(int limit) {
        this.limit = limit;
    }

    private record Pair(String caller, AccountKey account) {}

    private final Map<Pair, ArrayDeque<Instant>> refused = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Pair, ArrayDeque<Instant>> eldest) {
            return size() > PAIRS;
        }
    };

    /**
     * Whether the caller has to wait.
     *
     * @param more refusals that are about to be recorded
     */
    synchronized boolean isReached(String caller, AccountKey account, Instant now, long more) {
        ArrayDeque<Instant> times = refused.getOrDefault(new Pair(caller, account), new ArrayDeque<>());
        while (!times.isEmpty() && !times.peekFirst().isAfter(now.minus(WINDOW))) {
            times.pollFirst();
        }
        return times.size() + more >= limit;
    }

    /** One more refusal was recorded. */
    synchronized void count(String caller, AccountKey account, Instant now) {
        ArrayDeque<Instant> times = refused.computeIfAbsent(new Pair(caller, account), pair -> new ArrayDeque<>());
        // Refusals of what is never limited count on and on: the latest say all.
        if (times.size() >= limit) {
            times.pollFirst();
        }
        times.addLast(now);
    }
}
