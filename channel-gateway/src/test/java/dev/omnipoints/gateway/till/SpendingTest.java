package dev.omnipoints.gateway.till;

import static dev.omnipoints.gateway.MemberToken.MEMBER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.omnipoints.contracts.loyalty.v1.HoldRequest;
import dev.omnipoints.contracts.loyalty.v1.HoldResponse;
import dev.omnipoints.contracts.loyalty.v1.Possession;
import dev.omnipoints.contracts.loyalty.v1.RedeemRequest;
import dev.omnipoints.contracts.loyalty.v1.RedeemResponse;
import dev.omnipoints.contracts.profile.v1.ResolveRequest;
import dev.omnipoints.contracts.profile.v1.ResolveResponse;
import dev.omnipoints.contracts.type.v1.Channel;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.gateway.Credential;
import dev.omnipoints.gateway.GatewayTest;
import dev.omnipoints.gateway.Told;
import dev.omnipoints.gateway.access.ApiClient;
import dev.omnipoints.gateway.access.EndedProof;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class SpendingTest extends GatewayTest {
    private static final String OTHER = "0192f0c1-9999-7abc-8def-0123456789ab";
    private static final ApiClient TILL = new ApiClient(
            "demo", "till-par-012-t3", Channel.CHANNEL_STORE, Set.of("PAR-012"), Optional.of("T3"), Set.of());

    @ConfigProperty(name = "omnipoints.proof.key")
    String proofKey;

    @BeforeEach
    void everyoneIsKnownAndMayHold() {
        peers.resolve = request -> Told.known();
        peers.balance = request -> Told.read(600, 3);
        peers.hold =
                request -> HoldResponse.newBuilder().setOperation(Held.held()).build();
        peers.redeem = request ->
                RedeemResponse.newBuilder().setOperation(Held.redeemed()).build();
    }

    @ParameterizedTest
    @CsvSource({"CARD, POSSESSION_CARD", "APP_CODE, POSSESSION_APP_CODE"})
    void theProofOfALookupSaysWhatWasShown(String type, Possession possession) {
        String proof = lookup(Credential.TILL, type).then().extract().path("proof");

        hold(as(Credential.TILL), named(MEMBER, proof)).then().statusCode(201);

        assertThat(proof).matches("[A-Za-z0-9_-]{56}");
        assertThat(peers.only(HoldRequest.class).getPossession()).isEqualTo(possession);
    }

    @Test
    void aProofServesARedemptionToo() {
        String proof = lookup(Credential.TILL, "CARD").then().extract().path("proof");

        as(Credential.TILL)
                .header("Idempotency-Key", "k")
                .body(named(MEMBER, proof))
                .post("/v1/redemptions")
                .then()
                .statusCode(201);

        assertThat(peers.only(RedeemRequest.class).getPossession()).isEqualTo(Possession.POSSESSION_CARD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PHONE", "EMAIL", "EXTERNAL"})
    void whatManyMayKnowIsNoProof(String type) {
        lookup(Credential.TILL, type).then().statusCode(200).body("proof", nullValue());
    }

    @Test
    void aLookupByMemberIdIsNoProof() {
        as(Credential.TILL)
                .body("{\"memberId\": \"" + MEMBER + "\"}")
                .post("/v1/members/lookup")
                .then()
                .statusCode(200)
                .body("proof", nullValue());
    }

    @Test
    void aProofOfAnotherClientIsNotGranted() {
        String proof = lookup(Credential.UPLOAD, "CARD").then().extract().path("proof");

        denied(hold(as(Credential.TILL), named(MEMBER, proof)), "proof");
        denied(hold(as(Credential.SHOP), named(MEMBER, proof)), "proof");
    }

    @Test
    void aProofOfAnotherMemberIsNotGranted() {
        String proof = lookup(Credential.TILL, "CARD").then().extract().path("proof");

        denied(hold(as(Credential.TILL), named(OTHER, proof)), "proof");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "AAAA", "!", "0192f0c1-2345-7abc-8def-0123456789ab"})
    void whatIsNoProofIsNotGranted(String proof) {
        denied(hold(as(Credential.TILL), named(MEMBER, proof)), "proof");
    }

    @Test
    void aProofThatEndedCountsForNothingAndIsNamed() {
        String ended = EndedProof.of(proofKey, MEMBER, TILL);
        peers.hold = request -> {
            assertThat(request.getPossession()).isEqualTo(Possession.POSSESSION_UNSPECIFIED);
            throw Told.refusal(Reason.REASON_NOT_GRANTED, "");
        };

        Response answer = hold(as(Credential.TILL), named(MEMBER, ended));

        answer.then()
                .statusCode(403)
                .body("reason", equalTo("NOT_GRANTED"))
                .body("field", equalTo("proof"))
                .body("detail", equalTo("The proof is older than ten minutes; look the member up again."));
    }

    /** A copy sent late must not be told otherwise than the first: the key is compared before all else. */
    @Test
    void aRequestThatIsSentAgainAfterItsProofEndedGetsItsFirstAnswer() {
        peers.hold = request -> HoldResponse.newBuilder()
                .setOperation(Held.held())
                .setReplayed(true)
                .build();

        hold(as(Credential.TILL), named(MEMBER, EndedProof.of(proofKey, MEMBER, TILL)))
                .then()
                .statusCode(201)
                .header("Idempotent-Replayed", "true");
    }

    @Test
    void aMemberIdAloneShowsNothing() {
        hold(as(Credential.TILL), "{\"memberId\": \"" + MEMBER + "\", \"points\": 500}");

        assertThat(peers.only(HoldRequest.class).getPossession()).isEqualTo(Possession.POSSESSION_UNSPECIFIED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"memberId\": \"" + MEMBER + "\", \"points\": 500}",
                "{\"identity\": {\"type\": \"EMAIL\", \"value\": \"a@example.org\"}, \"points\": 500}"
            })
    void aShopThatLogsItsMembersInAssertsThem(String body) {
        hold(as(Credential.SHOP), body).then().statusCode(201);

        assertThat(peers.only(HoldRequest.class).getPossession()).isEqualTo(Possession.POSSESSION_ASSERTED);
    }

    @ParameterizedTest
    @CsvSource({
        "CARD, POSSESSION_CARD",
        "PHONE, POSSESSION_PHONE",
        "EMAIL, POSSESSION_EMAIL",
        "EXTERNAL, POSSESSION_EXTERNAL"
    })
    void anIdentityIsWhatWasShown(String type, Possession possession) {
        hold(as(Credential.TILL), "{\"identity\": {\"type\": \"" + type + "\", \"value\": \"1\"}, \"points\": 500}");

        assertThat(peers.only(HoldRequest.class).getPossession()).isEqualTo(possession);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"points\": 500}", "{\"memberId\": \"" + MEMBER + "\", \"points\": 500}"})
    void aMembersOwnTokenSpendsForThatMember(String body) {
        hold(asMember().contentType(ContentType.JSON), body).then().statusCode(201);
        asMember()
                .contentType(ContentType.JSON)
                .header("Idempotency-Key", "k")
                .body(body)
                .post("/v1/redemptions")
                .then()
                .statusCode(201);

        assertThat(peers.only(HoldRequest.class).getPossession()).isEqualTo(Possession.POSSESSION_TOKEN);
        assertThat(peers.only(RedeemRequest.class).getPossession()).isEqualTo(Possession.POSSESSION_TOKEN);
        assertThat(peers.received().stream()
                        .map(received -> received.request())
                        .filter(ResolveRequest.class::isInstance)
                        .map(request -> ((ResolveRequest) request).getMemberId()))
                .containsExactly(MEMBER, MEMBER);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'{\"memberId\": \"" + OTHER + "\", \"points\": 500}'                               | memberId",
                "'{\"identity\": {\"type\": \"CARD\", \"value\": \"1\"}, \"points\": 500}'          | identity"
            })
    void aMembersOwnTokenSpendsForNoOneElse(String body, String field) {
        denied(hold(asMember().contentType(ContentType.JSON), body), field);
    }

    @Test
    void aMembersOwnTokenIsOfNoStoreAndNeedsNoProof() {
        hold(
                        asMember().contentType(ContentType.JSON),
                        "{\"points\": 5, \"receipt\": {\"store\": \"S\", \"terminal\": \"T\", \"number\": \"1\"}}")
                .then()
                .statusCode(403)
                .body("reason", equalTo("STORE_NOT_GRANTED"))
                .body("field", equalTo("receipt.store"));
        hold(asMember().contentType(ContentType.JSON), "{\"points\": 5, \"proof\": \"abc\"}")
                .then()
                .statusCode(400)
                .body("reason", equalTo("FIELD_INVALID"))
                .body("field", equalTo("proof"));
        assertThat(peers.received()).isEmpty();
    }

    @Test
    void aMemberWhoIsGoneIsUnknown() {
        peers.resolve = request -> ResolveResponse.getDefaultInstance();

        hold(asMember().contentType(ContentType.JSON), "{\"points\": 5}")
                .then()
                .statusCode(404)
                .body("reason", equalTo("MEMBER_UNKNOWN"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/holds/hold_1/capture",
                "/v1/holds/hold_1/void",
                "/v1/redemptions/redeem_1/reverse",
                "/v1/operations/lookup"
            })
    void whatElseSellingChannelsDoIsNotAMembers(String path) {
        asMember()
                .contentType(ContentType.JSON)
                .header("Idempotency-Key", "k")
                .body("{}")
                .post(path)
                .then()
                .statusCode(403)
                .body("reason", equalTo("NOT_GRANTED"));
        asMember().get("/v1/holds/hold_1").then().statusCode(403).body("reason", equalTo("NOT_GRANTED"));
        assertThat(peers.received()).isEmpty();
    }

    @Test
    void withoutACredentialNothingIsHeld() {
        io.restassured.RestAssured.given()
                .contentType(ContentType.JSON)
                .header("Idempotency-Key", "k")
                .body("{\"points\": 5}")
                .post("/v1/holds")
                .then()
                .statusCode(401)
                .body("reason", equalTo("UNAUTHENTICATED"));
    }

    private void denied(Response answer, String field) {
        answer.then()
                .statusCode(403)
                .contentType("application/problem+json")
                .body("reason", equalTo("NOT_GRANTED"))
                .body("field", equalTo(field));
        assertThat(peers.received()).noneMatch(received -> received.request() instanceof HoldRequest);
    }

    private static String named(String memberId, String proof) {
        return "{\"memberId\": \"" + memberId + "\", \"proof\": \"" + proof + "\", \"points\": 500}";
    }

    private static Response lookup(String key, String type) {
        return as(key).body("{\"identity\": {\"type\": \"" + type + "\", \"value\": \"1\"}}")
                .post("/v1/members/lookup");
    }

    private static Response hold(RequestSpecification as, String body) {
        return as.header("Idempotency-Key", "k").body(body).post("/v1/holds");
    }
}
