package dev.omnipoints.bench.load;

import io.vertx.core.Future;
import java.util.Map;

/**
 * A way to sell.
 *
 * @param processes whose processor time a sale costs, by name; those of PostgreSQL by their parent
 */
record Contender(String name, Door door, Map<String, Long> processes) {
    /** Sends a sale that nobody sent before; fails where it is not recorded and answered. */
    interface Door {
        Future<?> sell();
    }
}
