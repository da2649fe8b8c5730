package dev.omnipoints.loyalty;

import dev.omnipoints.loyalty.platform.Migration;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/**
 * What the service needs around it: PostgreSQL with roles and database as an operator prepares them,
 * migrated by the code that migrates in production, and keys. Tests find all of it in the configuration.
 */
public class LoyaltyEnvironment implements QuarkusTestResourceLifecycleManager {
    private static final String PASSWORD = "for-tests-only";
    private static final String PROGRAMMES = """
            {"programmes": [
              {"id": "demo", "zone": "Europe/Paris", "currencies": ["EUR", "USD", "JPY"], "earnPoints": 1,
               "earnPerUnits": 1, "expiry": {"kind": "PERIOD", "length": 24, "unit": "MONTH"}, "salesOfAnyAge": true,
               "redeem": {"points": 100, "money": 100, "step": 100, "minimum": 100}},
              {"id": "slow", "zone": "Europe/Paris", "currencies": ["EUR"], "earnPoints": 1, "earnPerUnits": 1,
               "expiry": {"kind": "PERIOD", "length": 30, "unit": "DAY"}, "pending": {"kind": "DAYS", "days": 14},
               "saleLinesLimit": 3}]}
            """;

    private EmbeddedPostgres postgres;
    private Path programmes;

    @Override
    public Map<String, String> start() {
        try {
            // Speed alone matters here: nothing of this survives the tests.
            postgres = EmbeddedPostgres.builder()
                    .setServerConfig("fsync", "off")
                    .setServerConfig("synchronous_commit", "off")
                    .setServerConfig("full_page_writes", "off")
                    .setServerConfig("max_connections", "60")
                    .start();
            prepare();
            String url = "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/loyalty";
            migrate(url);
            programmes = Files.createTempFile("programmes", ".json");
            Files.writeString(programmes, PROGRAMMES);
            return configuration(url);
        } catch (IOException unusable) {
            throw new UncheckedIOException(unusable);
        } catch (SQLException unusable) {
            throw new IllegalStateException(unusable);
        }
    }

    @Override
    public void stop() {
        try {
            postgres.close();
            Files.deleteIfExists(programmes);
        } catch (IOException unusable) {
            throw new UncheckedIOException(unusable);
        }
    }

    private void prepare() throws SQLException {
        execute(
                "postgres",
                "CREATE ROLE loyalty_owner LOGIN PASSWORD '" + PASSWORD + "'",
                "CREATE ROLE loyalty_app LOGIN PASSWORD '" + PASSWORD + "'",
                "CREATE DATABASE loyalty OWNER loyalty_owner",
                "REVOKE ALL ON DATABASE loyalty FROM PUBLIC",
                "CREATE ROLE loyalty_auditor LOGIN PASSWORD '" + PASSWORD + "'",
                "GRANT CONNECT ON DATABASE loyalty TO loyalty_app, loyalty_auditor");
        execute(
                "loyalty",
                "ALTER SCHEMA public OWNER TO loyalty_owner",
                "REVOKE ALL ON SCHEMA public FROM PUBLIC",
                "GRANT USAGE ON SCHEMA public TO loyalty_app");
    }

    private void execute(String database, String... statements) throws SQLException {
        try (Connection connection = postgres.getDatabase("postgres", database).getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static void migrate(String url) {
        int exit = Migration.run(
                Map.of(
                        "OMNIPOINTS_MIGRATE_URL",
                        url,
                        "OMNIPOINTS_MIGRATE_USER",
                        "loyalty_owner",
                        "OMNIPOINTS_MIGRATE_PASSWORD",
                        PASSWORD,
                        "OMNIPOINTS_MIGRATE_RUNTIME_ROLE",
                        "loyalty_app",
                        "OMNIPOINTS_MIGRATE_AUDITOR_ROLE",
                        "loyalty_auditor"),
                System.out,
                System.err);
        if (exit != 0) {
            throw new IllegalStateException("migrate ended with " + exit);
        }
    }

    private Map<String, String> configuration(String jdbcUrl) throws IOException {
        Map<String, String> configuration = new HashMap<>(TestKeys.configuration());
        configuration.put("quarkus.datasource.reactive.url", jdbcUrl.substring("jdbc:".length()));
        configuration.put("quarkus.datasource.username", "loyalty_app");
        configuration.put("quarkus.datasource.password", PASSWORD);
        configuration.put("omnipoints.programme.bootstrap-file", programmes.toString());
        configuration.put("omnipoints.programme.poll", "200ms");
        configuration.put("test.owner.url", jdbcUrl);
        configuration.put("test.auditor.username", "loyalty_auditor");
        configuration.put("test.owner.username", "loyalty_owner");
        configuration.put("test.owner.password", PASSWORD);
        return configuration;
    }
}
