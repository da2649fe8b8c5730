package dev.omnipoints.loyalty.platform;

import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import io.vertx.pgclient.PgPool;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PrepareOptions;
import io.vertx.sqlclient.PreparedQuery;
import io.vertx.sqlclient.Query;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.function.Function;

/**
 * A pool whose callers wait for a connection no longer than a limit, and which gets every connection back. The pool's
 * own limit can race with the hand-over on a machine that is short of CPU, and then nobody has the connection
 * (vertx-sql-client#1620): after a burst the pool was empty for good. Here the pool hands over to whoever asked,
 * always; what comes too late goes back at once.
 */
@SuppressWarnings("deprecation") // Quarkus wants this very type.
final class PatientPool implements PgPool {
    private final Vertx vertx;
    private final Pool pool;
    private final Duration limit;

    /** @param pool without a limit of its own */
    PatientPool(Vertx vertx, Pool pool, Duration limit) {
        this.vertx = vertx;
        this.pool = pool;
        this.limit = limit;
    }

    @Override
    public Future<SqlConnection> getConnection() {
        ContextInternal caller = ((VertxInternal) vertx).getOrCreateContext();
        Promise<SqlConnection> told = caller.promise();
        long timer = vertx.setTimer(limit.toMillis(), late -> told.tryFail("Timeout"));
        pool.getConnection().onComplete(got -> {
            vertx.cancelTimer(timer);
            if (got.failed()) {
                told.tryFail(got.cause());
            } else if (!told.tryComplete(got.result())) {
                got.result().close();
            }
        });
        return told.future();
    }

    @Override
    public void getConnection(Handler<AsyncResult<SqlConnection>> handler) {
        getConnection().onComplete(handler);
    }

    @Override
    public Query<RowSet<Row>> query(String sql) {
        return pool.query(sql);
    }

    @Override
    public PreparedQuery<RowSet<Row>> preparedQuery(String sql) {
        return pool.preparedQuery(sql);
    }

    @Override
    public PreparedQuery<RowSet<Row>> preparedQuery(String sql, PrepareOptions options) {
        return pool.preparedQuery(sql, options);
    }

    @Override
    public PgPool connectHandler(Handler<SqlConnection> handler) {
        pool.connectHandler(handler);
        return this;
    }

    @Override
    public PgPool connectionProvider(Function<Context, Future<SqlConnection>> provider) {
        pool.connectionProvider(provider);
        return this;
    }

    @Override
    public int size() {
        return pool.size();
    }

    @Override
    public Future<Void> close() {
        return pool.close();
    }

    @Override
    public void close(Handler<AsyncResult<Void>> handler) {
        pool.close(handler);
    }
}
