package dev.omnipoints.gateway.till;

import static dev.omnipoints.gateway.MemberToken.MEMBER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.omnipoints.contracts.loyalty.v1.GetBalanceRequest;
import dev.omnipoints.contracts.profile.v1.EnrolRequest;
import dev.omnipoints.contracts.profile.v1.EnrolResponse;
import dev.omnipoints.contracts.profile.v1.IdentityType;
import dev.omnipoints.contracts.profile.v1.ResolveRequest;
import dev.omnipoints.contracts.profile.v1.ResolveResponse;
import dev.omnipoints.contracts.type.v1.Expiring;
import dev.omnipoints.contracts.type.v1.Problem;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.gateway.Credential;
import dev.omnipoints.gateway.GatewayTest;
import dev.omnipoints.gateway.Told;
import dev.omnipoints.gateway.platform.Times;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
class MemberResourceTest extends GatewayTest {
    private static final String CARD = "{\"identity\": {\"type\": \"CARD\", \"value\": \"2990000000019\"}}";
    private static final String ENROLMENT = """
            {"identities": [{"type": "CARD", "value": "2990000000019"}, {"type": "EMAIL", "value": "a@example.org"}],
             "profile": {"givenName": "Amélie", "familyName": "Poulain", "birthDate": "1990-05-17", "locale": "fr-FR"},
             "attributes": {"shoe": "38"}}
            """;

    @Test
    void lookupTellsWhoAndWhatTheyHave() {
        peers.resolve = request -> Told.known();
        peers.balance = request -> Told.read(120, 3).toBuilder()
                .addExpiring(Expiring.newBuilder().setPoints(20).setExpiresAt(Times.to(Told.AT)))
                .build();

        String body = as(Credential.TILL)
                .body(CARD)
                .post("/v1/members/lookup")
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .header("X-Content-Type-Options", "nosniff")
                .extract()
                .asString();

        assertThat(body.replaceFirst("\"proof\":\"[A-Za-z0-9_-]{56}\",", ""))
                .isEqualTo("{\"memberId\":\"" + MEMBER + "\",\"displayName\":\"Amélie P.\",\"status\":\"ACTIVE\","
                        + "\"balance\":{\"memberId\":\"" + MEMBER + "\",\"pending\":0,\"available\":120,\"held\":0,"
                        + "\"owed\":0,\"seq\":3,\"asOf\":\"2026-11-21T10:15:00Z\","
                        + "\"expiring\":[{\"points\":20,\"expiresAt\":\"2026-11-21T10:15:00Z\"}]}}");
        assertThat(peers.only(ResolveRequest.class).getIdentity().getType()).isEqualTo(IdentityType.IDENTITY_TYPE_CARD);
        assertThat(peers.only(ResolveRequest.class).getIdentity().getValue()).isEqualTo("2990000000019");
        assertThat(peers.only(ResolveRequest.class).getWithDisplayName()).isTrue();
        assertThat(peers.only(GetBalanceRequest.class).getMember()).isEqualTo(Told.context());
    }

    @Test
    void lookupTakesAMemberIdToo() {
        peers.resolve = request -> Told.known();
        peers.balance = request -> Told.read(0, 0);

        as(Credential.TILL)
                .body("{\"memberId\": \"" + MEMBER + "\"}")
                .post("/v1/members/lookup")
                .then()
                .statusCode(200);

        assertThat(peers.only(ResolveRequest.class).getMemberId()).isEqualTo(MEMBER);
    }

    @Test
    void lookupOfAnIdentityOfNoOneIsMemberUnknown() {
        peers.resolve = request -> ResolveResponse.getDefaultInstance();

        as(Credential.TILL)
                .body(CARD)
                .post("/v1/members/lookup")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("reason", equalTo("MEMBER_UNKNOWN"))
                .body("type", equalTo("urn:omnipoints:reason:member-unknown"))
                .body("status", equalTo(404));
    }

    @Test
    void lookupNeedsOneWayOfNamingTheMember() {
        as(Credential.TILL)
                .body("{}")
                .post("/v1/members/lookup")
                .then()
                .statusCode(400)
                .body("reason", equalTo("FIELD_INVALID"))
                .body("field", equalTo("identity"));
        as(Credential.TILL)
                .body("{\"memberId\": \"" + MEMBER + "\", \"identity\": {\"type\": \"CARD\", \"value\": \"1\"}}")
                .post("/v1/members/lookup")
                .then()
                .statusCode(400)
                .body("reason", equalTo("FIELD_INVALID"))
                .body("field", equalTo("memberId"));
        assertThat(peers.received()).isEmpty();
    }

    @Test
    void enrolmentAnswersAsLookupWithNothingYet() {
        peers.enrol = request -> enrolled(false);

        String body = as(Credential.TILL)
                .header("Idempotency-Key", "e-1")
                .body(ENROLMENT)
                .post("/v1/members")
                .then()
                .statusCode(201)
                .header("Idempotent-Replayed", nullValue())
                .extract()
                .asString();

        assertThat(body)
                .isEqualTo("{\"memberId\":\"" + MEMBER + "\",\"displayName\":\"Amélie P.\",\"status\":\"ACTIVE\","
                        + "\"balance\":{\"memberId\":\"" + MEMBER + "\",\"pending\":0,\"available\":0,\"held\":0,"
                        + "\"owed\":0,\"seq\":0,\"asOf\":\"2026-11-21T10:15:00Z\",\"expiring\":[]}}");
        EnrolRequest sent = peers.only(EnrolRequest.class);
        assertThat(sent.getIdempotencyKey()).isEqualTo("e-1");
        assertThat(sent.getIdentitiesCount()).isEqualTo(2);
        assertThat(sent.getProfile().getGivenName()).isEqualTo("Amélie");
        assertThat(sent.getProfile().getBirthDate()).isEqualTo("1990-05-17");
        assertThat(sent.getAttributesMap()).containsEntry("shoe", "38");
    }

    @Test
    void aRepeatedEnrolmentIsAnsweredByTheSameBytes() {
        peers.enrol = request -> enrolled(false);
        String first = enrol().then().statusCode(201).extract().asString();
        peers.enrol = request -> enrolled(true);
        String second = enrol().then()
                .statusCode(201)
                .header("Idempotent-Replayed", "true")
                .extract()
                .asString();

        assertThat(second).isEqualTo(first);
    }

    @Test
    void anIdentityThatBelongsToSomeoneNamesThem() {
        peers.enrol = request -> {
            throw Told.refusal(Problem.newBuilder()
                    .setReason(Reason.REASON_MEMBER_ALREADY_EXISTS)
                    .setField("identities[0]")
                    .setMemberId(MEMBER)
                    .build());
        };

        enrol().then()
                .statusCode(409)
                .body("reason", equalTo("MEMBER_ALREADY_EXISTS"))
                .body("field", equalTo("identities[0]"))
                .body("memberId", equalTo(MEMBER));
    }

    @Test
    void anEnrolmentWithoutAKeyIsRefused() {
        as(Credential.TILL)
                .body(ENROLMENT)
                .post("/v1/members")
                .then()
                .statusCode(400)
                .body("reason", equalTo("IDEMPOTENCY_KEY_MISSING"));
        assertThat(peers.received()).isEmpty();
    }

    private static io.restassured.response.Response enrol() {
        return as(Credential.TILL)
                .header("Idempotency-Key", "\"e-2\"")
                .body(ENROLMENT)
                .post("/v1/members");
    }

    private static EnrolResponse enrolled(boolean replayed) {
        return EnrolResponse.newBuilder()
                .setContext(Told.context())
                .setDisplayName("Amélie P.")
                .setEnrolledAt(Times.to(Told.AT))
                .setReplayed(replayed)
                .build();
    }
}
