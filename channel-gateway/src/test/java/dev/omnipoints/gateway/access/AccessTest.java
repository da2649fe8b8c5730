package dev.omnipoints.gateway.access;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.omnipoints.contracts.loyalty.v1.GetProgrammeResponse;
import dev.omnipoints.contracts.loyalty.v1.ProgrammeVersion;
import dev.omnipoints.contracts.profile.v1.ResolveRequest;
import dev.omnipoints.contracts.type.v1.Caller;
import dev.omnipoints.contracts.type.v1.CallerKind;
import dev.omnipoints.contracts.type.v1.Channel;
import dev.omnipoints.gateway.Credential;
import dev.omnipoints.gateway.GatewayTest;
import dev.omnipoints.gateway.MemberToken;
import dev.omnipoints.gateway.Told;
import io.grpc.Metadata;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Header;
import io.restassured.http.Headers;
import io.restassured.response.Response;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class AccessTest extends GatewayTest {
    private static final String LOOKUP = "{\"identity\": {\"type\": \"CARD\", \"value\": \"2990000000019\"}}";

    @ConfigProperty(name = "test.caller.public-key")
    String callerKey;

    @Test
    void whoSendsNoCredentialIsNotKnown() {
        unauthenticated(given().contentType("application/json").body(LOOKUP).post("/v1/members/lookup"));
        unauthenticated(given().get("/v1/me"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "op_live_short", "op_local_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "é"})
    void aKeyThatIsNoneIsNotKnown(String key) {
        unauthenticated(as(key).body(LOOKUP).post("/v1/members/lookup"));
    }

    @Test
    void aKeyThatHasEndedIsNotKnown() {
        unauthenticated(as(Credential.ENDED).body(LOOKUP).post("/v1/members/lookup"));
    }

    @Test
    void twoCredentialsAreNone() {
        unauthenticated(asMember().header("X-API-Key", Credential.TILL).get("/v1/me"));
        unauthenticated(given().headers(
                        new Headers(new Header("X-API-Key", Credential.TILL), new Header("X-API-Key", Credential.SHOP)))
                .contentType("application/json")
                .body(LOOKUP)
                .post("/v1/members/lookup"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Bearer", "Bearer ", "Bearer a.b.c", "Bearer e30.e30.e30", "Basic dXNlcjpwYXNz", "Bearer é"})
    void anAuthorizationThatIsNoTokenIsNotKnown(String authorization) {
        unauthenticated(given().header("Authorization", authorization).get("/v1/me"));
    }

    @Test
    void aTokenThatLacksWhatItMustSayIsNotKnown() {
        unauthenticated(me(MemberToken.of(issuer).with("sub", "42")));
        unauthenticated(me(MemberToken.of(issuer).without("sub")));
        unauthenticated(me(MemberToken.of(issuer).without("programme")));
        unauthenticated(me(MemberToken.of(issuer).without("azp")));
        unauthenticated(me(MemberToken.of(issuer).with("exp", 1_700_000_000L)));
        unauthenticated(me(MemberToken.of(issuer).with("aud", "another")));
        unauthenticated(me(MemberToken.of("https://elsewhere.example")));
        unauthenticated(given().header(
                        "Authorization",
                        "Bearer " + MemberToken.of(issuer).algorithm("none").signed(null))
                .get("/v1/me"));
    }

    @Test
    void aKeyDoesNotServeTheMembersDoorNorATokenTheTills() {
        notGranted(as(Credential.SHOP).get("/v1/me"));
        notGranted(as(Credential.SHOP).get("/v1/me/balance"));
        notGranted(as(Credential.SHOP).get("/v1/me/activity"));
        notGranted(asMember().contentType("application/json").body(LOOKUP).post("/v1/members/lookup"));
        notGranted(asMember().contentType("application/json").body("{}").post("/v1/members"));
        notGranted(asMember().contentType("application/json").body("{}").post("/v1/sales"));
        notGranted(asMember().get("/v1/sales/0123456789abcdef0123456789abcdef"));
        notGranted(asMember().get("/v1/sales"));
        assertThat(peers.received()).isEmpty();
    }

    @Test
    void whatATokensGroupsSayMakesNoClientOfAnyone() {
        String token = MemberToken.of(issuer)
                .with("groups", List.of("client", "admin"))
                .signed(issuerKey());

        notGranted(given().header("Authorization", "Bearer " + token)
                .contentType("application/json")
                .body(LOOKUP)
                .post("/v1/members/lookup"));
        notGranted(given().header("Authorization", "Bearer " + token).get("/v1/me"));
    }

    @Test
    void aTokenThatCouldBeAMembersOrStaffsIsTheMembers() {
        String both = "Bearer "
                + MemberToken.of(issuer)
                        .with("groups", List.of("member", "admin"))
                        .signed(issuerKey());

        notGranted(given().header("Authorization", both).get("/v1/admin/audit"));
        notGranted(given().header("Authorization", both).get("/v1/admin/programme"));
    }

    @Test
    void staffWithoutASubjectOrProgrammeIsNotKnown() {
        for (MemberToken token : List.of(
                MemberToken.of(issuer).without("sub"),
                MemberToken.of(issuer).with("sub", "Amélie"),
                MemberToken.of(issuer).without("programme"),
                MemberToken.of(issuer).without("azp"))) {
            String staff = token.with("groups", List.of("admin")).signed(issuerKey());
            unauthenticated(given().header("Authorization", "Bearer " + staff).get("/v1/admin/programme"));
        }
    }

    @Test
    void theServicesAreToldWhichOfTheStaffCalls() throws Exception {
        peers.programme = request -> GetProgrammeResponse.newBuilder()
                .setProgramme(ProgrammeVersion.newBuilder().setVersion(1).setSettingsJson("{}"))
                .build();

        asStaff("viewer").get("/v1/admin/programme").then().statusCode(200);

        assertThat(callerOf(0, "loyalty-service"))
                .isEqualTo(Caller.newBuilder()
                        .setProgramme("demo")
                        .setKind(CallerKind.CALLER_KIND_STAFF)
                        .setClient("back-office")
                        .setActor("staff-7")
                        .build());
    }

    @Test
    void anEndpointThatNamesNoRoleServesNoOne() {
        notGranted(as(Credential.SHOP).get("/v1/test/forgotten"));
        unauthenticated(given().get("/v1/test/forgotten"));
        notGranted(as(Credential.SHOP).get("/v1/test/forgotten/in-the-table"));
        unauthenticated(given().get("/v1/test/forgotten/in-the-table"));
    }

    @Test
    void theServicesAreToldWhoCalls() throws Exception {
        peers.resolve = request -> Told.known();
        peers.balance = request -> Told.read(0, 0);

        as(Credential.TILL).body(LOOKUP).post("/v1/members/lookup").then().statusCode(200);

        assertThat(peers.received()).hasSize(2);
        assertThat(callerOf(0, "profile-service"))
                .isEqualTo(callerOf(1, "loyalty-service"))
                .isEqualTo(Caller.newBuilder()
                        .setProgramme("demo")
                        .setKind(CallerKind.CALLER_KIND_CLIENT)
                        .setClient("till-par-012-t3")
                        .setChannel(Channel.CHANNEL_STORE)
                        .setStore("PAR-012")
                        .setTerminal("T3")
                        .build());
    }

    @Test
    void theServicesAreToldWhichMemberCalls() throws Exception {
        peers.resolve = request -> Told.known();
        peers.balance = request -> Told.read(0, 0);

        asMember().get("/v1/me/balance").then().statusCode(200);

        assertThat(callerOf(0, "profile-service"))
                .isEqualTo(Caller.newBuilder()
                        .setProgramme("demo")
                        .setKind(CallerKind.CALLER_KIND_MEMBER)
                        .setClient("mobile-app")
                        .setChannel(Channel.CHANNEL_APP)
                        .setActor(MemberToken.MEMBER)
                        .build());
        assertThat(peers.only(ResolveRequest.class).getMemberId()).isEqualTo(MemberToken.MEMBER);
    }

    private Response me(MemberToken token) {
        return given().header("Authorization", "Bearer " + token.signed(issuerKey()))
                .get("/v1/me");
    }

    private static void unauthenticated(Response response) {
        response.then()
                .statusCode(401)
                .contentType("application/problem+json")
                .header("WWW-Authenticate", containsString("ApiKey"))
                .body("reason", equalTo("UNAUTHENTICATED"))
                .body("status", equalTo(401));
    }

    private static void notGranted(Response response) {
        response.then().statusCode(403).contentType("application/problem+json").body("reason", equalTo("NOT_GRANTED"));
    }

    private Caller callerOf(int call, String service) throws Exception {
        String token = peers.received()
                .get(call)
                .metadata()
                .get(Metadata.Key.of("omnipoints-caller", Metadata.ASCII_STRING_MARSHALLER));
        PublicKey key = KeyFactory.getInstance("Ed25519")
                .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(callerKey)));
        JwtClaims claims = new JwtConsumerBuilder()
                .setJwsAlgorithmConstraints(AlgorithmConstraints.ConstraintType.PERMIT, "EdDSA")
                .setVerificationKey(key)
                .setExpectedAudience(service)
                .setExpectedIssuer("channel-gateway")
                .build()
                .processToClaims(token);
        return Caller.parseFrom(Base64.getUrlDecoder().decode(claims.getStringClaimValue("caller")));
    }
}
