package dev.omnipoints.gateway.till;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.gateway.Credential;
import dev.omnipoints.gateway.GatewayTest;
import dev.omnipoints.gateway.Told;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class BadHoldTest extends GatewayTest {
    private static final String WHO = "\"identity\": {\"type\": \"CARD\", \"value\": \"2990000000019\"}";

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "-0", "1000000000001", "9223372036854775808", "-99999999999999999999999"})
    void wholePointsThatNoCommandCanHaveAreOutOfRange(String points) {
        for (String path : new String[] {"/v1/holds", "/v1/redemptions"}) {
            refused(path, "{" + WHO + ", \"points\": " + points + "}", "POINTS_OUT_OF_RANGE", "points");
        }
        refused("/v1/holds/hold_1/capture", "{\"points\": " + points + "}", "POINTS_OUT_OF_RANGE", "points");
        refused("/v1/redemptions/redeem_1/reverse", "{\"points\": " + points + "}", "POINTS_OUT_OF_RANGE", "points");
    }

    @Test
    void pointsOfManyThousandDigitsAreOutOfRange() {
        refused("/v1/holds", "{" + WHO + ", \"points\": " + "9".repeat(100_000) + "}", "POINTS_OUT_OF_RANGE", "points");
    }

    @ParameterizedTest
    @ValueSource(strings = {"5.0", "0.5", "1e3", "1E3", "-1e99999", "\"5\"", "true", "null", "[5]", "{}"})
    void whatIsNoWholeNumberIsFieldInvalid(String points) {
        for (String path : new String[] {"/v1/holds", "/v1/redemptions"}) {
            refused(path, "{" + WHO + ", \"points\": " + points + "}", "FIELD_INVALID", "points");
        }
        refused("/v1/holds/hold_1/capture", "{\"points\": " + points + "}", "FIELD_INVALID", "points");
        refused("/v1/redemptions/redeem_1/reverse", "{\"points\": " + points + "}", "FIELD_INVALID", "points");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"point\": 5                                                       | point",
                "\"points\": 5, \"channel\": \"WEB\"                                | channel",
                "\"points\": 5, \"points\": 6                                       | points",
                "\"upTo\": true                                                     | points",
                "\"points\": 5, \"money\": {\"amount\": 5, \"currency\": \"EUR\"}   | money",
                "\"money\": 5                                                       | money",
                "\"money\": {\"amount\": 5}                                         | money.currency",
                "\"money\": {\"currency\": \"EUR\"}                                 | money.amount",
                "\"money\": {\"amount\": 0, \"currency\": \"EUR\"}                  | money.amount",
                "\"money\": {\"amount\": 5.5, \"currency\": \"EUR\"}                | money.amount",
                "\"money\": {\"amount\": 5, \"currency\": \"euro\"}                 | money.currency",
                "\"points\": 5, \"upTo\": \"true\"                                  | upTo",
                "\"points\": 5, \"upTo\": 1                                         | upTo",
                "\"points\": 5, \"total\": 0                                        | total",
                "\"points\": 5, \"total\": 1e2                                      | total",
                "\"points\": 5, \"ttlSeconds\": 0                                   | ttlSeconds",
                "\"points\": 5, \"ttlSeconds\": 604801                              | ttlSeconds",
                "\"points\": 5, \"ttlSeconds\": 99999999999                         | ttlSeconds",
                "\"points\": 5, \"ttlSeconds\": \"60\"                              | ttlSeconds",
                "\"points\": 5, \"receipt\": {\"store\": \"PAR-012\"}               | receipt.number",
                "\"points\": 5, \"memberId\": \"42\"                                | memberId",
                "\"points\": 5, \"memberId\": \"0192f0c1-2345-7abc-8def-0123456789ab\" | memberId",
                "\"points\": 5, \"proof\": \"\"                                     | proof",
                "\"points\": 5, \"proof\": \"abc\"                                  | proof"
            })
    void aFieldOfAHoldThatIsNotAsItMustBeIsNamed(String fields, String field) {
        refused("/v1/holds", "{" + WHO + ", " + fields + "}", "FIELD_INVALID", field);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'{\"points\": 5}'                                                            | identity",
                "'{\"points\": 5, \"identity\": {\"type\": \"CARD\"}}'                        | identity.value",
                "'{\"points\": 5, \"identity\": {\"type\": \"APP_CODE\", \"value\": \"1\"}}'  | identity.type",
                "'{\"points\": 5, \"identity\": {\"type\": \"FACE\", \"value\": \"1\"}}'      | identity.type"
            })
    void whoseTheyAreMustBeSaid(String body, String field) {
        refused("/v1/holds", body, "FIELD_INVALID", field);
        refused("/v1/redemptions", body, "FIELD_INVALID", field);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"upTo\": true, \"points\": 5                 | upTo",
                "\"identify\": 1                               | identify",
                "\"rewardId\": \"r-1\"                         | rewardId",
                "\"rewardId\": 7, \"points\": 5                | rewardId",
                "\"rewardId\": \"r-1\", \"quantity\": 2        | rewardId",
                "\"points\": 5, \"quantity\": 2                | quantity"
            })
    void aFieldOfARedemptionThatIsNotAsItMustBeIsNamed(String fields, String field) {
        refused("/v1/redemptions", "{" + WHO + ", " + fields + "}", "FIELD_INVALID", field);
    }

    @Test
    void aRedemptionWithoutPointsLacksThem() {
        refused("/v1/redemptions", "{" + WHO + "}", "FIELD_INVALID", "points");
    }

    @Test
    void thatRewardsAreNotRedeemedYetIsSaid() {
        send("/v1/redemptions", "{" + WHO + ", \"rewardId\": \"r-1\"}")
                .then()
                .body("detail", equalTo("Rewards cannot be redeemed yet; send points."));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1/holds/hold_1/void                | '{\"points\": 5}'  | points",
                "/v1/holds/hold_1/capture             | '{\"point\": 5}'   | point",
                "/v1/redemptions/redeem_1/reverse     | '{\"reason\": 5}'  | reason"
            })
    void aFieldThatAnEndDoesNotHaveIsNamed(String path, String body, String field) {
        refused(path, body, "FIELD_INVALID", field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "x", "null", " "})
    void whatIsNoJsonObjectIsMalformed(String body) {
        for (String path : new String[] {"/v1/holds", "/v1/holds/hold_1/capture", "/v1/holds/hold_1/void"}) {
            send(path, body).then().statusCode(400).body("reason", equalTo("MALFORMED_REQUEST"));
        }
        assertThat(peers.received()).isEmpty();
    }

    @Test
    void aHoldNeedsItsBody() {
        send("/v1/holds", "").then().statusCode(400).body("reason", equalTo("MALFORMED_REQUEST"));
    }

    @Test
    void everyCommandNeedsItsKey() {
        for (String path :
                new String[] {"/v1/holds/hold_1/capture", "/v1/holds/hold_1/void", "/v1/redemptions/redeem_1/reverse"
                }) {
            as(Credential.TILL)
                    .body("{}")
                    .post(path)
                    .then()
                    .statusCode(400)
                    .body("reason", equalTo("IDEMPOTENCY_KEY_MISSING"));
        }
        for (String path : new String[] {"/v1/holds", "/v1/redemptions"}) {
            as(Credential.TILL)
                    .body("{" + WHO + ", \"points\": 5}")
                    .post(path)
                    .then()
                    .statusCode(400)
                    .body("reason", equalTo("IDEMPOTENCY_KEY_MISSING"));
        }
        assertThat(peers.received()).isEmpty();
    }

    @Test
    void anIdThatNamesNoHoldIsHoldUnknown() {
        peers.capture = request -> {
            throw Told.refusal(Reason.REASON_HOLD_UNKNOWN, "");
        };
        peers.heldNow = request -> {
            throw Told.refusal(Reason.REASON_HOLD_UNKNOWN, "");
        };

        for (String id : new String[] {"hold_x", "redeem_1", "0", "..%2f", "%20", "h%C3%A9", "x".repeat(2000)}) {
            as(Credential.TILL)
                    .urlEncodingEnabled(false)
                    .header("Idempotency-Key", "k")
                    .body("{}")
                    .post("/v1/holds/" + id + "/capture")
                    .then()
                    .statusCode(404)
                    .body("reason", equalTo("HOLD_UNKNOWN"));
            as(Credential.TILL)
                    .urlEncodingEnabled(false)
                    .get("/v1/holds/" + id)
                    .then()
                    .statusCode(404)
                    .body("reason", equalTo("HOLD_UNKNOWN"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "earn_1", "hold_1", "reverse_1", "transfer_1", "%20", "redeem_%20", "REDEEM_1"})
    void anIdThatIsNoRedemptionsIsOperationUnknown(String id) {
        as(Credential.TILL)
                .urlEncodingEnabled(false)
                .header("Idempotency-Key", "k")
                .body("{}")
                .post("/v1/redemptions/" + id + "/reverse")
                .then()
                .statusCode(404)
                .body("reason", equalTo("OPERATION_UNKNOWN"));
        assertThat(peers.received()).isEmpty();
    }

    @Test
    void aHoldIsReadWithoutParameters() {
        as(Credential.TILL)
                .get("/v1/holds/hold_1?x=1")
                .then()
                .statusCode(400)
                .body("reason", equalTo("FIELD_INVALID"))
                .body("field", equalTo("x"));
    }

    private void refused(String path, String body, String reason, String field) {
        send(path, body)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("reason", equalTo(reason))
                .body("field", equalTo(field));
        assertThat(peers.received()).isEmpty();
    }

    private static Response send(String path, String body) {
        return as(Credential.TILL).header("Idempotency-Key", "k").body(body).post(path);
    }
}
