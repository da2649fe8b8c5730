package dev.omnipoints.gateway.till;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.omnipoints.contracts.loyalty.v1.HoldRequest;
import dev.omnipoints.contracts.loyalty.v1.HoldResponse;
import dev.omnipoints.contracts.loyalty.v1.Possession;
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

    private static Response hold(String key, String body) {
        return as(key).header("Idempotency-Key", "h-1").body(body).post("/v1/holds");
    }
}
