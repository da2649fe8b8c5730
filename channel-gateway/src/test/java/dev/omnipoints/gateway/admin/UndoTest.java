package dev.omnipoints.gateway.admin;

import static dev.omnipoints.gateway.MemberToken.MEMBER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.omnipoints.contracts.loyalty.v1.Operation;
import dev.omnipoints.contracts.loyalty.v1.ReverseRequest;
import dev.omnipoints.contracts.loyalty.v1.ReverseResponse;
import dev.omnipoints.contracts.type.v1.Problem;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.gateway.Credential;
import dev.omnipoints.gateway.GatewayTest;
import dev.omnipoints.gateway.Told;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** POST /v1/admin/operations/{operationId}/reverse. */
@QuarkusTest
class UndoTest extends GatewayTest {
    private static final String EARN = "earn_AZLwwSNFerz97wEjRWeJqwAAAAAAAAAB";
    private static final String BALANCE = "{\"memberId\":\"" + MEMBER + "\",\"pending\":0,\"available\":-76,\"held\":0,"
            + "\"owed\":0,\"seq\":5,\"asOf\":\"2026-11-21T10:15:00Z\"}";

    private final String key = UUID.randomUUID().toString();

    @ParameterizedTest
    @ValueSource(strings = {"care", "admin"})
    void careAndAdminTakeAnEarnBackAndWhatIsOwedForItIsTold(String role) {
        peers.reverse = request -> undone(told().setOwedChange(76), false);

        String body = reverse(asStaff(role), EARN, "{\"points\": 107}")
                .statusCode(201)
                .header("Idempotent-Replayed", equalTo(null))
                .extract()
                .asString();

        assertThat(body)
                .isEqualTo("{\"operationId\":\"reverse_1\",\"points\":107,\"owed\":76,\"balance\":" + BALANCE + "}");
        assertThat(peers.only(ReverseRequest.class))
                .isEqualTo(ReverseRequest.newBuilder()
                        .setIdempotencyKey(key)
                        .setOperationId(EARN)
                        .setPoints(107)
                        .build());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}"})
    void withoutPointsAllThatIsLeftIsUndoneAndAReplayIsSaid(String nothing) {
        peers.reverse =
                request -> undone(told().setExpired(30).setOwedChange(-77).setNamedMemberId(MEMBER), true);

        String body = reverse(asStaff("care"), "capture_1", nothing)
                .statusCode(201)
                .header("Idempotent-Replayed", "true")
                .extract()
                .asString();

        assertThat(body)
                .isEqualTo("{\"operationId\":\"reverse_1\",\"points\":107,\"expired\":30,\"owed\":-77,\"balance\":"
                        + BALANCE + ",\"namedMemberId\":\"" + MEMBER + "\"}");
        assertThat(peers.only(ReverseRequest.class))
                .isEqualTo(ReverseRequest.newBuilder()
                        .setIdempotencyKey(key)
                        .setOperationId("capture_1")
                        .build());
    }

    @Test
    void theAuditLogSaysWhoDidIt() {
        String earn = "earn_" + key;
        peers.reverse = request -> undone(told(), false);

        reverse(asStaff("care"), earn, "").statusCode(201);

        asStaff("admin")
                .get("/v1/admin/audit?pageSize=1")
                .then()
                .statusCode(200)
                .body("entries[0].action", equalTo("REVERSE"))
                .body("entries[0].target", equalTo(earn))
                .body("entries[0].subject", equalTo("staff-7"))
                .body("entries[0].outcome", equalTo("DONE"))
                .body("entries[0].operationId", equalTo("reverse_1"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Reason.class,
            names = {
                "REASON_NOT_REVERSIBLE",
                "REASON_REVERSAL_EXCEEDS_ORIGINAL",
                "REASON_RETURN_REFUSED",
                "REASON_MEMBER_CLOSED"
            })
    void whatTheLedgerRefusesIsToldWithTheBalance(Reason reason) {
        peers.reverse = request -> {
            throw Told.refusal(Problem.newBuilder()
                    .setReason(reason)
                    .setBalance(Told.balance(50, 2))
                    .build());
        };

        reverse(asStaff("care"), EARN, "{\"points\": 80}")
                .statusCode(409)
                .body("reason", equalTo(reason.name().substring("REASON_".length())))
                .body("balance.available", equalTo(50));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"points\": 0} | POINTS_OUT_OF_RANGE | points",
                "{\"points\": -1} | POINTS_OUT_OF_RANGE | points",
                "{\"points\": 1000000000001} | POINTS_OUT_OF_RANGE | points",
                "{\"points\": 1.5} | FIELD_INVALID | points",
                "{\"points\": \"1\"} | FIELD_INVALID | points",
                "{\"point\": 1} | FIELD_INVALID | point"
            })
    void aPartThatIsNotAsItMustBeIsTold(String body, String reason, String field) {
        reverse(asStaff("care"), EARN, body)
                .statusCode(400)
                .body("reason", equalTo(reason))
                .body("field", equalTo(field));
        assertThat(peers.received()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"earn", "2990000000019", "EARN_x", "earn_a.b", "earn_%C3%A9"})
    void whatIsNoOperationsIdIsUnknown(String id) {
        reverse(asStaff("care"), id, "").statusCode(404).body("reason", equalTo("OPERATION_UNKNOWN"));
        assertThat(peers.received()).isEmpty();
    }

    @Test
    void withoutAKeyNothingIsDone() {
        asStaff("care")
                .post("/v1/admin/operations/" + EARN + "/reverse")
                .then()
                .statusCode(400)
                .body("reason", equalTo("IDEMPOTENCY_KEY_MISSING"));
        assertThat(peers.received()).isEmpty();
    }

    @Test
    void nobodyElseUndoesAnything() {
        for (String role : new String[] {"viewer", "marketing", "finance"}) {
            reverse(asStaff(role), EARN, "").statusCode(403).body("reason", equalTo("NOT_GRANTED"));
        }
        reverse(as(Credential.SHOP), EARN, "").statusCode(403).body("reason", equalTo("NOT_GRANTED"));
        reverse(asMember().contentType("application/json"), EARN, "")
                .statusCode(403)
                .body("reason", equalTo("NOT_GRANTED"));
        assertThat(peers.received()).isEmpty();
    }

    private ValidatableResponse reverse(RequestSpecification who, String operation, String body) {
        return who.header("Idempotency-Key", key)
                .body(body)
                .post("/v1/admin/operations/" + operation + "/reverse")
                .then();
    }

    private static Operation.Builder told() {
        return Corrections.operation("reverse_1", 107).setBalance(Told.balance(-76, 5));
    }

    private static ReverseResponse undone(Operation.Builder operation, boolean replayed) {
        return ReverseResponse.newBuilder()
                .setOperation(operation)
                .setReplayed(replayed)
                .build();
    }
}
