package dev.omnipoints.loyalty.posting;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;

/** What a benchmark needs of posting: the lanes as they are, and the same commands without them. */
public final class BenchPosting {

    private BenchPosting() {}

    /** The lanes as in production, but for the limit on refusals. */
    public static Lanes lanes(Vertx vertx, Pool pool) {
        return new Lanes(vertx, pool, Limits.usual());
    }

    /**
     * One transaction of its own on a connection: SELECT FOR UPDATE, the key read, the writes, COMMIT; the same rows,
     * each statement in the form for one row that one would write by hand ({@link SingleRows}).
     */
    public static Future<Posted> alone(SqlConnection connection, Posting posting) {
        SqlConnection single = SingleRows.on(connection);
        Batch batch = new Batch(single, false, List.of(posting), new Aliases(), new RefusalLimit(Integer.MAX_VALUE));
        return batch.run(0).map(List::getFirst);
    }
}
