package dev.omnipoints.loyalty.sweep;

import java.time.Duration;

/** Settings as a test wants them. */
record Config(
        boolean enabled, Duration holdInterval, Duration accountInterval, int pageSize, int inFlight, Duration maxPause)
        implements SweepConfig {

    static Config of(int pageSize, int inFlight) {
        return new Config(
                true, Duration.ofMillis(50), Duration.ofMillis(640), pageSize, inFlight, Duration.ofMillis(400));
    }
}
