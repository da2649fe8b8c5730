package dev.omnipoints.loyalty.platform;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnectOptions;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The pool of connections with bounds on waiting, which Quarkus' own settings do not have: whoever would
 * wait in a longer queue, or for longer, is answered OVERLOADED. A query that is asked of the pool itself,
 * without a connection of its own, waits as long as whoever asked.
 */
@Singleton
public class BoundedPool implements PgPoolCreator {
    private final int maxWaiting;
    private final Duration maxWait;

    @Inject
    BoundedPool(
            @ConfigProperty(name = "omnipoints.database.max-waiting", defaultValue = "512") int maxWaiting,
            @ConfigProperty(name = "omnipoints.database.max-wait", defaultValue = "2s") Duration maxWait) {
        this.maxWaiting = maxWaiting;
        this.maxWait = maxWait;
    }

    @Override
    public Pool create(Input input) {
        Pool pool = PgBuilder.pool()
                .using(input.vertx())
                .connectingTo(List.<SqlConnectOptions>copyOf(input.pgConnectOptionsList()))
                .with(input.poolOptions().setMaxWaitQueueSize(maxWaiting).setConnectionTimeout(0))
                .build();
        return new PatientPool(input.vertx(), pool, maxWait);
    }
}
