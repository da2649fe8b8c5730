package dev.omnipoints.gateway.platform;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Keeps at most so many values for at most so long; the one unused for longest goes first. Safe for many threads. */
public final class ExpiringCache<K, V> {
    private record Kept<V>(V value, long untilNanos) {}

    private final Map<K, Kept<V>> entries;
    private final long keepNanos;
    private final LongSupplier nanoClock;

    /** A cache on the machine's monotonic clock. */
    public ExpiringCache(int maxEntries, Duration keep) {
        this(maxEntries, keep, System::nanoTime);
    }

    ExpiringCache(int maxEntries, Duration keep, LongSupplier nanoClock) {
        this.keepNanos = keep.toNanos();
        this.nanoClock = nanoClock;
        this.entries = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, Kept<V>> eldest) {
                return size() > maxEntries;
            }
        };
    }

    /** What was put not too long ago. */
    public synchronized Optional<V> get(K key) {
        Kept<V> kept = entries.get(key);
        if (kept == null) {
            return Optional.empty();
        }
        if (kept.untilNanos() - nanoClock.getAsLong() <= 0) {
            entries.remove(key);
            return Optional.empty();
        }
        return Optional.of(kept.value());
    }

    /** Keeps a value, in the place of an older one. */
    public synchronized void put(K key, V value) {
        entries.put(key, new Kept<>(value, nanoClock.getAsLong() + keepNanos));
    }
}
