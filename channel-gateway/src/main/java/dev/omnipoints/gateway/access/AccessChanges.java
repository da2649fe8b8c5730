package dev.omnipoints.gateway.access;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Tells every instance of the gateway within a second that clients or keys have changed: each asks the database for the
 * version of what is kept of them, four times a second, and believes nothing that it read before the last change. So an
 * ended key is refused everywhere at once, and no message can get lost on the way. An instance that cannot reach the
 * database learns of nothing; it believes what it knows for as long as {@link ApiKeys} says, at most 30 s.
 */
@Singleton
public final class AccessChanges {
    private static final Logger LOG = Logger.getLogger(AccessChanges.class);
    private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(250);
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final String VERSION = "SELECT version FROM access_state";

    private final Pool pool;
    private final Vertx vertx;
    private final AtomicBoolean asking = new AtomicBoolean();
    private final AtomicBoolean silent = new AtomicBoolean();
    private volatile long version;
    private volatile long timer;

    AccessChanges(Pool pool, Vertx vertx) {
        this.pool = pool;
        this.vertx = vertx;
    }

    void onStart(@Observes StartupEvent starting) {
        timer = vertx.setPeriodic(BETWEEN_QUESTIONS.toMillis(), tick -> ask());
    }

    void onStop(@Observes ShutdownEvent stopping) {
        vertx.cancelTimer(timer);
    }

    /** The version seen last. What was read before it changed is not to be believed. */
    long version() {
        return version;
    }

    /** Part of every change, in its transaction: the changes take their turns, and each is seen. */
    static Uni<Void> made(SqlConnection transaction) {
        return transaction
                .query("UPDATE access_state SET version = version + 1")
                .execute()
                .replaceWithVoid();
    }

    private void ask() {
        if (!asking.compareAndSet(false, true)) {
            return;
        }
        pool.preparedQuery(VERSION)
                .execute()
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .onTermination()
                .invoke(() -> asking.set(false))
                .subscribe()
                .with(rows -> seen(rows.iterator().next().getLong("version")), this::notSeen);
    }

    private void seen(long now) {
        version = now;
        if (silent.compareAndSet(true, false)) {
            LOG.info("changes of API clients are seen again");
        }
    }

    private void notSeen(Throwable failed) {
        if (silent.compareAndSet(false, true)) {
            LOG.warnf("changes of API clients are not seen for the time being: %s", failed);
        }
    }
}
