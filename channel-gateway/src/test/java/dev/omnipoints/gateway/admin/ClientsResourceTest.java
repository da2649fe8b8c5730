package dev.omnipoints.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.gateway.Told;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ClientsResourceTest extends ClientAdministration {
    @Test
    void aClientIsMadeGetsAKeyAndSellsWithIt() {
        String made = create("\"stores\": [\"PAR-013\", \"PAR-012\"], \"grants\": [\"CLAIMS\"]")
                .statusCode(201)
                .header("ETag", "\"1\"")
                .extract()
                .asString();
        Map<String, Object> key =
                newKey("{}").statusCode(201).extract().jsonPath().getMap("");

        assertThat(made)
                .startsWith("{\"id\":\"" + id + "\",\"version\":1,\"channel\":\"SALON\","
                        + "\"stores\":[\"PAR-012\",\"PAR-013\"],\"grants\":[\"CLAIMS\"],\"createdAt\":\"")
                .endsWith("\"keys\":[]}");
        assertThat(key.keySet()).containsExactly("keyId", "key", "validFrom");
        assertThat((String) key.get("key")).matches("op_local_[A-Za-z0-9_-]{43}");
        lookup((String) key.get("key")).statusCode(200);
        assertThat(get().getList("keys.keyId")).containsExactly(key.get("keyId"));
        assertThat(newest().get("action")).isEqualTo("SET_KEY");
        assertThat(newest().get("target")).isEqualTo(id + ":" + key.get("keyId"));
        assertThat(newest().get("subject")).isEqualTo("staff-7");
    }

    @Test
    void sentAgainAClientAndAKeyAreTheFirstOnes() {
        RequestSpecification twice = admin("k-" + id);
        String body = client("\"terminal\": \"T1\", \"stores\": [\"PAR-012\"]");
        String first =
                twice.body(body).post(CLIENTS).then().statusCode(201).extract().asString();
        change(1, "{\"channel\": \"STORE\"}").statusCode(200);

        String again = admin("k-" + id)
                .body(body)
                .post(CLIENTS)
                .then()
                .statusCode(201)
                .header("Idempotent-Replayed", "true")
                .extract()
                .asString();
        String key =
                admin("key-" + id).post(keys()).then().statusCode(201).extract().asString();
        admin("key-" + id)
                .post(keys())
                .then()
                .statusCode(201)
                .header("Idempotent-Replayed", "true")
                .body(equalTo(key));

        assertThat(again).isEqualTo(first);
        assertThat(get().getList("keys")).hasSize(1);
        admin("k-" + id)
                .body(client("\"stores\": [\"PAR-014\"]"))
                .post(CLIENTS)
                .then()
                .statusCode(422)
                .body("reason", equalTo("IDEMPOTENCY_KEY_REUSED"))
                .body("field", equalTo("Idempotency-Key"));
    }

    @Test
    void anIdIsGivenOnce() {
        create("").statusCode(201);

        create("").statusCode(409).body("reason", equalTo("CLIENT_ALREADY_EXISTS"));
    }

    @Test
    void aKeyThatIsEndedIsRefusedSoon() {
        create("").statusCode(201);
        Map<String, String> key = newKey("").extract().jsonPath().getMap("");
        lookup(key.get("key")).statusCode(200);

        ended(keys() + "/" + key.get("keyId") + "/end").body("keyId", equalTo(key.get("keyId")));

        await().atMost(PATIENCE).untilAsserted(() -> lookup(key.get("key")).statusCode(401));
        assertThat(newest().get("action")).isEqualTo("END_KEY");
        ended(keys() + "/" + key.get("keyId") + "/end").header("Idempotent-Replayed", "true");
        assertThat(newest().get("action")).isEqualTo("END_KEY");
    }

    @Test
    void aClientThatIsEndedHasNoKeyAnyMoreAndGetsNone() {
        create("").statusCode(201);
        String key = newKey("").extract().path("key");
        lookup(key).statusCode(200);

        ended(CLIENTS + "/" + id + "/end").body("version", equalTo(2));

        await().atMost(PATIENCE).untilAsserted(() -> lookup(key).statusCode(401));
        newKey("").statusCode(409).body("reason", equalTo("CLIENT_ENDED"));
        change(2, "{\"channel\": \"STORE\"}").statusCode(409).body("reason", equalTo("CLIENT_ENDED"));
        ended(CLIENTS + "/" + id + "/end").header("Idempotent-Replayed", "true");
        assertThat(get().getString("endedAt")).isNotNull();
    }

    @Test
    void aKeyIsHandedOverWithAnOverlap() {
        Instant over = Instant.now().plus(1, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
        create("").statusCode(201);
        String old = newKey("").extract().path("key");
        String fresh = newKey("{\"othersUntil\": \"" + over + "\"}").extract().path("key");

        assertThat(get().getList("keys.validUntil")).containsExactly(over.toString(), null);
        lookup(old).statusCode(200);
        lookup(fresh).statusCode(200);

        newKey("{\"othersUntil\": \"" + Instant.now().minusSeconds(60) + "\"}").statusCode(201);

        await().atMost(PATIENCE).untilAsserted(() -> {
            lookup(old).statusCode(401);
            lookup(fresh).statusCode(401);
        });
        // One as each was made, and one for each that ends sooner by it.
        assertThat(asStaff("admin")
                        .get("/v1/admin/audit")
                        .jsonPath()
                        .getList("entries.findAll { it.target.startsWith('" + id + ":') }.action", String.class))
                .hasSize(6)
                .containsOnly("SET_KEY");
    }

    @Test
    void aKeyThatIsNotValidYetIsNone() {
        create("").statusCode(201);
        String later = newKey("{\"validFrom\": \"" + Instant.now().plusSeconds(3600) + "\"}")
                .statusCode(201)
                .extract()
                .path("key");

        lookup(later).statusCode(401);
    }

    @Test
    void whatAClientMayIsChangedAsAWholeAndSeenSoon() {
        create("\"stores\": [\"PAR-012\"], \"terminal\": \"T9\"").statusCode(201);
        String key = newKey("").extract().path("key");
        as(key).get("/v1/sales?store=LYO-001&terminal=T1&number=1")
                .then()
                .statusCode(403)
                .body("reason", equalTo("STORE_NOT_GRANTED"));

        change(1, "{\"channel\": \"WEB\", \"grants\": [\"ASSERTS_MEMBER\"]}")
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("channel", equalTo("WEB"))
                .body("grants", equalTo(List.of("ASSERTS_MEMBER")));

        peers.sale = request -> {
            throw Told.refusal(Reason.REASON_RECEIPT_UNKNOWN, "");
        };
        await().atMost(PATIENCE)
                .untilAsserted(() -> as(key).get("/v1/sales?store=LYO-001&terminal=T1&number=1")
                        .then()
                        .statusCode(404)
                        .body("reason", equalTo("RECEIPT_UNKNOWN")));
        assertThat(get().getMap("")).doesNotContainKeys("stores", "terminal");
        change(1, "{\"channel\": \"WEB\", \"grants\": [\"ASSERTS_MEMBER\"]}")
                .statusCode(200)
                .header("Idempotent-Replayed", "true");
        change(1, "{\"channel\": \"WEB\"}").statusCode(412).body("reason", equalTo("VERSION_CONFLICT"));
        asStaff("admin")
                .body("{\"channel\": \"WEB\"}")
                .put(CLIENTS + "/" + id)
                .then()
                .statusCode(428)
                .body("reason", equalTo("PRECONDITION_REQUIRED"));
    }

    @Test
    void thePagesHaveEveryClientOnce() {
        create("").statusCode(201);
        List<String> ids = new ArrayList<>();
        String token = "";
        do {
            var page = asStaff("admin")
                    .get(CLIENTS + "?pageSize=2" + token)
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            assertThat(page.getList("entries").size()).isLessThanOrEqualTo(2);
            ids.addAll(page.getList("entries.id"));
            token = page.getString("nextPageToken") == null ? null : "&pageToken=" + page.getString("nextPageToken");
        } while (token != null);

        assertThat(ids).contains(id, "till-par-012-t3", "web-shop").isSorted().doesNotHaveDuplicates();
    }
}
