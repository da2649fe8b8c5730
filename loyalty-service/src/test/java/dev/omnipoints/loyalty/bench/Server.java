package dev.omnipoints.loyalty.bench;

import dev.omnipoints.loyalty.platform.Migration;
import io.vertx.pgclient.PgConnectOptions;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

/** The one PostgreSQL of a run, durable as in production, with a database a contender, all alike. */
final class Server implements AutoCloseable {
    private static final String PASSWORD = "for-the-bench-only";
    private static final String OWNER = "loyalty_owner";
    private static final String SERVICE = "loyalty_app";
    private static final String AUDITOR = "loyalty_auditor";
    // Durable as in production; docs/benchmarks.md names them.
    private static final Map<String, String> SETTINGS = Map.ofEntries(
            Map.entry("fsync", "on"),
            Map.entry("synchronous_commit", "on"),
            Map.entry("full_page_writes", "on"),
            Map.entry("shared_buffers", "1GB"),
            Map.entry("wal_buffers", "16MB"),
            Map.entry("max_wal_size", "8GB"),
            Map.entry("checkpoint_timeout", "15min"),
            Map.entry("max_connections", "300"),
            Map.entry("jit", "off"));

    // What is touched of five million members is in memory, and the run is between two checkpoints.
    private static final Map<String, String> LARGE =
            Map.of("shared_buffers", "10GB", "max_wal_size", "20GB", "checkpoint_timeout", "1h");

    private final EmbeddedPostgres postgres;
    private final Connection superuser;
    private final ProcessHandle process;

    Server() {
        this(Map.of());
    }

    private Server(Map<String, String> instead) {
        try {
            EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder();
            SETTINGS.forEach(builder::setServerConfig);
            instead.forEach(builder::setServerConfig);
            postgres = builder.start();
            superuser = postgres.getPostgresDatabase().getConnection();
            process = ProcessHandle.of(Long.parseLong(
                            ask(superuser, "SELECT split_part(pg_read_file('postmaster.pid'), chr(10), 1)")))
                    .orElseThrow();
            for (String role : new String[] {OWNER, SERVICE, AUDITOR}) {
                execute("CREATE ROLE " + role + " LOGIN PASSWORD '" + PASSWORD + "'");
            }
        } catch (IOException unusable) {
            throw new UncheckedIOException(unusable);
        } catch (SQLException unusable) {
            throw new IllegalStateException(unusable);
        }
    }

    /** With memory for five million members. */
    static Server large() {
        return new Server(LARGE);
    }

    /** What version it is, as it says itself. */
    String version() {
        return ask(superuser, "SHOW server_version");
    }

    /** A migrated database without members. */
    void create(String database) {
        execute("CREATE DATABASE " + database + " OWNER " + OWNER);
        execute(database, "ALTER SCHEMA public OWNER TO " + OWNER);
        execute(database, "GRANT USAGE ON SCHEMA public TO " + SERVICE);
        int exit = Migration.run(
                Map.of(
                        "OMNIPOINTS_MIGRATE_URL",
                        url(database),
                        "OMNIPOINTS_MIGRATE_USER",
                        OWNER,
                        "OMNIPOINTS_MIGRATE_PASSWORD",
                        PASSWORD,
                        "OMNIPOINTS_MIGRATE_RUNTIME_ROLE",
                        SERVICE,
                        "OMNIPOINTS_MIGRATE_AUDITOR_ROLE",
                        AUDITOR),
                System.err,
                System.err);
        if (exit != 0) {
            throw new IllegalStateException("migrate ended with " + exit);
        }
    }

    /** Another one like it; nobody may be connected to the model. */
    void copy(String model, String database) {
        execute("CREATE DATABASE " + database + " TEMPLATE " + model + " OWNER " + OWNER);
    }

    /** In every database that is to be measured: as autovacuum would leave it, and nothing of it only in memory. */
    void settle(String database) {
        execute(database, "VACUUM ANALYZE");
        execute("CHECKPOINT");
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/" + database;
    }

    /** How the service connects, with its settings. */
    PgConnectOptions options(String database) {
        PgConnectOptions options = new PgConnectOptions()
                .setHost("127.0.0.1")
                .setPort(postgres.getPort())
                .setDatabase(database)
                .setUser(SERVICE)
                .setPassword(PASSWORD)
                .setCachePreparedStatements(true);
        options.addProperty("enable_seqscan", "off");
        return options;
    }

    /** The configuration of a loyalty-service over a database. */
    Map<String, String> service(String database) {
        return Map.of(
                "quarkus.datasource.reactive.url",
                url(database).substring("jdbc:".length()),
                "quarkus.datasource.username",
                SERVICE,
                "quarkus.datasource.password",
                PASSWORD);
    }

    /** What has been used so far, or between two looks. */
    record Spent(long serviceMicros, long postgresMicros, long walBytes) {
        Spent since(Spent before) {
            return new Spent(
                    serviceMicros - before.serviceMicros,
                    postgresMicros - before.postgresMicros,
                    walBytes - before.walBytes);
        }
    }

    Spent spent(ProcessHandle service) {
        long wal = Long.parseLong(ask(superuser, "SELECT pg_current_wal_lsn() - '0/0'::pg_lsn"));
        long all = Stream.concat(Stream.of(process), process.children())
                .mapToLong(Server::micros)
                .sum();
        return new Spent(micros(service), all, wal);
    }

    private static long micros(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1_000;
    }

    /** Of all updates of accounts so far, the part that stayed in its page. */
    double hotRatio(String database) {
        try (Connection connection = connect(database)) {
            return Double.parseDouble(ask(connection, """
                    SELECT coalesce(n_tup_hot_upd::float8 / nullif(n_tup_upd, 0), 1) FROM pg_stat_user_tables
                    WHERE relname = 'account'
                    """));
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(url(database), "postgres", "postgres");
    }

    void execute(String database, String sql) {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failed) {
            throw new IllegalStateException(sql, failed);
        }
    }

    private void execute(String sql) {
        try (Statement statement = superuser.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failed) {
            throw new IllegalStateException(sql, failed);
        }
    }

    private static String ask(Connection connection, String sql) {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        } catch (SQLException failed) {
            throw new IllegalStateException(sql, failed);
        }
    }

    @Override
    public void close() {
        try {
            superuser.close();
            postgres.close();
        } catch (IOException | SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
