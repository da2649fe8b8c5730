package dev.omnipoints.gateway.admin;

import static dev.omnipoints.gateway.MemberToken.MEMBER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.omnipoints.contracts.loyalty.v1.AdjustRequest;
import dev.omnipoints.contracts.loyalty.v1.ConfirmRequest;
import dev.omnipoints.contracts.loyalty.v1.ConfirmResponse;
import dev.omnipoints.contracts.loyalty.v1.TransferRequest;
import dev.omnipoints.contracts.loyalty.v1.TransferResponse;
import dev.omnipoints.contracts.profile.v1.ResolveResponse;
import dev.omnipoints.contracts.type.v1.Problem;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.gateway.Credential;
import dev.omnipoints.gateway.GatewayTest;
import dev.omnipoints.gateway.Told;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class PointsResourceTest extends GatewayTest {
    private static final String OTHER = "0192f0c1-2345-7abc-8def-0123456789ac";
    private static final String ADJUSTMENTS = "/v1/admin/members/" + MEMBER + "/adjustments";
    private static final String EARN = "earn_AZLwwSNFerz97wEjRWeJqwAAAAAAAAAB";
    private static final String CONFIRM = "/v1/admin/operations/" + EARN + "/confirm";
    private static final String TRANSFERS = "/v1/admin/transfers";
    private static final String TRANSFER = "{\"from\": \"" + MEMBER + "\", \"to\": \"" + OTHER + "\", \"points\": 70}";
    private static final String BALANCE = "{\"memberId\":\"" + MEMBER + "\",\"pending\":0,\"available\":50,\"held\":0,"
            + "\"owed\":0,\"seq\":2,\"asOf\":\"2026-11-21T10:15:00Z\"}";

    @ParameterizedTest
    @ValueSource(strings = {"care", "admin"})
    void careAndAdminGivePointsWithTheirLastDay(String role) {
        peers.resolve = request -> Told.known();
        peers.adjust = request -> Corrections.adjusted("adjust_1", 50, false);
        String key = UUID.randomUUID().toString();

        String body = asStaff(role)
                .header("Idempotency-Key", key)
                .body("{\"points\": 50, \"reason\": \"GOODWILL\", \"expiresOn\": \"2026-12-31\"}")
                .post(ADJUSTMENTS)
                .then()
                .statusCode(201)
                .header("Idempotent-Replayed", equalTo(null))
                .extract()
                .asString();

        assertThat(body).isEqualTo("{\"operationId\":\"adjust_1\",\"points\":50,\"balance\":" + BALANCE + "}");
        assertThat(peers.only(AdjustRequest.class))
                .isEqualTo(AdjustRequest.newBuilder()
                        .setIdempotencyKey(key)
                        .setMember(Told.context())
                        .setPoints(50)
                        .setReason("GOODWILL")
                        .setExpiresOn("2026-12-31")
                        .build());
    }

    @Test
    void pointsAreTakenTooAndAReplayIsSaid() {
        peers.resolve = request -> Told.known();
        peers.adjust = request -> Corrections.adjusted("adjust_2", -50, true);

        adjust("{\"points\": -1000000000000, \"reason\": \"MISTAKE\"}")
                .statusCode(201)
                .header("Idempotent-Replayed", "true")
                .body("points", equalTo(-50));

        assertThat(peers.only(AdjustRequest.class).getPoints()).isEqualTo(-1_000_000_000_000L);
        assertThat(peers.only(AdjustRequest.class).getExpiresOn()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"points\": 0, \"reason\": \"X\"} | POINTS_OUT_OF_RANGE | points",
                "{\"points\": 1000000000001, \"reason\": \"X\"} | POINTS_OUT_OF_RANGE | points",
                "{\"points\": -1000000000001, \"reason\": \"X\"} | POINTS_OUT_OF_RANGE | points",
                "{\"points\": 99999999999999999999999999999999, \"reason\": \"X\"} | POINTS_OUT_OF_RANGE | points",
                "{\"points\": 1.0, \"reason\": \"X\"} | FIELD_INVALID | points",
                "{\"points\": 1e3, \"reason\": \"X\"} | FIELD_INVALID | points",
                "{\"points\": \"1\", \"reason\": \"X\"} | FIELD_INVALID | points",
                "{\"points\": null, \"reason\": \"X\"} | FIELD_INVALID | points",
                "{\"reason\": \"X\"} | FIELD_INVALID | points",
                "{\"points\": 1} | FIELD_INVALID | reason",
                "{\"points\": 1, \"reason\": \"\"} | FIELD_INVALID | reason",
                "{\"points\": 1, \"reason\": \"a b\"} | FIELD_INVALID | reason",
                "{\"points\": 1, \"reason\": 5} | FIELD_INVALID | reason",
                "{\"points\": 1, \"reason\": \"X\", \"expiresOn\": \"2026-02-30\"} | FIELD_INVALID | expiresOn",
                "{\"points\": 1, \"reason\": \"X\", \"expiresOn\": 20261231} | FIELD_INVALID | expiresOn",
                "{\"points\": -1, \"reason\": \"X\", \"expiresOn\": \"2026-12-31\"} | FIELD_INVALID | expiresOn",
                "{\"points\": 1, \"reason\": \"X\", \"why\": \"\"} | FIELD_INVALID | why"
            })
    void anAdjustmentThatIsNotAsItMustBeIsTold(String body, String reason, String field) {
        adjust(body)
                .statusCode(400)
                .contentType("application/problem+json")
                .body("reason", equalTo(reason))
                .body("field", equalTo(field));
        assertThat(peers.received()).isEmpty();
    }

    @Test
    void aMemberWhomNobodyVouchesForIsUnknown() {
        peers.resolve = request -> ResolveResponse.getDefaultInstance();

        adjust("{\"points\": 1, \"reason\": \"X\"}").statusCode(404).body("reason", equalTo("MEMBER_UNKNOWN"));
        asStaff("care")
                .header("Idempotency-Key", "k")
                .body("{\"points\": 1, \"reason\": \"X\"}")
                .post("/v1/admin/members/2990000000019/adjustments")
                .then()
                .statusCode(404)
                .body("reason", equalTo("MEMBER_UNKNOWN"));
    }

    @Test
    void whatTheLedgerRefusesIsToldWithTheBalance() {
        peers.resolve = request -> Told.known();
        peers.adjust = request -> {
            throw Told.refusal(Problem.newBuilder()
                    .setReason(Reason.REASON_INSUFFICIENT_POINTS)
                    .setBalance(Told.balance(50, 2))
                    .setRequired(80)
                    .build());
        };

        adjust("{\"points\": -80, \"reason\": \"X\"}")
                .statusCode(409)
                .body("reason", equalTo("INSUFFICIENT_POINTS"))
                .body("required", equalTo(80))
                .body("balance.available", equalTo(50));
    }

    @Test
    void anEarnIsConfirmedByItsId() {
        peers.confirm = request -> ConfirmResponse.newBuilder()
                .setOperation(Corrections.operation("confirm_1", 50))
                .build();

        String body = asStaff("care")
                .header("Idempotency-Key", "k1")
                .post(CONFIRM)
                .then()
                .statusCode(200)
                .extract()
                .asString();

        assertThat(body).isEqualTo("{\"operationId\":\"confirm_1\",\"points\":50,\"balance\":" + BALANCE + "}");
        assertThat(peers.only(ConfirmRequest.class).getOperationId()).isEqualTo(EARN);
        assertThat(peers.only(ConfirmRequest.class).getIdempotencyKey()).isEqualTo("k1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"earn", "2990000000019", "EARN_x", "earn_a.b", "earn_%C3%A9"})
    void whatIsNoOperationsIdIsUnknown(String id) {
        asStaff("care")
                .header("Idempotency-Key", "k")
                .post("/v1/admin/operations/" + id + "/confirm")
                .then()
                .statusCode(404)
                .body("reason", equalTo("OPERATION_UNKNOWN"));
        assertThat(peers.received()).isEmpty();
    }

    @Test
    void aConfirmationSaysAllInItsPath() {
        post(CONFIRM, "{\"points\": 5}").statusCode(400).body("field", equalTo("points"));
        assertThat(peers.received()).isEmpty();
    }

    @Test
    void pointsGoFromOneMemberToAnother() {
        peers.resolve = request -> ResolveResponse.newBuilder()
                .setContext(Told.context().toBuilder().setMemberId(request.getMemberId()))
                .build();
        peers.transfer = request -> TransferResponse.newBuilder()
                .setOperation(Corrections.operation("transfer_1", 50))
                .build();

        String body = asStaff("admin")
                .header("Idempotency-Key", "k2")
                .body(TRANSFER)
                .post(TRANSFERS)
                .then()
                .statusCode(201)
                .extract()
                .asString();

        assertThat(body).isEqualTo("{\"operationId\":\"transfer_1\",\"points\":50,\"balance\":" + BALANCE + "}");
        TransferRequest asked = peers.only(TransferRequest.class);
        assertThat(asked.getFrom().getMemberId()).isEqualTo(MEMBER);
        assertThat(asked.getTo().getMemberId()).isEqualTo(OTHER);
        assertThat(asked.getPoints()).isEqualTo(70);
    }

    @Test
    void aTransferNamesWhichMemberIsUnknown() {
        peers.resolve =
                request -> request.getMemberId().equals(MEMBER) ? Told.known() : ResolveResponse.getDefaultInstance();

        post(TRANSFERS, TRANSFER)
                .statusCode(404)
                .body("reason", equalTo("MEMBER_UNKNOWN"))
                .body("field", equalTo("to"));
    }

    @Test
    void aTransferThatIsNotAsItMustBeIsTold() {
        post(TRANSFERS, TRANSFER.replace(OTHER, MEMBER)).statusCode(400).body("field", equalTo("to"));
        post(TRANSFERS, TRANSFER.replace(OTHER, "x")).statusCode(400).body("field", equalTo("to"));
        post(TRANSFERS, TRANSFER.replace("from", "sender")).statusCode(400).body("field", equalTo("sender"));
        post(TRANSFERS, TRANSFER.replace("70", "-70")).statusCode(400).body("reason", equalTo("POINTS_OUT_OF_RANGE"));
        assertThat(peers.received()).isEmpty();
    }

    @Test
    void withoutAKeyNothingIsDone() {
        Map<String, String> bodies =
                Map.of(ADJUSTMENTS, "{\"points\": 1, \"reason\": \"X\"}", CONFIRM, "{}", TRANSFERS, TRANSFER);
        for (String path : bodies.keySet()) {
            asStaff("admin")
                    .body(bodies.get(path))
                    .post(path)
                    .then()
                    .statusCode(400)
                    .body("reason", equalTo("IDEMPOTENCY_KEY_MISSING"));
        }
        assertThat(peers.received()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"viewer", "marketing", "finance"})
    void otherRolesMoveNoPoints(String role) {
        for (String path : List.of(ADJUSTMENTS, CONFIRM, TRANSFERS)) {
            asStaff(role)
                    .header("Idempotency-Key", "k")
                    .body("{}")
                    .post(path)
                    .then()
                    .statusCode(403)
                    .body("reason", equalTo("NOT_GRANTED"));
        }
        assertThat(peers.received()).isEmpty();
    }

    @Test
    void keysAndMembersMoveNoPoints() {
        for (String path : List.of(ADJUSTMENTS, CONFIRM, TRANSFERS)) {
            as(Credential.SHOP).body("{}").post(path).then().statusCode(403).body("reason", equalTo("NOT_GRANTED"));
            asMember()
                    .contentType("application/json")
                    .body("{}")
                    .post(path)
                    .then()
                    .statusCode(403)
                    .body("reason", equalTo("NOT_GRANTED"));
        }
        assertThat(peers.received()).isEmpty();
    }

    private ValidatableResponse adjust(String body) {
        return post(ADJUSTMENTS, body);
    }

    private ValidatableResponse post(String path, String body) {
        return asStaff("care")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .body(body)
                .post(path)
                .then();
    }
}
