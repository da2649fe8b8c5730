package dev.omnipoints.gateway.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ExpiringCacheTest {
    private final AtomicLong now = new AtomicLong();
    private final ExpiringCache<String, Integer> cache = new ExpiringCache<>(2, Duration.ofNanos(10), now::get);

    @Test
    void aValueIsKeptUntilItsTimeIsOver() {
        cache.put("a", 1);
        now.set(9);
        assertThat(cache.get("a")).contains(1);
        now.set(10);
        assertThat(cache.get("a")).isEmpty();
    }

    @Test
    void theOneUnusedForLongestGoesFirst() {
        cache.put("a", 1);
        cache.put("b", 2);
        cache.get("a");
        cache.put("c", 3);

        assertThat(cache.get("a")).contains(1);
        assertThat(cache.get("b")).isEmpty();
        assertThat(cache.get("c")).contains(3);
    }
}
