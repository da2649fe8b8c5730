package dev.omnipoints.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.omnipoints.gateway.Credential;
import dev.omnipoints.gateway.GatewayTest;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What never reaches loyalty-service. */
@QuarkusTest
class BadRulesTest extends GatewayTest {
    private static final String BODY = "{\"name\":\"Visits\",\"document\":" + RulesResourceTest.DOCUMENT + "}";
    private static final String RULES = "/v1/admin/rules";

    private final String id = UUID.randomUUID().toString();

    @Test
    void aChangeThatNamesNoVersionOrKeyIsRefused() {
        for (Response response : new Response[] {
            asStaff("admin").body(BODY).put(RULES + "/" + id),
            asStaff("admin").delete(RULES + "/" + id),
            asStaff("admin").header("Idempotency-Key", "k").post(RULES + "/" + id + "/publish")
        }) {
            response.then().statusCode(428).body("reason", equalTo("PRECONDITION_REQUIRED"));
        }
        asStaff("admin").body(BODY).post(RULES).then().statusCode(400);
        changing("3", "admin")
                .post(RULES + "/" + id + "/publish")
                .then()
                .statusCode(400)
                .body("reason", equalTo("IDEMPOTENCY_KEY_MISSING"));
        assertThat(peers.received()).isEmpty();
    }

    @Test
    void aDraftThatCannotBeIsUnknown() {
        for (String draft : new String[] {"x", "%C3%A9", id.toUpperCase(Locale.ROOT) + "0"}) {
            asStaff("admin")
                    .urlEncodingEnabled(false)
                    .get(RULES + "/" + draft)
                    .then()
                    .statusCode(404)
                    .body("reason", equalTo("RULES_UNKNOWN"));
            changing("1", "admin")
                    .urlEncodingEnabled(false)
                    .delete(RULES + "/" + draft)
                    .then()
                    .statusCode(404);
        }
        assertThat(peers.received()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"document\":{}} | name",
                "{\"name\":5,\"document\":{}} | name",
                "{\"name\":\"\\ud800\",\"document\":{}} | name",
                "{\"name\":\"A\",\"document\":{\"rules\":[\"\\ud800\"]}} | document",
                "{\"name\":\"A\"} | document",
                "{\"name\":\"A\",\"document\":[]} | document",
                "{\"name\":\"A\",\"document\":{},\"rules\":[]} | rules",
                "{\"name\":\"A\",\"document\":{},\"basedOn\":\"1\"} | basedOn",
                "{\"name\":\"A\",\"document\":{\"rules\":[],\"rules\":[]}} | document.rules"
            })
    void aBodyThatIsNotAsItMustBeIsFieldInvalid(String body, String field) {
        for (Response response : new Response[] {
            asStaff("admin").header("Idempotency-Key", "k1").body(body).post(RULES),
            changing("3", "admin").body(body).put(RULES + "/" + id)
        }) {
            response.then()
                    .statusCode(400)
                    .body("reason", equalTo("FIELD_INVALID"))
                    .body("field", equalTo(field));
        }
        assertThat(peers.received()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"viewer", "care", "finance", "member", "partner"})
    void noOneElseWritesOrPublishes(String role) {
        int status = role.equals("member") ? 401 : 403;
        asStaff(role)
                .header("Idempotency-Key", "k")
                .body(BODY)
                .post(RULES)
                .then()
                .statusCode(status);
        changing("3", role).body(BODY).put(RULES + "/" + id).then().statusCode(status);
        changing("3", role).delete(RULES + "/" + id).then().statusCode(status);
        changing("3", role)
                .header("Idempotency-Key", "k")
                .post(RULES + "/" + id + "/publish")
                .then()
                .statusCode(status);
        assertThat(peers.received()).isEmpty();
    }

    @Test
    void noOneButStaffReadsThem() {
        for (String path : new String[] {
            "", "/" + id, "/versions", "/versions/current", "/versions/1", "/changes", "/failures", "/schema"
        }) {
            as(Credential.SHOP).get(RULES + path).then().statusCode(403).body("reason", equalTo("NOT_GRANTED"));
            asMember().get(RULES + path).then().statusCode(403).body("reason", equalTo("NOT_GRANTED"));
        }
        assertThat(peers.received()).isEmpty();
    }

    private RequestSpecification changing(String version, String role) {
        return asStaff(role).header("If-Match", '"' + version + '"');
    }
}
