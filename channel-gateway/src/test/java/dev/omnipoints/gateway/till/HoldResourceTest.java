package dev.omnipoints.gateway.till;

import static dev.omnipoints.gateway.MemberToken.MEMBER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.omnipoints.contracts.loyalty.v1.CaptureRequest;
import dev.omnipoints.contracts.loyalty.v1.CaptureResponse;
import dev.omnipoints.contracts.loyalty.v1.GetHoldRequest;
import dev.omnipoints.contracts.loyalty.v1.GetHoldResponse;
import dev.omnipoints.contracts.loyalty.v1.HoldRequest;
import dev.omnipoints.contracts.loyalty.v1.HoldResponse;
import dev.omnipoints.contracts.loyalty.v1.HoldState;
import dev.omnipoints.contracts.loyalty.v1.Possession;
import dev.omnipoints.contracts.loyalty.v1.VoidRequest;
import dev.omnipoints.contracts.loyalty.v1.VoidResponse;
import dev.omnipoints.contracts.profile.v1.ResolveResponse;
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
class HoldResourceTest extends GatewayTest {
    private static final String HOLD = """
            {"identity": {"type": "CARD", "value": "2990000000019"}, "points": 500}
            """;

    @Test
    void pointsAreReservedByTheCardThatIsShown() {
        peers.resolve = request -> Told.known();
        peers.hold =
                request -> HoldResponse.newBuilder().setOperation(Held.held()).build();

        ValidatableResponse answer = hold(Credential.TILL, HOLD).then();

        answer.statusCode(201).header("Idempotent-Replayed", nullValue());
        assertThat(answer.extract().asString()).isEqualTo(Held.HELD);
        assertThat(peers.only(HoldRequest.class))
                .isEqualTo(HoldRequest.newBuilder()
                        .setIdempotencyKey("h-1")
                        .setMember(Told.context())
                        .setPossession(Possession.POSSESSION_CARD)
                        .setPoints(500)
                        .build());
    }

    @Test
    void allThatAHoldCanSayIsPassedOn() {
        peers.resolve = request -> Told.known();
        peers.hold =
                request -> HoldResponse.newBuilder().setOperation(Held.held()).build();

        hold(Credential.TILL, """
                {"identity": {"type": "CARD", "value": "2990000000019"}, "money": {"amount": 500, "currency": "EUR"},
                 "upTo": true, "total": 4882, "ttlSeconds": 604800,
                 "receipt": {"store": "PAR-012", "terminal": "T3", "number": "000881", "businessDate": "2026-11-21"}}
                """).then().statusCode(201);

        HoldRequest sent = peers.only(HoldRequest.class);
        assertThat(sent.getMoney().getAmount()).isEqualTo(500);
        assertThat(sent.getMoney().getCurrency()).isEqualTo("EUR");
        assertThat(sent.hasPoints()).isFalse();
        assertThat(sent.getUpTo()).isTrue();
        assertThat(sent.getTotal()).isEqualTo(4882);
        assertThat(sent.getTtlSeconds()).isEqualTo(604800);
        assertThat(sent.getReceipt().getNumber()).isEqualTo("000881");
        assertThat(sent.getReceipt().getBusinessDate()).isEqualTo("2026-11-21");
    }

    @Test
    void aHoldWithoutARateHasNoMoney() {
        peers.resolve = request -> Told.known();
        peers.hold = request -> HoldResponse.newBuilder()
                .setOperation(Held.held().clearMoney().setNamedMemberId("0192f0c1-0000-7abc-8def-0123456789ab"))
                .build();

        String body = hold(Credential.TILL, HOLD).then().extract().asString();

        assertThat(body)
                .isEqualTo("{\"holdId\":\"hold_1\",\"points\":500,\"expiresAt\":\"2026-11-21T10:30:00Z\","
                        + Held.balance(100, 4) + ",\"namedMemberId\":\"0192f0c1-0000-7abc-8def-0123456789ab\"}");
    }

    @Test
    void theSameKeyIsAnsweredByTheSameBytesAnd201() {
        peers.resolve = request -> Told.known();
        peers.hold = request -> HoldResponse.newBuilder()
                .setOperation(Held.held())
                .setReplayed(true)
                .build();

        ValidatableResponse again = hold(Credential.TILL, HOLD).then();

        again.statusCode(201).header("Idempotent-Replayed", "true");
        assertThat(again.extract().asString()).isEqualTo(Held.HELD);
    }

    @Test
    void aCardOfNoOneIsMemberUnknown() {
        peers.resolve = request -> ResolveResponse.getDefaultInstance();

        hold(Credential.TILL, HOLD).then().statusCode(404).body("reason", equalTo("MEMBER_UNKNOWN"));
    }

    @ParameterizedTest
    @CsvSource({"LYO-001, T3, receipt.store", "PAR-012, T4, receipt.terminal"})
    void aTillHoldsForItsOwnReceiptsOnly(String store, String terminal, String field) {
        hold(
                        Credential.TILL,
                        HOLD.replace(
                                "\"points\"",
                                "\"receipt\": {\"store\": \"%s\", \"terminal\": \"%s\", \"number\": \"1\"}, \"points\""
                                        .formatted(store, terminal)))
                .then()
                .statusCode(403)
                .body("reason", equalTo("STORE_NOT_GRANTED"))
                .body("field", equalTo(field));
        assertThat(peers.received()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Reason.class,
            names = {
                "REASON_INSUFFICIENT_POINTS",
                "REASON_MEMBER_BLOCKED",
                "REASON_MEMBER_CLOSED",
                "REASON_MEMBER_OWES",
                "REASON_TOO_MANY_HOLDS",
                "REASON_TOO_MANY_LOTS"
            })
    void aRefusalThatIsRecordedTellsTheBalanceAndWhatWasAskedFor(Reason reason) {
        peers.resolve = request -> Told.known();
        peers.hold = request -> {
            throw Told.refusal(Problem.newBuilder()
                    .setReason(reason)
                    .setBalance(Told.balance(120, 7))
                    .setRequired(500)
                    .build());
        };

        hold(Credential.TILL, HOLD)
                .then()
                .statusCode(409)
                .contentType("application/problem+json")
                .body("reason", equalTo(reason.name().substring("REASON_".length())))
                .body("detail", equalTo("what to do"))
                .body("required", equalTo(500))
                .body("balance.available", equalTo(120))
                .body("balance.seq", equalTo(7));
    }

    @ParameterizedTest
    @CsvSource({
        "REASON_NOT_GRANTED, 403",
        "REASON_CURRENCY_NOT_ACCEPTED, 400",
        "REASON_IDEMPOTENCY_KEY_REUSED, 422",
        "REASON_OPERATION_IN_PROGRESS, 409",
        "REASON_RATE_LIMITED, 429",
        "REASON_OVERLOADED, 503"
    })
    void whatLoyaltyRefusesIsTold(Reason reason, int status) {
        peers.resolve = request -> Told.known();
        peers.hold = request -> {
            throw Told.refusal(reason, "points");
        };

        hold(Credential.TILL, HOLD)
                .then()
                .statusCode(status)
                .body("reason", equalTo(reason.name().substring("REASON_".length())))
                .body("field", equalTo("points"));
    }

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

    private static Response hold(String key, String body) {
        return as(key).header("Idempotency-Key", "h-1").body(body).post("/v1/holds");
    }

    private static Response end(String how, String body) {
        return as(Credential.SHOP)
                .header("Idempotency-Key", "e-1")
                .body(body)
                .post("/v1/holds/" + Held.HOLD + "/" + how);
    }
}
