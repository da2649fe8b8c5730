package dev.omnipoints.profile;

import dev.omnipoints.profile.platform.Migration;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
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
public class ProfileEnvironment implements QuarkusTestResourceLifecycleManager {
    private static final String PASSWORD = "for-tests-only";
    private static final String PROGRAMMES = """
            {"programmes": [
              {"id": "demo", "cardPattern": "^299\\\\d{10}$", "cardCheck": "EAN13", "identitiesRequired": 1,
               "zone": "Europe/Paris"},
              {"id": "plain", "cardPattern": "^[A-Z]{2}\\\\d{1,20}$", "cardCheck": "NONE",
               "identitiesRequired": 2, "zone": "Pacific/Auckland"}]}""";

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
            String url = "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/profile";
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
                "CREATE ROLE profile_owner LOGIN PASSWORD '" + PASSWORD + "'",
                "CREATE ROLE profile_app LOGIN PASSWORD '" + PASSWORD + "'",
                "CREATE DATABASE profile OWNER profile_owner",
                "REVOKE ALL ON DATABASE profile FROM PUBLIC",
                "GRANT CONNECT ON DATABASE profile TO profile_app");
        execute(
                "profile",
                "ALTER SCHEMA public OWNER TO profile_owner",
                "REVOKE ALL ON SCHEMA public FROM PUBLIC",
                "GRANT USAGE ON SCHEMA public TO profile_app");
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
                        "profile_owner",
                        "OMNIPOINTS_MIGRATE_PASSWORD",
                        PASSWORD,
                        "OMNIPOINTS_MIGRATE_RUNTIME_ROLE",
                        "profile_app"),
                System.out,
                System.err);
        if (exit != 0) {
            throw new IllegalStateException("migrate ended with " + exit);
        }
    }

    private Map<String, String> configuration(String jdbcUrl) throws IOException {
        Map<String, String> configuration = new HashMap<>(TestKeys.configuration());
        configuration.put("quarkus.datasource.reactive.url", jdbcUrl.substring("jdbc:".length()));
        configuration.put("quarkus.datasource.username", "profile_app");
        configuration.put("quarkus.datasource.password", PASSWORD);
        configuration.put("omnipoints.programme.bootstrap-file", programmes.toString());
        configuration.put("quarkus.grpc.clients.loyalty.test-port", Integer.toString(freePort()));
        configuration.put("omnipoints.telling.poll", "100ms");
        configuration.put("omnipoints.telling.max-pause", "200ms");
        configuration.put("omnipoints.telling.lease", "4s");
        configuration.put("omnipoints.telling.deadline", "2s");
        configuration.put("test.owner.url", jdbcUrl);
        configuration.put("test.owner.username", "profile_owner");
        configuration.put("test.owner.password", PASSWORD);
        return configuration;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
