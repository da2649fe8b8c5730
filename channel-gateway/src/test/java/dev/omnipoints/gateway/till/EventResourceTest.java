package dev.omnipoints.gateway.till;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.omnipoints.contracts.loyalty.v1.Award;
import dev.omnipoints.contracts.loyalty.v1.Earned;
import dev.omnipoints.contracts.loyalty.v1.EarnedState;
import dev.omnipoints.contracts.loyalty.v1.EventResult;
import dev.omnipoints.contracts.loyalty.v1.LookupOperationRequest;
import dev.omnipoints.contracts.loyalty.v1.LookupOperationResponse;
import dev.omnipoints.contracts.loyalty.v1.NamedEvent;
import dev.omnipoints.contracts.loyalty.v1.Operation;
import dev.omnipoints.contracts.loyalty.v1.PostEventRequest;
import dev.omnipoints.contracts.loyalty.v1.PostEventResponse;
import dev.omnipoints.contracts.profile.v1.ResolveRequest;
import dev.omnipoints.contracts.profile.v1.ResolveResponse;
import dev.omnipoints.contracts.type.v1.MemberStatus;
import dev.omnipoints.contracts.type.v1.Problem;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.gateway.Credential;
import dev.omnipoints.gateway.GatewayTest;
import dev.omnipoints.gateway.MemberToken;
import dev.omnipoints.gateway.Told;
import dev.omnipoints.gateway.platform.Times;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class EventResourceTest extends GatewayTest {
    private static final String MEMBER = MemberToken.MEMBER;
    private static final String REVIEW = """
            {"source": "https://shop.example/reviews", "id": "r-1", "type": "review", "memberId": "%s",
             "occurredAt": "2026-11-21T10:15:00Z"}
            """.formatted(MEMBER);
    private static final String ANSWER = "{\"source\":\"https://shop.example/reviews\",\"id\":\"r-1\","
            + "\"type\":\"review\",\"memberId\":\"" + MEMBER + "\",\"memberStatus\":\"ACTIVE\","
            + "\"earned\":{\"points\":10,\"state\":\"AVAILABLE\",\"availableAt\":\"2026-11-21T10:15:00Z\","
            + "\"breakdown\":[{\"rule\":\"review\",\"version\":3,\"base\":0,\"points\":10,\"text\":\"A review\"}]},"
            + Held.balance(10, 1) + "}";

    @Test
    void anEventIsToldAndAnsweredWithWhatItEarned() {
        posted(false, false);

        assertThat(send(REVIEW).statusCode(201).extract().asString()).isEqualTo(ANSWER);
        PostEventRequest sent = peers.only(PostEventRequest.class);
        assertThat(sent.getIdempotencyKey()).isEqualTo("k-1");
        assertThat(sent.getMember()).isEqualTo(Told.context());
        assertThat(sent.getEvent())
                .isEqualTo(NamedEvent.newBuilder()
                        .setSource("https://shop.example/reviews")
                        .setId("r-1")
                        .setType("review")
                        .setOccurredAt(Times.to(Told.AT))
                        .build());
    }

    @Test
    void whoItWasIsAskedAndTheDataGoesOnAsItIs() {
        posted(false, false);

        send(with("\"data\": {\"stars\": 5, \"text\": \"très bien\", \"parts\": [1.5, true, {\"a\": null}]}")
                        .replace("\"memberId\": \"" + MEMBER + "\"", card("2990000000019")))
                .statusCode(201);

        assertThat(peers.only(PostEventRequest.class).getEvent().getData())
                .isEqualTo("{\"stars\":5,\"text\":\"très bien\",\"parts\":[1.5,true,{\"a\":null}]}");
        assertThat(peers.only(ResolveRequest.class).getIdentity().getValue()).isEqualTo("2990000000019");
        assertThat(peers.only(ResolveRequest.class).getAt()).isEqualTo(Times.to(Told.AT));
    }

    @Test
    void theSameAgainIsMarked() {
        posted(true, false);
        send(REVIEW).statusCode(201).header("Idempotent-Replayed", "true");

        posted(true, true);
        send(REVIEW).statusCode(200).header("Idempotent-Replayed", "true").body("id", equalTo("r-1"));

        posted(false, false);
        send(REVIEW).statusCode(201).header("Idempotent-Replayed", nullValue());
    }

    @Test
    void whatWaitsForAConfirmationSaysSo() {
        peers.resolve = request -> Told.known();
        peers.<PostEventRequest, PostEventResponse>rules(
                PostEventRequest.class,
                request -> PostEventResponse.newBuilder()
                        .setResult(result().toBuilder()
                                .setMemberStatus(MemberStatus.MEMBER_STATUS_UNCONFIRMED)
                                .setClockSkew(true)
                                .setEarned(Earned.newBuilder().setState(EarnedState.EARNED_STATE_AVAILABLE)))
                        .build());

        send(REVIEW)
                .statusCode(201)
                .body("memberStatus", equalTo("UNCONFIRMED"))
                .body("clockSkew", equalTo(true))
                .body("earned.points", equalTo(0));
    }

    @Test
    void noOneKnownIsRefusedAndNothingIsTold() {
        peers.resolve = request -> ResolveResponse.getDefaultInstance();

        send(REVIEW).statusCode(404).body("reason", equalTo("MEMBER_UNKNOWN"));
        assertThat(peers.received()).hasSize(1);
    }

    @Test
    void whatLoyaltyServiceRefusesIsToldAsItIs() {
        peers.resolve = request -> Told.known();
        answering(request -> {
            throw Told.refusal(Reason.REASON_IDEMPOTENCY_KEY_REUSED, "id");
        });
        send(REVIEW)
                .statusCode(422)
                .body("reason", equalTo("IDEMPOTENCY_KEY_REUSED"))
                .body("field", equalTo("id"));

        answering(request -> {
            throw Told.refusal(Problem.newBuilder()
                    .setReason(Reason.REASON_MEMBER_BLOCKED)
                    .setBalance(Told.balance(120, 7))
                    .build());
        });
        send(REVIEW).statusCode(409).body("reason", equalTo("MEMBER_BLOCKED")).body("balance.available", equalTo(120));
    }

    @Test
    void aKeyIsNeeded() {
        as(Credential.SHOP)
                .body(REVIEW)
                .post("/v1/events")
                .then()
                .statusCode(400)
                .body("reason", equalTo("IDEMPOTENCY_KEY_MISSING"));
        assertThat(peers.received()).isEmpty();
    }

    @Test
    void onlySellingChannelsPost() {
        for (RequestSpecification caller : new RequestSpecification[] {asMember(), asStaff("admin")}) {
            caller.contentType("application/json")
                    .header("Idempotency-Key", "k-1")
                    .body(REVIEW)
                    .post("/v1/events")
                    .then()
                    .statusCode(403)
                    .body("reason", equalTo("NOT_GRANTED"));
        }
        assertThat(peers.received()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"source\": \"https://shop.example/reviews\" | \"source\": \"\"                | source",
                "\"source\": \"https://shop.example/reviews\" | \"source\": \"a b\"             | source",
                "\"source\": \"https://shop.example/reviews\" | \"sauce\": \"a\"                | sauce",
                "\"id\": \"r-1\"                              | \"id\": 1                       | id",
                "\"id\": \"r-1\"                              | \"id\": \"é\"                   | id",
                "\"type\": \"review\"                         | \"type\": null                  | type",
                "\"occurredAt\": \"2026-11-21T10:15:00Z\"     | \"occurredAt\": \"yesterday\"   | occurredAt",
                "\"occurredAt\": \"2026-11-21T10:15:00Z\"     | \"data\": {}                    | occurredAt",
                "\"type\": \"review\"                         | \"type\": \"r\", \"data\": []   | data",
                "\"type\": \"review\"                         | \"type\": \"r\", \"data\": \"\" | data",
                "\"type\": \"review\"  | \"type\": \"r\", \"data\": {\"a\": {\"b\": 1, \"b\": 1}} | data.a.b",
                "\"type\": \"review\"  | \"type\": \"r\", \"data\": {\"a\": [1e999]} | data",
                "\"type\": \"review\"  | \"type\": \"r\", \"data\": {\"a\": \"\\ud800\"} | data"
            })
    void aFieldThatIsNotAsItMustBeIsNamed(String good, String bad, String field) {
        invalid(REVIEW.replace(good, bad), field);
    }

    @Test
    void aMemberIsNamedOnceAndNotByACodeForLookups() {
        String named = "\"memberId\": \"" + MEMBER + "\",";
        invalid(REVIEW.replace(named, ""), "identity");
        invalid(with(card("1")), "memberId");
        invalid(REVIEW.replace(named, "\"identity\": {\"type\": \"APP_CODE\", \"value\": \"1\"},"), "identity.type");
    }

    @Test
    void aLookupTellsTheEventsAnswer() {
        peers.operation = request -> LookupOperationResponse.newBuilder()
                .setOperation(Operation.newBuilder().setEvent(result()))
                .build();
        peers.resolve = request -> Told.known();

        assertThat(as(Credential.SHOP)
                        .body("{\"key\": \"k-1\", \"memberId\": \"" + MEMBER + "\"}")
                        .post("/v1/operations/lookup")
                        .then()
                        .statusCode(200)
                        .extract()
                        .asString())
                .isEqualTo("{\"state\":\"DONE\",\"kind\":\"EVENT\",\"operation\":" + ANSWER + "}");
        assertThat(peers.only(LookupOperationRequest.class).getKey()).isEqualTo("k-1");
    }

    private void invalid(String body, String field) {
        send(body).statusCode(400).body("reason", equalTo("FIELD_INVALID")).body("field", equalTo(field));
        assertThat(peers.received()).isEmpty();
    }

    private static String with(String more) {
        return REVIEW.replace("{\"source\"", "{" + more + ", \"source\"");
    }

    private static String card(String value) {
        return "\"identity\": {\"type\": \"CARD\", \"value\": \"" + value + "\"}";
    }

    private ValidatableResponse send(String body) {
        return as(Credential.SHOP)
                .header("Idempotency-Key", "k-1")
                .body(body)
                .post("/v1/events")
                .then();
    }

    private void posted(boolean replayed, boolean byEvent) {
        peers.resolve = request -> Told.known();
        answering(request -> PostEventResponse.newBuilder()
                .setResult(result())
                .setReplayed(replayed)
                .setEventReplayed(byEvent)
                .build());
    }

    private void answering(Function<PostEventRequest, PostEventResponse> script) {
        peers.rules(PostEventRequest.class, script);
    }

    private static EventResult result() {
        return EventResult.newBuilder()
                .setSource("https://shop.example/reviews")
                .setId("r-1")
                .setType("review")
                .setMemberId(MEMBER)
                .setMemberStatus(MemberStatus.MEMBER_STATUS_ACTIVE)
                .setEarned(Earned.newBuilder()
                        .setPoints(10)
                        .setState(EarnedState.EARNED_STATE_AVAILABLE)
                        .setAvailableAt(Times.to(Told.AT))
                        .addBreakdown(Award.newBuilder()
                                .setRule("review")
                                .setVersion(3)
                                .setPoints(10)
                                .setText("A review")))
                .setBalance(Told.balance(10, 1))
                .build();
    }
}
