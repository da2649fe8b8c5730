package dev.omnipoints.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.omnipoints.gateway.GatewayTest;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Another instance of the gateway: what it remembers of keys, beside the running one that they are administered at. */
@QuarkusTest
class AccessChangesTest extends GatewayTest {
    // It is told within a second; a machine that is busy may take longer.
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Inject
    Pool pool;

    @Inject
    Vertx vertx;

    private final String id = "desk-" + UUID.randomUUID();
    private AccessChanges changes;
    private ApiKeys another;

    @BeforeEach
    void startAnotherInstance() {
        changes = new AccessChanges(pool, vertx);
        changes.onStart(null);
        another = new ApiKeys(pool, changes);
    }

    @AfterEach
    void stopIt() {
        changes.onStop(null);
    }

    @Test
    void anotherInstanceLearnsThatAKeyHasEnded() {
        String secret = newKey();
        assertThat(clientOf(secret)).map(ApiClient::id).contains(id);
        Instant ended = Instant.now();
        admin("/v1/admin/clients/" + id + "/end", "{}");

        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> clientOf(secret).isEmpty());
        System.out.printf(
                "another instance refused the key %d ms after it was asked to end%n",
                Duration.between(ended, Instant.now()).toMillis());
    }

    @Test
    void whileNothingChangesTheDatabaseIsAskedOnceForAKey() {
        String secret = newKey();
        await().atMost(PATIENCE).until(() -> changes.version() > 0);
        Optional<ApiClient> first = clientOf(secret);

        // The very object: it was remembered.
        assertThat(clientOf(secret).orElseThrow()).isSameAs(first.orElseThrow());
    }

    private String newKey() {
        admin("/v1/admin/clients", "{\"id\": \"" + id + "\", \"channel\": \"STORE\"}");
        return admin("/v1/admin/clients/" + id + "/keys", "{}");
    }

    private Optional<ApiClient> clientOf(String key) {
        return another.clientOf(key).await().atMost(PATIENCE);
    }

    private String admin(String path, String body) {
        return asStaff("admin")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .body(body)
                .post(path)
                .then()
                .extract()
                .path("key");
    }
}
