package dev.omnipoints.loyalty.posting;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How commands are written together. */
@ConfigMapping(prefix = "omnipoints.posting")
public interface PostingConfig {

    /** Lanes of an instance: so many batches are in flight. */
    @WithDefault("2")
    int lanes();

    /** Commands that may wait in a lane; whoever comes then is OVERLOADED. */
    @WithDefault("4096")
    int queueLimit();

    /** Commands of a batch; about where more no longer raise the rate. */
    @WithDefault("128")
    int batchLimit();

    /** Every batch of one bucket alone, as a database that is distributed by bucket wants it. */
    @WithDefault("false")
    boolean oneBucket();

    /** How long a batch waits for its locks; members that are not to be had then go alone. */
    @WithDefault("200ms")
    Duration lockWait();

    /** How long those wait. */
    @WithDefault("2s")
    Duration aloneWait();

    /** How many batches of such members may run beside the lanes. */
    @WithDefault("4")
    int aloneLimit();

    /** After which a batch that the database does not answer is given up: its outcome is unknown. */
    @WithDefault("10s")
    Duration silenceLimit();

    /** Beyond so many newly recorded refusals a minute a caller spends nothing more of that member's. */
    @WithDefault("20")
    int refusalsAMinute();
}
