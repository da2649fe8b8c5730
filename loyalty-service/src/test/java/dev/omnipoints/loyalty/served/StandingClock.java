package dev.omnipoints.loyalty.served;

import dev.omnipoints.loyalty.LoyaltyEnvironment;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * A service whose database's clock stands, but for what the test clock adds to it: the service's connections find a
 * `clock_timestamp()` before PostgreSQL's own. It has one lane, so that what is sent in an order is decided in it, and
 * counts no refusals.
 */
public final class StandingClock extends LoyaltyEnvironment {

    private static final Instant STANDS_AT = Instant.parse("2024-01-01T00:00:00Z");
    private static final int MICROS = 6;

    @Override
    public Map<String, String> start() {
        Map<String, String> configuration = new HashMap<>(super.start());
        try (Connection owner = DriverManager.getConnection(
                configuration.get("test.owner.url"),
                configuration.get("test.owner.username"),
                configuration.get("test.owner.password"))) {
            execute(owner, "CREATE SCHEMA standing");
            execute(
                    owner,
                    "CREATE FUNCTION standing.clock_timestamp() RETURNS timestamptz STABLE LANGUAGE sql AS"
                            + " $$SELECT timestamptz '" + STANDS_AT + "'$$");
            execute(owner, "GRANT USAGE ON SCHEMA standing TO loyalty_app");
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
        configuration.put(
                "quarkus.datasource.reactive.additional-properties.search_path", "standing, pg_catalog, public");
        // A machine that is busy with other tests may be slow; a database that says nothing is found all the same.
        configuration.put("quarkus.datasource.reactive.additional-properties.statement_timeout", "20000");
        configuration.put("omnipoints.posting.lanes", "1");
        configuration.put("omnipoints.posting.refusals-a-minute", String.valueOf(Integer.MAX_VALUE));
        return configuration;
    }

    /** From now on the ledger's clock says this, to the microsecond. */
    static void set(Connection owner, Instant at) throws SQLException {
        Duration shift = Duration.between(STANDS_AT, at);
        BigDecimal seconds = BigDecimal.valueOf(shift.toNanos() / 1_000, MICROS);
        execute(owner, "UPDATE test_clock SET shift = interval '" + seconds + " seconds'");
    }

    private static void execute(Connection owner, String sql) throws SQLException {
        try (Statement statement = owner.createStatement()) {
            statement.execute(sql);
        }
    }
}
