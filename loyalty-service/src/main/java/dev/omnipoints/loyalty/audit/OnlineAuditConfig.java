package dev.omnipoints.loyalty.audit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How much the auditor beside the traffic does at once, and how seldom, so that selling goes on beside it. */
@ConfigMapping(prefix = "omnipoints.online-audit")
public interface OnlineAuditConfig {

    /** Whether this instance may audit; of those that may, one does. */
    @WithDefault("true")
    boolean enabled();

    /** How often new rows are looked for, and other instances told how far it is. */
    @WithDefault("2s")
    Duration interval();

    /** In what time a pass over all accounts is begun again; at once where it took longer. */
    @WithDefault("24h")
    Duration fullPass();

    /** How much of its time the one thread works, above 0 to 1; the rest it pauses. */
    @WithDefault("0.2")
    double share();

    /** How many accounts a step verifies; a step is some ten statements on one connection. */
    @WithDefault("100")
    int accounts();

    /** How many journal rows a step reads. */
    @WithDefault("2000")
    int rows();

    /** After how many verified rows of an account is remembered how far it was verified. */
    @WithDefault("16")
    int checkpointRows();

    /** For how long the audit is an instance's unless it says otherwise, which it does with every step. */
    @WithDefault("30s")
    Duration lease();
}
