package dev.omnipoints.loyalty.posting;

import dev.omnipoints.loyalty.LoyaltyEnvironment;
import dev.omnipoints.loyalty.audit.AuditMain;
import dev.omnipoints.loyalty.ledger.Account;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.ConfigProvider;

/** A real database with instances of posting over it, without the service around them. */
final class RealLedger implements AutoCloseable {

    private static final int POOL = 8;

    private static final List<String> SETTINGS = List.of(
            "test.owner.url",
            "test.owner.username",
            "test.owner.password",
            "test.auditor.username",
            "quarkus.datasource.reactive.url",
            "quarkus.datasource.username",
            "quarkus.datasource.password");

    private final Map<String, String> configuration;
    private final Runnable onClose;
    private final Vertx vertx = Vertx.vertx();
    private final Connection owner;

    /** A database of its own. */
    RealLedger() {
        this(new LoyaltyEnvironment());
    }

    private RealLedger(LoyaltyEnvironment environment) {
        this(environment.start(), environment::stop);
    }

    private RealLedger(Map<String, String> configuration, Runnable onClose) {
        this.configuration = configuration;
        this.onClose = onClose;
        this.owner = connect();
    }

    /** The database of the service that runs in this test, with instances beside it. */
    static RealLedger besideTheService() {
        Map<String, String> configuration = new HashMap<>();
        SETTINGS.forEach(
                name -> configuration.put(name, ConfigProvider.getConfig().getValue(name, String.class)));
        return new RealLedger(configuration, () -> {});
    }

    /** As the owner, who may do what the service may not. */
    Connection connect() {
        try {
            return DriverManager.getConnection(
                    configuration.get("test.owner.url"),
                    configuration.get("test.owner.username"),
                    configuration.get("test.owner.password"));
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /**
     * From now on the ledger's clock says what {@link #clock} sets, to the microsecond: the service's connections find
     * a `clock_timestamp()` before PostgreSQL's own.
     */
    RealLedger withClockThatStands() {
        execute("CREATE SCHEMA standing");
        execute("CREATE TABLE standing.clock AS SELECT now() AS at");
        execute("CREATE FUNCTION standing.clock_timestamp() RETURNS timestamptz VOLATILE"
                + " LANGUAGE sql AS 'SELECT at FROM standing.clock'");
        execute("GRANT USAGE ON SCHEMA standing TO loyalty_app");
        execute("GRANT SELECT ON standing.clock TO loyalty_app");
        return this;
    }

    void clock(Instant at) {
        execute("UPDATE standing.clock SET at = '" + at + "'");
    }

    /** Moves the ledger's clock by seconds, all in all. */
    void shift(long seconds) {
        execute("UPDATE test_clock SET shift = interval '" + seconds + " seconds'");
    }

    Vertx vertx() {
        return vertx;
    }

    int port() {
        return options().getPort();
    }

    Pool pool() {
        return pool(port());
    }

    /** A pool of the service's role, by way of a port that leads to the database. */
    Pool pool(int port) {
        return PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(POOL))
                .connectingTo(options().setPort(port))
                .using(vertx)
                .build();
    }

    private PgConnectOptions options() {
        PgConnectOptions options = PgConnectOptions.fromUri(configuration.get("quarkus.datasource.reactive.url"))
                .setUser(configuration.get("quarkus.datasource.username"))
                .setPassword(configuration.get("quarkus.datasource.password"))
                .setCachePreparedStatements(true);
        options.addProperty("search_path", "standing, pg_catalog, public");
        // As application.properties has it.
        options.addProperty("enable_seqscan", "off");
        options.addProperty("lock_timeout", "20000");
        options.addProperty("statement_timeout", "20000");
        return options;
    }

    /** An instance of posting, with a pool of its own. */
    Lanes instance(PostingConfig config) {
        return new Lanes(vertx, pool(), config);
    }

    int execute(String sql) {
        try (Statement statement = owner.createStatement()) {
            statement.execute(sql);
            return statement.getUpdateCount();
        } catch (SQLException failed) {
            throw new IllegalStateException(sql, failed);
        }
    }

    /** The first column of a query's rows, as text. */
    List<String> query(String sql) {
        try (Statement statement = owner.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        } catch (SQLException failed) {
            throw new IllegalStateException(sql, failed);
        }
    }

    /** Until so many of the service's statements wait for a lock. */
    void awaitWaiters(int count) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> query("SELECT pid FROM pg_locks WHERE NOT granted").size() >= count);
    }

    /** What is sent meanwhile waits behind a command that waits for its row; then it goes together. */
    void inOneBatch(Lanes lane, Runnable sends) {
        Account plug = Till.member();
        Answered.done(lane.submit(Till.earn(plug, 1)));
        Future<Posted> plugged;
        try (Session session = new Session(connect())) {
            session.lock(plug);
            plugged = lane.submit(Till.earn(plug, 1));
            awaitWaiters(1);
            sends.run();
        }
        Answered.done(plugged);
    }

    long spendable(Account member) {
        return Long.parseLong(query("SELECT spendable FROM account WHERE member = '"
                        + member.key().member() + "'")
                .getFirst());
    }

    long rows(Account member) {
        return Long.parseLong(query("SELECT count(*) FROM journal WHERE member = '"
                        + member.key().member() + "'")
                .getFirst());
    }

    /** Every row of every table but the journal, without some of its columns, by table. */
    Map<String, List<String>> everythingBut(String columns) {
        Map<String, List<String>> rows = new TreeMap<>();
        query("SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'journal'")
                .forEach(table -> rows.put(
                        table,
                        query("SELECT (to_jsonb(t) - " + columns + "::text[])::text FROM " + table + " t ORDER BY 1")));
        return rows;
    }

    /** What an audit says, and its exit code in front. */
    String audit() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
        Map<String, String> settings = Map.of(
                "OMNIPOINTS_AUDIT_URL",
                configuration.get("test.owner.url").substring("jdbc:".length()),
                "OMNIPOINTS_AUDIT_USER",
                configuration.get("test.auditor.username"),
                "OMNIPOINTS_AUDIT_PASSWORD",
                configuration.get("test.owner.password"));
        return AuditMain.run(settings, print, print) + " " + out.toString(StandardCharsets.UTF_8);
    }

    /** What comes of it, within a minute; its failure is thrown as it is. */
    static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage()
                    .toCompletableFuture()
                    .orTimeout(60, TimeUnit.SECONDS)
                    .join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
        }
    }

    @Override
    public void close() {
        await(vertx.close());
        try {
            owner.close();
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
        onClose.run();
    }
}
