package dev.omnipoints.gateway.till;

import static dev.omnipoints.gateway.MemberToken.MEMBER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.omnipoints.contracts.loyalty.v1.CaptureRequest;
import dev.omnipoints.contracts.loyalty.v1.CaptureResponse;
import dev.omnipoints.contracts.loyalty.v1.GetHoldRequest;
import dev.omnipoints.contracts.loyalty.v1.GetHoldResponse;
import dev.omnipoints.contracts.loyalty.v1.HoldState;
import dev.omnipoints.contracts.loyalty.v1.VoidRequest;
import dev.omnipoints.contracts.loyalty.v1.VoidResponse;
import dev.omnipoints.contracts.type.v1.Problem;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.gateway.Credential;
import dev.omnipoints.gateway.GatewayTest;
import dev.omnipoints.gateway.Told;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class HoldEndTest extends GatewayTest {

    @Test
    void aCaptureOfAPartTellsTheRedemption() {
        peers.capture = request ->
                CaptureResponse.newBuilder().setOperation(Held.captured()).build();

        ValidatableResponse answer = end("capture", "{\"points\": 300}").then();

        answer.statusCode(200).header("Idempotent-Replayed", nullValue());
        assertThat(answer.extract().asString()).isEqualTo(Held.CAPTURED);
        CaptureRequest sent = peers.only(CaptureRequest.class);
        assertThat(sent.getHoldId()).isEqualTo(Held.HOLD);
        assertThat(sent.getPoints()).isEqualTo(300);
        assertThat(sent.getIdempotencyKey()).isEqualTo("e-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}"})
    void aCaptureWithoutPointsIsOfAllOfIt(String body) {
        peers.capture = request ->
                CaptureResponse.newBuilder().setOperation(Held.captured()).build();

        end("capture", body).then().statusCode(200);

        assertThat(peers.only(CaptureRequest.class).hasPoints()).isFalse();
    }

    @Test
    void aVoidTellsWhatWasReleased() {
        peers.release =
                request -> VoidResponse.newBuilder().setOperation(Held.voided()).build();

        ValidatableResponse answer = end("void", "").then();

        answer.statusCode(200).header("Idempotent-Replayed", nullValue());
        assertThat(answer.extract().asString()).isEqualTo(Held.VOIDED);
        assertThat(peers.only(VoidRequest.class))
                .isEqualTo(VoidRequest.newBuilder()
                        .setIdempotencyKey("e-1")
                        .setHoldId(Held.HOLD)
                        .build());
    }

    @Test
    void theSameEndUnderWhateverKeyIsTheFirstAnswer() {
        peers.capture = request -> CaptureResponse.newBuilder()
                .setOperation(Held.captured())
                .setEndReplayed(true)
                .build();
        peers.release = request -> VoidResponse.newBuilder()
                .setOperation(Held.voided())
                .setReplayed(true)
                .build();

        assertThat(end("capture", "{\"points\": 300}")
                        .then()
                        .statusCode(200)
                        .header("Idempotent-Replayed", "true")
                        .extract()
                        .asString())
                .isEqualTo(Held.CAPTURED);
        assertThat(end("void", "{}")
                        .then()
                        .statusCode(200)
                        .header("Idempotent-Replayed", "true")
                        .extract()
                        .asString())
                .isEqualTo(Held.VOIDED);
    }

    @ParameterizedTest
    @EnumSource(
            value = Reason.class,
            names = {
                "REASON_HOLD_ALREADY_CAPTURED",
                "REASON_HOLD_ALREADY_VOIDED",
                "REASON_HOLD_EXPIRED",
                "REASON_CAPTURE_EXCEEDS_HOLD"
            })
    void aHoldThatCannotEndSoSaysWhy(Reason reason) {
        peers.capture = request -> {
            throw Told.refusal(Problem.newBuilder()
                    .setReason(reason)
                    .setBalance(Told.balance(120, 7))
                    .setRequired(500)
                    .build());
        };

        end("capture", "{\"points\": 500}")
                .then()
                .statusCode(409)
                .body("reason", equalTo(reason.name().substring("REASON_".length())))
                .body("required", equalTo(500))
                .body("balance.memberId", equalTo(MEMBER));
    }

    @Test
    void aHoldThatIsSpentIsNotReleased() {
        peers.release = request -> {
            throw Told.refusal(Problem.newBuilder()
                    .setReason(Reason.REASON_HOLD_ALREADY_CAPTURED)
                    .setBalance(Told.balance(120, 7))
                    .build());
        };

        end("void", "")
                .then()
                .statusCode(409)
                .body("reason", equalTo("HOLD_ALREADY_CAPTURED"))
                .body("balance.available", equalTo(120));
    }

    @Test
    void anOpenHoldIsToldAsItStands() {
        peers.heldNow =
                request -> GetHoldResponse.newBuilder().setHold(Held.held()).build();

        assertThat(as(Credential.SHOP)
                        .get("/v1/holds/hold_1")
                        .then()
                        .statusCode(200)
                        .extract()
                        .asString())
                .isEqualTo("{\"holdId\":\"hold_1\",\"state\":\"OPEN\",\"points\":500,"
                        + "\"money\":{\"amount\":500,\"currency\":\"EUR\"},\"expiresAt\":\"2026-11-21T10:30:00Z\"}");
        assertThat(peers.only(GetHoldRequest.class).getHoldId()).isEqualTo("hold_1");
    }

    @Test
    void aCapturedHoldTellsItsRedemption() {
        peers.heldNow = request -> GetHoldResponse.newBuilder()
                .setHold(Held.held().clearMoney().setHoldState(HoldState.HOLD_STATE_CAPTURED))
                .setEnd(Held.captured())
                .build();

        assertThat(as(Credential.SHOP).get("/v1/holds/hold_1").then().extract().asString())
                .isEqualTo("{\"holdId\":\"hold_1\",\"state\":\"CAPTURED\",\"points\":500,"
                        + "\"expiresAt\":\"2026-11-21T10:30:00Z\",\"redemptionId\":\"capture_1\",\"captured\":300}");
    }

    @ParameterizedTest
    @CsvSource({"HOLD_STATE_VOIDED, VOIDED", "HOLD_STATE_EXPIRED, EXPIRED"})
    void aHoldThatEndedOtherwiseHasNoRedemption(HoldState state, String word) {
        peers.heldNow = request -> GetHoldResponse.newBuilder()
                .setHold(Held.held().setHoldState(state))
                .setEnd(Held.voided())
                .build();

        as(Credential.SHOP)
                .get("/v1/holds/hold_1")
                .then()
                .statusCode(200)
                .body("state", equalTo(word))
                .body("redemptionId", nullValue())
                .body("captured", nullValue());
    }

    private static Response end(String how, String body) {
        return as(Credential.SHOP)
                .header("Idempotency-Key", "e-1")
                .body(body)
                .post("/v1/holds/" + Held.HOLD + "/" + how);
    }
}
