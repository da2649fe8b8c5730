package dev.omnipoints.gateway.admin;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.omnipoints.gateway.Credential;
import dev.omnipoints.gateway.MemberToken;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class BadClientsTest extends ClientAdministration {
    @Test
    void whatThereIsNotIsNotFound() {
        asStaff("admin").get(CLIENTS + "/none").then().statusCode(404).body("reason", equalTo("CLIENT_UNKNOWN"));
        newKey("").statusCode(404).body("reason", equalTo("CLIENT_UNKNOWN"));
        change(1, "{\"channel\": \"WEB\"}").statusCode(404).body("reason", equalTo("CLIENT_UNKNOWN"));
        admin(UUID.randomUUID().toString())
                .post(CLIENTS + "/" + id + "/end")
                .then()
                .statusCode(404)
                .body("reason", equalTo("CLIENT_UNKNOWN"));
        create("").statusCode(201);
        admin(UUID.randomUUID().toString())
                .post(keys() + "/000000000000/end")
                .then()
                .statusCode(404)
                .body("reason", equalTo("KEY_UNKNOWN"));
    }

    @Test
    void aClientHasSoManyKeysInItsLife() {
        create("").statusCode(201);
        for (int made = 0; made < 100; made++) {
            newKey("").statusCode(201);
        }

        newKey("").statusCode(409).body("reason", equalTo("LIMIT_REACHED")).body("limit", equalTo("keys"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"channel\": \"PARTNER\"} | channel",
                "{\"channel\": \"STORE\", \"terminal\": \"T1\"} | stores",
                "{\"channel\": \"STORE\", \"terminal\": \"T1\", \"stores\": [\"A\", \"B\"]} | stores",
                "{\"channel\": \"STORE\", \"stores\": [\"A\", \"A\"]} | stores",
                "{\"channel\": \"STORE\", \"stores\": [\"a b\"]} | stores[0]",
                "{\"channel\": \"STORE\", \"grants\": [\"ALL\"]} | grants[0]",
                "{\"channel\": \"STORE\", \"grants\": [\"CLAIMS\", \"CLAIMS\"]} | grants",
                "{\"channel\": \"STORE\", \"shops\": []} | shops",
                "{\"stores\": []} | channel"
            })
    void whatNoClientCanBeIsNamed(String body, String field) {
        create("").statusCode(201);

        change(1, body).statusCode(400).body("reason", equalTo("FIELD_INVALID")).body("field", equalTo(field));
        admin(UUID.randomUUID().toString())
                .body(body.replaceFirst("\\{", "{\"id\": \"x-" + id + "\", "))
                .post(CLIENTS)
                .then()
                .statusCode(400)
                .body("field", equalTo(field));
    }

    @Test
    void aKeyThatWouldEndBeforeItBeginsIsNamed() {
        create("").statusCode(201);

        newKey("{\"validFrom\": \"2026-12-01T00:00:00Z\", \"validUntil\": \"2026-12-01T00:00:00Z\"}")
                .statusCode(400)
                .body("field", equalTo("validUntil"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"viewer", "care", "marketing", "finance"})
    void onlyAdminsMay(String role) {
        asStaff(role).get(CLIENTS).then().statusCode(403);
        asStaff(role).get(CLIENTS + "/web-shop").then().statusCode(403);
        asStaff(role).body(client("")).post(CLIENTS).then().statusCode(403);
        asStaff(role)
                .body("{\"channel\": \"WEB\"}")
                .put(CLIENTS + "/web-shop")
                .then()
                .statusCode(403);
        asStaff(role).post(CLIENTS + "/web-shop/end").then().statusCode(403);
        asStaff(role).post(CLIENTS + "/web-shop/keys").then().statusCode(403);
        asStaff(role).post(CLIENTS + "/web-shop/keys/000000000000/end").then().statusCode(403);
        as(Credential.SHOP).get(CLIENTS).then().statusCode(403).body("reason", equalTo("NOT_GRANTED"));
    }

    @Test
    void withoutAnIdempotencyKeyNothingIsMade() {
        for (String path : List.of(CLIENTS, CLIENTS + "/x/end", CLIENTS + "/x/keys", CLIENTS + "/x/keys/y/end")) {
            asStaff("admin")
                    .body(path.equals(CLIENTS) ? client("") : "{}")
                    .post(path)
                    .then()
                    .statusCode(400)
                    .body("reason", equalTo("IDEMPOTENCY_KEY_MISSING"));
        }
    }

    @Test
    void anotherProgrammesClientsAreUnknown() {
        create("").statusCode(201);
        String token = MemberToken.of(issuer)
                .with("sub", "staff-8")
                .with("programme", "other-" + id)
                .with("groups", List.of("admin"))
                .signed(issuerKey());

        assertThat(given().header("Authorization", "Bearer " + token)
                        .get(CLIENTS)
                        .asString())
                .isEqualTo("{\"entries\":[]}");
        for (String path : List.of("", "/keys", "/end")) {
            var request = given().header("Authorization", "Bearer " + token)
                    .contentType(ContentType.JSON)
                    .header("Idempotency-Key", UUID.randomUUID().toString());
            (path.isEmpty() ? request.get(CLIENTS + "/" + id) : request.post(CLIENTS + "/" + id + path))
                    .then()
                    .statusCode(404)
                    .body("reason", equalTo("CLIENT_UNKNOWN"));
        }
    }
}
