package dev.omnipoints.loyalty.simulation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How drafts are tried over recorded sales, so that selling goes on beside it. */
@ConfigMapping(prefix = "omnipoints.simulation")
public interface SimulationConfig {

    /** How many sales a statement reads; each takes one connection for as long as it runs. */
    @WithDefault("200")
    int pageSize();

    /** How much of its time the one thread works, above 0 to 1; the rest it pauses. */
    @WithDefault("0.5")
    double share();

    /** How many of a programme may wait or run; beyond, OVERLOADED. */
    @WithDefault("8")
    int openLimit();

    /** How often what nobody runs is looked for: what waits, and what an instance that has gone had taken up. */
    @WithDefault("5s")
    Duration poll();

    /** For how long a simulation is an instance's unless it says otherwise, which it does every second. */
    @WithDefault("30s")
    Duration lease();

    /** How often a simulation is begun before it is given up. */
    @WithDefault("5")
    int attempts();

    /** How many members may have bought something: about 100 bytes each in memory. */
    @WithDefault("500000")
    int membersLimit();

    /** How many numbers caps may have to remember, one a rule, period and member: about 150 bytes each in memory. */
    @WithDefault("500000")
    int talliesLimit();
}
