package dev.omnipoints.loyalty.posting;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigUtils;
import io.vertx.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;

/** Keeps a ledger whose clock a test has moved from being taken for a real one. */
@ApplicationScoped
class TestClockGuard {

    private static final String MOVED = "SELECT shift <> interval '0' AS moved FROM test_clock";

    private final Pool pool;

    @Inject
    TestClockGuard(Pool pool) {
        this.pool = pool;
    }

    void start(@Observes StartupEvent event) {
        check(ConfigUtils.getProfiles());
    }

    /**
     * Looks at the clock where this is production.
     *
     * @throws IllegalStateException where a test has moved it
     */
    void check(List<String> profiles) {
        if (!profiles.contains("prod")) {
            return;
        }
        boolean moved = pool.query(MOVED)
                .execute()
                .map(rows -> rows.iterator().next().getBoolean("moved"))
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        if (moved) {
            throw new IllegalStateException("The ledger's clock was moved by a test: this database is no production's."
                    + " Use another database, or set test_clock.shift back to 0 as its owner.");
        }
    }
}
