package dev.omnipoints.profile.account;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How loyalty-service is told of accounts and statuses. */
@ConfigMapping(prefix = "omnipoints.telling")
public interface TellingConfig {
    /** How often to look for what is untold when nobody nudges: what an instance left that died. */
    @WithDefault("1s")
    Duration poll();

    /** The longest pause while loyalty-service is down; it doubles up to this. */
    @WithDefault("5s")
    Duration maxPause();

    /** For how long one instance has what it took; longer than {@link #deadline()}. After that another takes it. */
    @WithDefault("10s")
    Duration lease();

    /** How long to wait for each answer. */
    @WithDefault("2s")
    Duration deadline();

    /** How long a member waits whose telling loyalty-service refused: a defect, not an outage. */
    @WithDefault("1m")
    Duration pauseAfterRefusal();

    /** How many members are taken at once. */
    @WithDefault("64")
    int batch();

    /** How many calls run at once. */
    @WithDefault("8")
    int inFlight();
}
