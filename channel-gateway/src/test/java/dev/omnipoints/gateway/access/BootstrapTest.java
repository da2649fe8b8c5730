package dev.omnipoints.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.gateway.Credential;
import dev.omnipoints.gateway.GatewayEnvironment;
import dev.omnipoints.gateway.GatewayTest;
import dev.omnipoints.gateway.audit.AuditEntry;
import dev.omnipoints.gateway.audit.AuditPages;
import dev.omnipoints.gateway.platform.Refused;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.pgclient.PgBuilder;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
class BootstrapTest extends GatewayTest {
    private static final String CLIENT = """
            {"clients": [{"id": "salon", "programme": "demo", "channel": "SALON", "keys": [KEYS], "scope": SCOPE}]}
            """;

    @Inject
    Pool pool;

    @Inject
    Vertx vertx;

    @Inject
    AuditPages log;

    @ConfigProperty(name = "omnipoints.access.bootstrap-file")
    Path theTests;

    @TempDir
    Path folder;

    private final String first = "op_local_" + "1".repeat(43);
    private final String second = "op_local_" + "2".repeat(43);

    @AfterEach
    void readTheTestsFileAgain() {
        read(theTests);
    }

    @Test
    void readTwiceItChangesNothing() {
        read(theTests);
        List<String> before = rows();
        read(theTests);

        assertThat(rows()).isEqualTo(before);
        assertThat(clientOf(Credential.TILL)).isPresent();
    }

    @Test
    void whatTheFileSaysOfAClientWins() throws Exception {
        read(file(key(first), "{\"stores\": [\"PAR-012\"]}"));
        assertThat(clientOf(first).orElseThrow().stores()).containsExactly("PAR-012");

        read(file(key(first), "{}"));

        assertThat(clientOf(first).orElseThrow().stores()).isEmpty();
    }

    @Test
    void theAuditLogHasWhatChangedAndNothingElse() throws Exception {
        String client = "salon-" + UUID.randomUUID();
        read(file(key(first), "null").resolveSibling(renamed(client)));
        read(file(key(first), "null").resolveSibling(renamed(client)));
        read(file(key(second), "{\"stores\": [\"PAR-012\"]}").resolveSibling(renamed(client)));

        String one = client + ":" + GatewayEnvironment.sha256(first).substring(0, 12);
        String other = client + ":" + GatewayEnvironment.sha256(second).substring(0, 12);
        assertThat(audited(client))
                .containsExactly(
                        "END_KEY " + one,
                        "SET_KEY " + other,
                        "SET_CLIENT " + client,
                        "SET_KEY " + one,
                        "SET_CLIENT " + client);
    }

    private String renamed(String client) throws IOException {
        Path file = folder.resolve("clients.json");
        Files.writeString(file, Files.readString(file).replace("\"salon\"", "\"" + client + "\""));
        return "clients.json";
    }

    /** What the log says of a client, newest first. */
    private List<String> audited(String client) {
        return log.newestFirst("demo", Long.MAX_VALUE, 200).await().indefinitely().stream()
                .filter(entry -> entry.target().startsWith(client))
                .peek(entry -> assertThat(entry)
                        .returns("bootstrap", AuditEntry::subject)
                        .returns(true, AuditEntry::done))
                .map(entry -> entry.action() + " " + entry.target())
                .toList();
    }

    @Test
    void keysOverlapWhileTheyAreRotated() throws Exception {
        read(file(key(first) + "," + key(second), "null"));

        assertThat(clientOf(first)).isEqualTo(clientOf(second)).isPresent();
    }

    @Test
    void aKeyThatIsTakenOutOfTheFileIsEnded() throws Exception {
        read(file(key(first), "null"));
        read(file(key(second), "null"));

        assertThat(clientOf(first)).isEmpty();
        assertThat(clientOf(second)).isPresent();
        assertThat(clientOf(Credential.TILL)).isEmpty();
    }

    @Test
    void withoutTheDatabaseNoOneIsTakenForUnknown() {
        Pool closed = PgBuilder.pool()
                .connectingTo("postgresql://gateway_app@127.0.0.1:1/gateway")
                .using(vertx)
                .build();

        assertThatThrownBy(() -> new ApiKeys(closed, new AccessChanges(closed, vertx))
                        .clientOf(Credential.TILL)
                        .await()
                        .indefinitely())
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.REASON_DEPENDENCY_UNAVAILABLE));
    }

    @Test
    void whileTheDatabaseIsSilentNoOneIsKeptWaiting() {
        Throwable told = pool.withTransaction(db -> db.query("LOCK TABLE api_key IN ACCESS EXCLUSIVE MODE")
                        .execute()
                        .chain(() -> new ApiKeys(pool, new AccessChanges(pool, vertx)).clientOf(Credential.TILL))
                        .onItemOrFailure()
                        .transform((client, refused) -> refused))
                .await()
                .atMost(Duration.ofSeconds(30));

        assertThat(told)
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.REASON_DEPENDENCY_UNAVAILABLE));
    }

    @Test
    void noKeyIsKeptInClear() {
        assertThat(rows().toString()).doesNotContain(Credential.TILL, Credential.SHOP);
    }

    @Test
    void aFileThatIsNotAsItMustBeStopsTheStart() throws Exception {
        for (String wrong : new String[] {
            "nonsense",
            "{}",
            "{\"clients\": [{\"id\": \"x\"}]}",
            CLIENT.replace("KEYS", "").replace("SCOPE", "{\"store\": \"PAR-012\"}"),
            CLIENT.replace("KEYS", "{\"sha256\": \"AB\"}").replace("SCOPE", "null"),
            CLIENT.replace("KEYS", "").replace("SCOPE", "null, \"grants\": [\"ALL\"]")
        }) {
            Path file = Files.writeString(folder.resolve("wrong.json"), wrong);
            assertThatThrownBy(() -> read(file)).as(wrong).isInstanceOf(IllegalStateException.class);
        }
        assertThatThrownBy(() -> read(folder.resolve("absent.json"))).isInstanceOf(IllegalStateException.class);
    }

    /** A fresh instance, as after a restart. */
    private Optional<ApiClient> clientOf(String key) {
        return new ApiKeys(pool, new AccessChanges(pool, vertx))
                .clientOf(key)
                .await()
                .indefinitely();
    }

    private void read(Path file) {
        new Bootstrap(pool, Optional.empty(), Optional.of(file)).onStart(null);
    }

    private Path file(String keys, String scope) throws IOException {
        return Files.writeString(
                folder.resolve("clients.json"), CLIENT.replace("KEYS", keys).replace("SCOPE", scope));
    }

    private static String key(String clear) throws Exception {
        return "{\"sha256\": \"" + GatewayEnvironment.sha256(clear) + "\"}";
    }

    private List<String> rows() {
        List<String> rows = new ArrayList<>();
        for (String table : new String[] {"programme", "api_client", "api_key", "audit_entry", "audit_step"}) {
            for (Row row : pool.query("SELECT t::text AS row FROM " + table + " t ORDER BY 1")
                    .execute()
                    .await()
                    .indefinitely()) {
                rows.add(row.getString("row"));
            }
        }
        return rows;
    }
}
