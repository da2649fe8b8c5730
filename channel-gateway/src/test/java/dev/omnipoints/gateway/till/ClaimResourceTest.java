package dev.omnipoints.gateway.till;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.nullValue;

import dev.omnipoints.contracts.loyalty.v1.ClaimSaleRequest;
import dev.omnipoints.contracts.loyalty.v1.ClaimSaleResponse;
import dev.omnipoints.contracts.profile.v1.ResolveRequest;
import dev.omnipoints.contracts.profile.v1.ResolveResponse;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.gateway.Credential;
import dev.omnipoints.gateway.GatewayTest;
import dev.omnipoints.gateway.MemberToken;
import dev.omnipoints.gateway.Peers;
import dev.omnipoints.gateway.Told;
import dev.omnipoints.gateway.platform.Times;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class ClaimResourceTest extends GatewayTest {
    private static final String BY_CARD = "{\"identity\": {\"type\": \"CARD\", \"value\": \"2990000000019\"}}";
    private static final String BY_RECEIPT = "{\"total\": 5382, \"date\": \"2026-11-21\"}";

    @Test
    void aDeskClaimsForWhoeverShowsTheirCard() {
        peers.sale = request -> KeptSale.of("PAR-012");
        peers.resolve = request -> Told.known();
        peers.claim = request -> claimed().build();

        String body = claim(as(Credential.DESK), BY_CARD)
                .statusCode(200)
                .header("Idempotent-Replayed", nullValue())
                .extract()
                .asString();

        assertThat(body).isEqualTo(KeptSale.ANSWER);
        assertThat(peers.only(ClaimSaleRequest.class))
                .isEqualTo(ClaimSaleRequest.newBuilder()
                        .setIdempotencyKey("c-1")
                        .setSaleId(KeptSale.ID)
                        .setMember(Told.context())
                        .build());
    }

    @Test
    void aKeyWithoutTheGrantDoesNotClaim() {
        claim(as(Credential.SHOP), BY_CARD).statusCode(403).body("reason", equalTo("NOT_GRANTED"));
        assertThat(peers.received()).isEmpty();
    }

    @Test
    void aSaleOfAnotherStoreIsAsIfItWereNotThere() {
        peers.sale = request -> KeptSale.of("LYO-001");

        claim(as(Credential.DESK), BY_CARD).statusCode(404).body("reason", equalTo("SALE_UNKNOWN"));
        assertThat(peers.received()).hasSize(1);
    }

    @Test
    void theMemberIsAskedAfterAsTheyWereWhenItWasSold() {
        peers.sale = request -> KeptSale.of("PAR-012");
        peers.resolve = request -> Told.known();
        peers.claim = request -> claimed().build();

        claim(as(Credential.DESK), BY_CARD).statusCode(200);
        claim(member(), BY_RECEIPT).statusCode(200);
        claim(asStaff("care"), BY_CARD).statusCode(200);

        assertThat(peers.received().stream()
                        .map(Peers.Received::request)
                        .filter(ResolveRequest.class::isInstance)
                        .map(request -> ((ResolveRequest) request).getAt()))
                .containsExactly(Times.to(Told.AT), Times.to(Told.AT), Times.to(Told.AT));
    }

    @Test
    void whereTheTillsClockWasAheadTheMemberIsAskedAfterAsTheyWereWhenItWasRecorded() {
        peers.resolve = request -> Told.known();
        peers.claim = request -> claimed().build();
        for (int minutes : new int[] {10, 11}) {
            Instant recorded = Told.AT.minus(Duration.ofMinutes(minutes));
            peers.sale = request -> KeptSale.of("PAR-012").toBuilder()
                    .setRecordedAt(Times.to(recorded))
                    .build();
            claim(as(Credential.DESK), BY_CARD).statusCode(200);
        }

        assertThat(peers.received().stream()
                        .map(Peers.Received::request)
                        .filter(ResolveRequest.class::isInstance)
                        .map(request -> ((ResolveRequest) request).getAt()))
                .containsExactly(Times.to(Told.AT), Times.to(Told.AT.minus(Duration.ofMinutes(11))));
    }

    @Test
    void aSaleThatIsNotThereIsLoyaltyServicesToTell() {
        peers.sale = request -> {
            throw Told.refusal(Reason.REASON_SALE_UNKNOWN, "");
        };
        peers.resolve = request -> Told.known();
        peers.claim = request -> {
            throw Told.refusal(Reason.REASON_SALE_ALREADY_CLAIMED, "");
        };

        claim(member(), BY_RECEIPT).statusCode(409).body("reason", equalTo("SALE_ALREADY_CLAIMED"));
        assertThat(peers.only(ResolveRequest.class).hasAt()).isFalse();
    }

    @Test
    void aMemberClaimsByTotalAndDate() {
        peers.sale = request -> KeptSale.of("PAR-012");
        peers.resolve = request -> Told.known();
        peers.claim = request -> claimed().setReplayed(true).build();

        claim(member(), BY_RECEIPT).statusCode(200).header("Idempotent-Replayed", "true");
        ClaimSaleRequest sent = peers.only(ClaimSaleRequest.class);
        assertThat(sent.getTotal()).isEqualTo(5382);
        assertThat(sent.getDate()).isEqualTo("2026-11-21");
        assertThat(sent.getMember().getMemberId()).isEqualTo(MemberToken.MEMBER);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                          | 400 | FIELD_INVALID | total",
                "{\"total\": 1}                              | 400 | FIELD_INVALID | date",
                "{\"total\": -1, \"date\": \"2026-11-21\"}   | 400 | FIELD_INVALID | total",
                "{\"total\": 1, \"date\": \"2026-02-30\"}    | 400 | FIELD_INVALID | date",
                "{\"memberId\": \"0192f0c1-2345-7abc-8def-ffffffffffff\", \"total\": 1, \"date\": \"2026-11-21\"}"
                        + " | 403 | NOT_GRANTED | memberId",
                "{\"identity\": {\"type\": \"CARD\", \"value\": \"1\"}} | 403 | NOT_GRANTED | identity"
            })
    void aMemberClaimsForThemselvesAndKnowsTheReceipt(String body, int status, String reason, String field) {
        claim(member(), body).statusCode(status).body("reason", equalTo(reason)).body("field", equalTo(field));
        assertThat(peers.received()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                                      | identity",
                "{\"total\": 1, \"memberId\": \"0192f0c1-2345-7abc-8def-0123456789ab\"}  | total",
                "{\"date\": \"2026-11-21\"}                                              | date",
                "{\"identity\": {\"type\": \"APP_CODE\", \"value\": \"1\"}}              | identity.type"
            })
    void aDeskSaysForWhomAndNoMore(String body, String field) {
        claim(as(Credential.DESK), body)
                .statusCode(400)
                .body("reason", equalTo("FIELD_INVALID"))
                .body("field", equalTo(field));
    }

    @Test
    void careClaimsWithAnEntryInTheAuditLog() {
        peers.sale = request -> KeptSale.of("PAR-012");
        peers.resolve = request -> Told.known();
        peers.claim = request -> claimed().build();
        String key = UUID.randomUUID().toString();

        asStaff("care")
                .header("Idempotency-Key", key)
                .body(BY_CARD)
                .post("/v1/sales/" + KeptSale.ID + "/claim")
                .then()
                .statusCode(200);
        asStaff("admin")
                .get("/v1/admin/audit")
                .then()
                .statusCode(200)
                .body("entries[0].action", equalTo("CLAIM_SALE"))
                .body("entries[0].target", equalTo(KeptSale.ID))
                .body("entries[0].counterpart", equalTo(MemberToken.MEMBER))
                .body("entries[0].outcome", equalTo("DONE"))
                .body("entries.action", hasItems("CLAIM_SALE"));
    }

    @Test
    void otherStaffDoNotClaim() {
        for (String role : new String[] {"viewer", "marketing", "finance"}) {
            claim(asStaff(role), BY_CARD).statusCode(403).body("reason", equalTo("NOT_GRANTED"));
        }
    }

    @Test
    void nobodyClaimsWhatIsClaimedOrIsNotThere() {
        peers.sale = request -> KeptSale.of("PAR-012");
        peers.resolve = request -> Told.known();
        peers.claim = request -> {
            throw Told.refusal(Reason.REASON_SALE_ALREADY_CLAIMED, "");
        };
        claim(as(Credential.DESK), BY_CARD).statusCode(409).body("reason", equalTo("SALE_ALREADY_CLAIMED"));
        peers.resolve = request -> ResolveResponse.getDefaultInstance();
        claim(as(Credential.DESK), BY_CARD).statusCode(404).body("reason", equalTo("MEMBER_UNKNOWN"));
        as(Credential.DESK)
                .header("Idempotency-Key", "c-1")
                .body(BY_CARD)
                .post("/v1/sales/42/claim")
                .then()
                .statusCode(404)
                .body("reason", equalTo("SALE_UNKNOWN"));
    }

    private RequestSpecification member() {
        return asMember().contentType("application/json");
    }

    private static ClaimSaleResponse.Builder claimed() {
        return ClaimSaleResponse.newBuilder().setResult(KeptSale.recorded().getResult());
    }

    private static ValidatableResponse claim(RequestSpecification who, String body) {
        return who.header("Idempotency-Key", "c-1")
                .body(body)
                .post("/v1/sales/" + KeptSale.ID + "/claim")
                .then();
    }
}
