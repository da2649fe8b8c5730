package dev.omnipoints.gateway;

import dev.omnipoints.gateway.platform.Migration;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/** What the gateway finds around it: a real database as an operator prepares it, an issuer, ports for its peers. */
public final class GatewayEnvironment implements QuarkusTestResourceLifecycleManager {
    private EmbeddedPostgres postgres;
    private TestIssuer issuer;

    @Override
    public Map<String, String> start() {
        try {
            postgres = EmbeddedPostgres.builder().start();
            issuer = TestIssuer.start(true);
            return configuration();
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    private Map<String, String> configuration() throws Exception {
        prepareDatabase();
        KeyPair own = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        Map<String, String> config = new HashMap<>();
        config.put("quarkus.datasource.reactive.url", "postgresql://127.0.0.1:" + postgres.getPort() + "/gateway");
        config.put("quarkus.datasource.username", "gateway_app");
        config.put("quarkus.datasource.password", "app");
        config.put("omnipoints.caller.private-key", base64(own.getPrivate().getEncoded()));
        config.put("omnipoints.proof.key", base64(new byte[32]));
        config.put("omnipoints.access.key-secret", base64(new byte[32]));
        config.put("test.caller.public-key", base64(own.getPublic().getEncoded()));
        config.put("omnipoints.access.issuer", issuer.url());
        config.put("test.issuer.private-key", base64(issuer.key().getPrivate().getEncoded()));
        config.put("omnipoints.access.bootstrap-file", clients().toString());
        config.put("omnipoints.programme.bootstrap-file", programmes().toString());
        // In a test a client goes to its test-port, and without one to the gateway itself.
        config.put("quarkus.grpc.clients.profile.test-port", String.valueOf(freePort()));
        config.put("quarkus.grpc.clients.loyalty.test-port", String.valueOf(freePort()));
        config.put("quarkus.http.test-port", "0");
        config.put("omnipoints.admission.in-flight", "32");
        config.put("test.postgres.port", String.valueOf(postgres.getPort()));
        return config;
    }

    private void prepareDatabase() throws Exception {
        try (Connection admin = postgres.getPostgresDatabase().getConnection();
                Statement sql = admin.createStatement()) {
            sql.execute("CREATE ROLE gateway_owner LOGIN PASSWORD 'owner'");
            sql.execute("CREATE ROLE gateway_app LOGIN PASSWORD 'app'");
            sql.execute("CREATE DATABASE gateway OWNER gateway_owner");
            sql.execute("REVOKE ALL ON DATABASE gateway FROM PUBLIC");
            sql.execute("GRANT CONNECT ON DATABASE gateway TO gateway_app");
        }
        try (Connection admin = postgres.getDatabase("postgres", "gateway").getConnection();
                Statement sql = admin.createStatement()) {
            sql.execute("ALTER SCHEMA public OWNER TO gateway_owner");
            sql.execute("GRANT USAGE ON SCHEMA public TO gateway_app");
        }
        int exit = Migration.run(Map.of(
                "OMNIPOINTS_MIGRATE_URL", "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/gateway",
                "OMNIPOINTS_MIGRATE_USER", "gateway_owner",
                "OMNIPOINTS_MIGRATE_PASSWORD", "owner",
                "OMNIPOINTS_MIGRATE_RUNTIME_ROLE", "gateway_app"));
        if (exit != 0) {
            throw new IllegalStateException("migrate ended with " + exit);
        }
    }

    private static Path programmes() throws IOException {
        return temporary("{\"programmes\": [{\"id\": \"demo\"}]}");
    }

    private static Path clients() throws Exception {
        return temporary("""
                {"clients": [
                  {"id": "till-par-012-t3", "programme": "demo", "channel": "STORE", "keys": [{"sha256": "%s"}],
                   "scope": {"stores": ["PAR-012"], "terminal": "T3"}},
                  {"id": "till-upload", "programme": "demo", "channel": "STORE", "keys": [{"sha256": "%s"}],
                   "scope": {"stores": ["PAR-012"], "terminal": "T1"}, "grants": ["OTHER_TERMINALS"]},
                  {"id": "service-desk", "programme": "demo", "channel": "STORE", "keys": [{"sha256": "%s"}],
                   "scope": {"stores": ["PAR-012"]}, "grants": ["CLAIMS"]},
                  {"id": "web-shop", "programme": "demo", "channel": "WEB",
                   "keys": [{"sha256": "%s"}, {"sha256": "%s", "validUntil": "2020-01-01T00:00:00Z"}],
                   "grants": ["ASSERTS_MEMBER"]}]}
                """.formatted(
                        sha256(Credential.TILL),
                        sha256(Credential.UPLOAD),
                        sha256(Credential.DESK),
                        sha256(Credential.SHOP),
                        sha256(Credential.ENDED)));
    }

    private static Path temporary(String content) throws IOException {
        Path file = Files.createTempFile("omnipoints-gateway", ".json");
        file.toFile().deleteOnExit();
        return Files.writeString(file, content);
    }

    /** As the bootstrap file names a key. */
    public static String sha256(String key) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.US_ASCII)));
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void stop() {
        try {
            issuer.stop();
            postgres.close();
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
