package dev.omnipoints.loyalty.sweep;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How often what is due is written down for accounts that nobody touches. */
@ConfigMapping(prefix = "omnipoints.sweep")
public interface SweepConfig {

    /** Whether this instance sweeps; one that does is enough. */
    @WithDefault("true")
    boolean enabled();

    /** How often holds whose time is up are looked for. They are to be written within 2 minutes: at most a minute. */
    @WithDefault("30s")
    Duration holdInterval();

    /**
     * In what time every account is looked at once, spread evenly. Lots are to be written within 75 minutes, also where
     * an account was locked or an instance died the first time: at most 35 minutes.
     */
    @WithDefault("30m")
    Duration accountInterval();

    /** How many accounts or holds a statement looks at. */
    @WithDefault("500")
    int pageSize();

    /** How many accounts are in the lanes at once, among the commands of others. */
    @WithDefault("16")
    int inFlight();

    /** How long it waits at most before it asks an overloaded ledger again; it begins with 200 ms and doubles. */
    @WithDefault("2s")
    Duration maxPause();
}
