package dev.omnipoints.gateway.admin;

import dev.omnipoints.gateway.GatewayTest;
import dev.omnipoints.gateway.Told;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;

/** A client of each test's own, and what an admin does with it. */
abstract class ClientAdministration extends GatewayTest {
    static final String CLIENTS = "/v1/admin/clients";
    static final String LOOKUP = "{\"identity\": {\"type\": \"CARD\", \"value\": \"2990000000019\"}}";
    // It is told within a second; a machine that is busy may take longer.
    static final Duration PATIENCE = Duration.ofSeconds(10);

    final String id = "salon-" + UUID.randomUUID();

    @BeforeEach
    void aMemberIsKnown() {
        peers.resolve = request -> Told.known();
        peers.balance = request -> Told.read(0, 0);
    }

    String client(String more) {
        return "{\"id\": \"" + id + "\", \"channel\": \"SALON\"" + (more.isEmpty() ? "" : ", " + more) + "}";
    }

    String keys() {
        return CLIENTS + "/" + id + "/keys";
    }

    RequestSpecification admin(String idempotencyKey) {
        return asStaff("admin").contentType(ContentType.JSON).header("Idempotency-Key", idempotencyKey);
    }

    ValidatableResponse create(String more) {
        return admin(UUID.randomUUID().toString())
                .body(client(more))
                .post(CLIENTS)
                .then();
    }

    ValidatableResponse newKey(String body) {
        return admin(UUID.randomUUID().toString()).body(body).post(keys()).then();
    }

    ValidatableResponse ended(String path) {
        return admin(UUID.randomUUID().toString()).post(path).then().statusCode(200);
    }

    ValidatableResponse change(int version, String body) {
        return asStaff("admin")
                .header("If-Match", "\"" + version + "\"")
                .body(body)
                .put(CLIENTS + "/" + id)
                .then();
    }

    JsonPath get() {
        return asStaff("admin")
                .get(CLIENTS + "/" + id)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    Map<String, Object> newest() {
        return asStaff("admin").get("/v1/admin/audit?pageSize=1").jsonPath().getMap("entries[0]");
    }

    static ValidatableResponse lookup(String key) {
        return as(key).body(LOOKUP).post("/v1/members/lookup").then();
    }
}
