package dev.omnipoints.gateway.me;

import static dev.omnipoints.gateway.MemberToken.MEMBER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.omnipoints.contracts.loyalty.v1.EntryKind;
import dev.omnipoints.contracts.loyalty.v1.Operation;
import dev.omnipoints.contracts.loyalty.v1.TransferRequest;
import dev.omnipoints.contracts.loyalty.v1.TransferResponse;
import dev.omnipoints.contracts.profile.v1.ResolveRequest;
import dev.omnipoints.contracts.profile.v1.ResolveResponse;
import dev.omnipoints.contracts.type.v1.Caller;
import dev.omnipoints.contracts.type.v1.CallerKind;
import dev.omnipoints.contracts.type.v1.MemberContext;
import dev.omnipoints.contracts.type.v1.Problem;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.gateway.Credential;
import dev.omnipoints.gateway.GatewayTest;
import dev.omnipoints.gateway.Peers.Received;
import dev.omnipoints.gateway.Told;
import io.grpc.Metadata;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class TransferResourceTest extends GatewayTest {
    private static final String FRIEND = "0192f0c1-9999-7abc-8def-0123456789ab";
    private static final MemberContext FRIENDS =
            Told.context().toBuilder().setMemberId(FRIEND).build();
    private static final String BY_CARD =
            "{\"to\": {\"identity\": {\"type\": \"CARD\", \"value\": \"2990000000026\"}}, \"points\": 200}";
    private static final String BY_ID = "{\"to\": {\"memberId\": \"" + FRIEND + "\"}, \"points\": 200}";

    @BeforeEach
    void bothAreKnownAndItIsDone() {
        peers.resolve = request -> request.getMemberId().equals(MEMBER)
                ? Told.known()
                : ResolveResponse.newBuilder().setContext(FRIENDS).build();
        peers.transfer = request -> TransferResponse.newBuilder()
                .setOperation(Operation.newBuilder()
                        .setOperationId("transfer_1")
                        .setKind(EntryKind.ENTRY_KIND_TRANSFER)
                        .setPoints(200)
                        .setCounterpartId("transfer_2")
                        .setBalance(Told.balance(400, 8)))
                .build();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {BY_CARD, BY_ID})
    void pointsGoToTheMemberWhoIsNamed(String body) {
        ValidatableResponse answer = transfer(body).then();

        answer.statusCode(201).header("Idempotent-Replayed", nullValue());
        assertThat(answer.extract().asString())
                .isEqualTo("{\"operationId\":\"transfer_1\",\"points\":200,\"balance\":{\"memberId\":\"" + MEMBER
                        + "\",\"pending\":0,\"available\":400,\"held\":0,\"owed\":0,\"seq\":8,"
                        + "\"asOf\":\"2026-11-21T10:15:00Z\"}}");
        assertThat(peers.only(TransferRequest.class))
                .isEqualTo(TransferRequest.newBuilder()
                        .setIdempotencyKey("t-1")
                        .setFrom(Told.context())
                        .setTo(FRIENDS)
                        .setPoints(200)
                        .build());
    }

    /** A member may not look another up; the door asks on its own behalf and shows nothing of them. */
    @Test
    void theReceiverIsLookedUpByTheDoorItself() throws Exception {
        transfer(BY_CARD).then().statusCode(201);

        Caller own = callerOf(request -> request instanceof ResolveRequest who && who.hasMemberId());
        Caller door = callerOf(request -> request instanceof ResolveRequest who && who.hasIdentity());
        Caller mover = callerOf(TransferRequest.class::isInstance);
        assertThat(own.getKind()).isEqualTo(CallerKind.CALLER_KIND_MEMBER);
        assertThat(door.getKind()).isEqualTo(CallerKind.CALLER_KIND_SERVICE);
        assertThat(door.getProgramme()).isEqualTo("demo");
        assertThat(door.getActor()).isEmpty();
        assertThat(mover.getKind()).isEqualTo(CallerKind.CALLER_KIND_MEMBER);
        assertThat(mover.getActor()).isEqualTo(MEMBER);
    }

    @Test
    void theSameKeyIsAnsweredByTheSameBytes() {
        String first = transfer(BY_ID).then().extract().asString();
        TransferResponse again =
                peers.transfer.apply(null).toBuilder().setReplayed(true).build();
        peers.transfer = request -> again;

        assertThat(transfer(BY_ID)
                        .then()
                        .statusCode(201)
                        .header("Idempotent-Replayed", "true")
                        .extract()
                        .asString())
                .isEqualTo(first);
    }

    @Test
    void aReceiverWhoIsNoOneIsUnknownByTheirField() {
        peers.resolve =
                request -> request.getMemberId().equals(MEMBER) ? Told.known() : ResolveResponse.getDefaultInstance();

        transfer(BY_CARD)
                .then()
                .statusCode(404)
                .body("reason", equalTo("MEMBER_UNKNOWN"))
                .body("field", equalTo("to"));
    }

    @Test
    void anIdentityThatCannotBeOneIsNamedWhereItStands() {
        peers.resolve = request -> {
            if (request.hasIdentity()) {
                throw Told.refusal(Reason.REASON_FIELD_INVALID, "identity.value");
            }
            return Told.known();
        };

        transfer(BY_CARD)
                .then()
                .statusCode(400)
                .body("reason", equalTo("FIELD_INVALID"))
                .body("field", equalTo("to.identity.value"));
    }

    @ParameterizedTest
    @CsvSource({
        "REASON_INSUFFICIENT_POINTS, 409",
        "REASON_MEMBER_OWES, 409",
        "REASON_MEMBER_BLOCKED, 409",
        "REASON_MEMBER_CLOSED, 409",
        "REASON_TOO_MANY_LOTS, 409",
        "REASON_IDEMPOTENCY_KEY_REUSED, 422",
        "REASON_NOT_GRANTED, 403",
        "REASON_FIELD_INVALID, 400"
    })
    void whatLoyaltyRefusesIsTold(Reason reason, int status) {
        peers.transfer = request -> {
            throw Told.refusal(Problem.newBuilder()
                    .setReason(reason)
                    .setField("to")
                    .setBalance(Told.balance(120, 7))
                    .setRequired(200)
                    .build());
        };

        transfer(BY_ID)
                .then()
                .statusCode(status)
                .body("reason", equalTo(reason.name().substring("REASON_".length())))
                .body("field", equalTo("to"))
                .body("required", equalTo(200))
                .body("balance.available", equalTo(120));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'{\"points\": 5}'                                                               | to",
                "'{\"to\": {}, \"points\": 5}'                                                   | to",
                "'{\"to\": \"x\", \"points\": 5}'                                                | to",
                "'{\"to\": {\"memberId\": \"42\"}, \"points\": 5}'                               | to.memberId",
                "'{\"to\": {\"name\": \"x\"}, \"points\": 5}'                                    | to.name",
                "'{\"to\": {\"identity\": {\"type\": \"CARD\"}}, \"points\": 5}'                 | to.identity.value",
                "'{\"to\": {\"identity\": {\"type\": \"APP_CODE\", \"value\": \"1\"}}, \"points\": 5}'"
                        + " | to.identity.type",
                "'{\"to\": {\"memberId\": \"" + FRIEND
                        + "\", \"identity\": {\"type\": \"CARD\", \"value\": \"1\"}}, \"points\": 5}' | to.memberId",
                "'{\"to\": {\"memberId\": \"" + FRIEND + "\"}}'                                  | points",
                "'{\"to\": {\"memberId\": \"" + FRIEND + "\"}, \"points\": 1.0}'                 | points",
                "'{\"to\": {\"memberId\": \"" + FRIEND + "\"}, \"points\": 5, \"note\": \"x\"}'  | note"
            })
    void aFieldThatIsNotAsItMustBeIsNamed(String body, String field) {
        transfer(body)
                .then()
                .statusCode(400)
                .body("reason", equalTo("FIELD_INVALID"))
                .body("field", equalTo(field));
        assertThat(peers.received()).isEmpty();
    }

    @Test
    void pointsThatNoTransferCanHaveAreOutOfRange() {
        transfer(BY_ID.replace("200", "1000000000001"))
                .then()
                .statusCode(400)
                .body("reason", equalTo("POINTS_OUT_OF_RANGE"))
                .body("field", equalTo("points"));
        assertThat(peers.received()).isEmpty();
    }

    @Test
    void aTransferNeedsItsKeyAndAMember() {
        asMember()
                .contentType(ContentType.JSON)
                .body(BY_ID)
                .post("/v1/me/transfers")
                .then()
                .statusCode(400)
                .body("reason", equalTo("IDEMPOTENCY_KEY_MISSING"));
        as(Credential.SHOP)
                .header("Idempotency-Key", "t-1")
                .body(BY_ID)
                .post("/v1/me/transfers")
                .then()
                .statusCode(403)
                .body("reason", equalTo("NOT_GRANTED"));
        assertThat(peers.received()).isEmpty();
    }

    private Caller callerOf(Predicate<Object> of) throws Exception {
        Received received = peers.received().stream()
                .filter(each -> of.test(each.request()))
                .findFirst()
                .orElseThrow();
        String token = received.metadata().get(Metadata.Key.of("omnipoints-caller", Metadata.ASCII_STRING_MARSHALLER));
        String claims = new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]), StandardCharsets.UTF_8);
        String caller = io.restassured.path.json.JsonPath.from(claims).getString("caller");
        return Caller.parseFrom(Base64.getUrlDecoder().decode(caller));
    }

    private Response transfer(String body) {
        return asMember()
                .contentType(ContentType.JSON)
                .header("Idempotency-Key", "t-1")
                .body(body)
                .post("/v1/me/transfers");
    }
}
