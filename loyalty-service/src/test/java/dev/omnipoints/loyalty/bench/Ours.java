package dev.omnipoints.loyalty.bench;

import dev.omnipoints.loyalty.posting.BenchPosting;
import dev.omnipoints.loyalty.posting.Lanes;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;

/** (b): our lanes, in this process. */
final class Ours implements Contender {
    private static final int POOL = 16;

    private final Pool pool;
    private final Lanes lanes;

    Ours(Vertx vertx, Server server, String database) {
        pool = PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(POOL))
                .connectingTo(server.options(database))
                .using(vertx)
                .build();
        lanes = BenchPosting.lanes(vertx, pool);
    }

    @Override
    public Client client(int number) {
        return command -> lanes.submit(Postings.of(command)).map(Postings::seq);
    }

    @Override
    public void close() {
        pool.close().toCompletionStage().toCompletableFuture().join();
    }
}
