package dev.omnipoints.loyalty.bench;

import dev.omnipoints.loyalty.posting.BenchPosting;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** (a1) and (a2): what one would build with PostgreSQL alone, each client on a connection of its own. */
final class Connections implements Contender {
    /** As many as are ever asked for. */
    static final int MOST = 64;

    private final List<SqlConnection> connections = new ArrayList<>();
    private final BiFunction<SqlConnection, Drawn, Future<Long>> way;

    private Connections(
            Vertx vertx, Server server, String database, BiFunction<SqlConnection, Drawn, Future<Long>> way) {
        this.way = way;
        for (int i = 0; i < MOST; i++) {
            connections.add(PgConnection.connect(vertx, server.options(database))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join());
        }
    }

    /** (a1): a transaction a command. */
    static Contender oneTransaction(Vertx vertx, Server server, String database) {
        return new Connections(
                vertx,
                server,
                database,
                (connection, command) ->
                        BenchPosting.alone(connection, Postings.of(command)).map(Postings::seq));
    }

    /** (a2): a statement a command. */
    static Contender oneStatement(Vertx vertx, Server server, String database) {
        return new Connections(vertx, server, database, OneStatement::run);
    }

    @Override
    public Client client(int number) {
        SqlConnection connection = connections.get(number);
        return command -> way.apply(connection, command);
    }

    @Override
    public void close() {
        connections.forEach(connection ->
                connection.close().toCompletionStage().toCompletableFuture().join());
    }
}
