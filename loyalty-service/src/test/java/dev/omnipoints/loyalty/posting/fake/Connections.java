package dev.omnipoints.loyalty.posting.fake;

import dev.omnipoints.loyalty.posting.fake.Faults.Kind;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.core.net.impl.NetSocketInternal;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PreparedQuery;
import io.vertx.sqlclient.Query;
import io.vertx.sqlclient.SqlConnectOptions;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Transaction;
import io.vertx.sqlclient.Tuple;
import io.vertx.sqlclient.impl.Connection;
import io.vertx.sqlclient.impl.SocketConnectionBase;
import io.vertx.sqlclient.impl.SqlConnectionInternal;
import java.net.ConnectException;
import java.util.ArrayDeque;
import java.util.Map;

/** An instance's connections: some are kept, whoever comes when all are in use waits, but not for ever. */
public final class Connections {

    private static final long WAIT_NANOS = 5_000_000_000L;

    private final Server server;
    private final String name;
    private final int most;
    private final ArrayDeque<Line> idle = new ArrayDeque<>();
    private final ArrayDeque<Promise<SqlConnection>> waiting = new ArrayDeque<>();
    private int made;
    private int open;
    private int inUse;

    public Connections(Server server, String name, int most) {
        this.server = server;
        this.name = name;
        this.most = most;
    }

    /** How many nobody gave back. */
    public int inUse() {
        return inUse;
    }

    /** As the lanes see them. */
    public Pool pool() {
        return Stub.of(Pool.class, Map.of("getConnection", none -> get()));
    }

    private Future<SqlConnection> get() {
        Promise<SqlConnection> wanted = Promise.promise();
        if (!idle.isEmpty()) {
            Line line = idle.poll();
            server.schedule.after(server.faults.shortNanos(), () -> lend(line, wanted));
            inUse++;
        } else if (open < most) {
            open++;
            connect(wanted);
        } else {
            waiting.add(wanted);
            server.schedule.after(WAIT_NANOS, () -> {
                if (waiting.remove(wanted)) {
                    // In the pool's words: it has no type for it.
                    wanted.fail(new NoStackTraceThrowable("Timeout"));
                }
            });
        }
        return wanted.future();
    }

    private void connect(Promise<SqlConnection> wanted) {
        boolean late = server.faults.comes(Kind.LATE_CONNECTION);
        inUse++;
        server.schedule.after(late ? server.faults.longNanos() : server.faults.shortNanos(), () -> {
            if (server.faults.comes(Kind.UNREACHABLE)) {
                open--;
                inUse--;
                wanted.fail(new ConnectException("Connection refused"));
                next();
                return;
            }
            String line = name + "/" + ++made;
            Line[] self = new Line[1];
            self[0] = new Line(server, line, () -> gone(self[0]));
            lend(self[0], wanted);
        });
    }

    private void gone(Line line) {
        if (idle.remove(line)) {
            open--;
            next();
        }
    }

    private void giveBack(Line line) {
        inUse--;
        if (line.isClosed()) {
            open--;
            next();
        } else if (waiting.isEmpty()) {
            idle.add(line);
        } else {
            inUse++;
            lend(line, waiting.poll());
        }
    }

    private void next() {
        if (!waiting.isEmpty() && open < most) {
            open++;
            connect(waiting.poll());
        }
    }

    private void lend(Line line, Promise<SqlConnection> wanted) {
        boolean[] back = new boolean[1];
        Tuple none = Tuple.tuple();
        wanted.complete(Stub.of(
                SqlConnectionInternal.class,
                Map.of(
                        "preparedQuery", sql -> prepared(line, (String) sql[0]),
                        "query",
                                sql -> Stub.of(
                                        Query.class, Map.of("execute", nothing -> line.execute((String) sql[0], none))),
                        "begin", nothing -> line.execute("BEGIN", none).map(begun -> transaction(line)),
                        "unwrap", nothing -> new Socket(line),
                        "close",
                                nothing -> {
                                    if (back[0]) {
                                        return Future.failedFuture("Given back twice");
                                    }
                                    back[0] = true;
                                    giveBack(line);
                                    return Future.succeededFuture();
                                })));
    }

    private static PreparedQuery<?> prepared(Line line, String sql) {
        return Stub.of(
                PreparedQuery.class,
                Map.of("execute", values -> line.execute(sql, values == null ? Tuple.tuple() : (Tuple) values[0])));
    }

    private static Transaction transaction(Line line) {
        return Stub.of(
                Transaction.class,
                Map.of(
                        "commit", none -> line.execute("COMMIT", Tuple.tuple()).mapEmpty(),
                        "rollback",
                                none -> line.execute("ROLLBACK", Tuple.tuple()).mapEmpty()));
    }

    /** What is underneath a pooled connection, for whoever drops it. */
    private static final class Socket extends SocketConnectionBase {
        Socket(Line line) {
            super(
                    Stub.of(NetSocketInternal.class, Map.of("close", none -> {
                        line.cut();
                        return Future.succeededFuture();
                    })),
                    null,
                    false,
                    0,
                    sql -> false,
                    1,
                    null);
        }

        @Override
        public Connection unwrap() {
            return this;
        }

        @Override
        protected SqlConnectOptions connectOptions() {
            throw new UnsupportedOperationException();
        }
    }
}
