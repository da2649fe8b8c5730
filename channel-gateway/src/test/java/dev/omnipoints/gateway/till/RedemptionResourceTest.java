package dev.omnipoints.gateway.till;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.omnipoints.contracts.loyalty.v1.Possession;
import dev.omnipoints.contracts.loyalty.v1.RedeemRequest;
import dev.omnipoints.contracts.loyalty.v1.RedeemResponse;
import dev.omnipoints.contracts.loyalty.v1.ReverseRequest;
import dev.omnipoints.contracts.loyalty.v1.ReverseResponse;
import dev.omnipoints.contracts.type.v1.Problem;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.gateway.Credential;
import dev.omnipoints.gateway.GatewayTest;
import dev.omnipoints.gateway.Told;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class RedemptionResourceTest extends GatewayTest {
    private static final String REDEMPTION = """
            {"identity": {"type": "PHONE", "value": "+33612345678"}, "points": 500}
            """;

    @Test
    void pointsAreSpentInOneStep() {
        peers.resolve = request -> Told.known();
        peers.redeem = request ->
                RedeemResponse.newBuilder().setOperation(Held.redeemed()).build();

        ValidatableResponse answer = redeem().then();

        answer.statusCode(201).header("Idempotent-Replayed", nullValue());
        assertThat(answer.extract().asString()).isEqualTo(Held.REDEEMED);
        assertThat(peers.only(RedeemRequest.class))
                .isEqualTo(RedeemRequest.newBuilder()
                        .setIdempotencyKey("r-1")
                        .setMember(Told.context())
                        .setPossession(Possession.POSSESSION_PHONE)
                        .setPoints(500)
                        .build());
    }

    @Test
    void theSameKeyIsAnsweredByTheSameBytesAnd201() {
        peers.resolve = request -> Told.known();
        peers.redeem = request -> RedeemResponse.newBuilder()
                .setOperation(Held.redeemed())
                .setReplayed(true)
                .build();

        ValidatableResponse again = redeem().then();

        again.statusCode(201).header("Idempotent-Replayed", "true");
        assertThat(again.extract().asString()).isEqualTo(Held.REDEEMED);
    }

    @Test
    void whatDoesNotSufficeIsToldWithTheBalance() {
        peers.resolve = request -> Told.known();
        peers.redeem = request -> {
            throw Told.refusal(Problem.newBuilder()
                    .setReason(Reason.REASON_INSUFFICIENT_POINTS)
                    .setBalance(Told.balance(120, 7))
                    .setRequired(500)
                    .build());
        };

        redeem().then()
                .statusCode(409)
                .body("reason", equalTo("INSUFFICIENT_POINTS"))
                .body("required", equalTo(500))
                .body("balance.available", equalTo(120));
    }

    @Test
    void aPartIsGivenBack() {
        peers.reverse = request ->
                ReverseResponse.newBuilder().setOperation(Held.reversed()).build();

        ValidatableResponse answer =
                reverse(Held.REDEMPTION, "{\"points\": 200}").then();

        answer.statusCode(200).header("Idempotent-Replayed", nullValue());
        assertThat(answer.extract().asString()).isEqualTo(Held.REVERSED);
        assertThat(peers.only(ReverseRequest.class))
                .isEqualTo(ReverseRequest.newBuilder()
                        .setIdempotencyKey("v-1")
                        .setOperationId(Held.REDEMPTION)
                        .setPoints(200)
                        .build());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}"})
    void withoutPointsWhatIsLeftIsGivenBackOfACaptureToo(String body) {
        peers.reverse = request -> ReverseResponse.newBuilder()
                .setOperation(Held.reversed().setOriginalId(Held.CAPTURE).setExpired(50))
                .setReplayed(true)
                .build();

        String answer = reverse(Held.CAPTURE, body)
                .then()
                .statusCode(200)
                .header("Idempotent-Replayed", "true")
                .extract()
                .asString();

        assertThat(answer)
                .isEqualTo(
                        "{\"redemptionId\":\"capture_1\",\"points\":200,\"expired\":50," + Held.balance(300, 6) + "}");
        assertThat(peers.only(ReverseRequest.class).hasPoints()).isFalse();
    }

    @Test
    void aReversalNeedsNeitherBodyNorType() throws Exception {
        peers.reverse = request ->
                ReverseResponse.newBuilder().setOperation(Held.reversed()).build();

        HttpRequest bare = HttpRequest.newBuilder(URI.create(
                        "http://127.0.0.1:" + RestAssured.port + "/v1/redemptions/" + Held.REDEMPTION + "/reverse"))
                .header("X-API-Key", Credential.TILL)
                .header("Idempotency-Key", "v-1")
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = http.send(bare, HttpResponse.BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo(Held.REVERSED);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Reason.class,
            names = {"REASON_REVERSAL_EXCEEDS_ORIGINAL", "REASON_NOT_REVERSIBLE", "REASON_MEMBER_CLOSED"})
    void aReversalThatIsRefusedSaysWhy(Reason reason) {
        peers.reverse = request -> {
            throw Told.refusal(Problem.newBuilder()
                    .setReason(reason)
                    .setBalance(Told.balance(120, 7))
                    .setRequired(200)
                    .build());
        };

        reverse(Held.REDEMPTION, "{\"points\": 200}")
                .then()
                .statusCode(409)
                .body("reason", equalTo(reason.name().substring("REASON_".length())))
                .body("required", equalTo(200))
                .body("balance.seq", equalTo(7));
    }

    @Test
    void aRedemptionThatIsNotThereIsOperationUnknown() {
        peers.reverse = request -> {
            throw Told.refusal(Reason.REASON_OPERATION_UNKNOWN, "");
        };

        reverse(Held.REDEMPTION, "").then().statusCode(404).body("reason", equalTo("OPERATION_UNKNOWN"));
    }

    private static Response redeem() {
        return as(Credential.TILL)
                .header("Idempotency-Key", "r-1")
                .body(REDEMPTION)
                .post("/v1/redemptions");
    }

    private static Response reverse(String id, String body) {
        return as(Credential.TILL)
                .header("Idempotency-Key", "v-1")
                .body(body)
                .post("/v1/redemptions/" + id + "/reverse");
    }
}
