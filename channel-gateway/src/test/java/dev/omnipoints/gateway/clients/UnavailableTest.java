package dev.omnipoints.gateway.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

import dev.omnipoints.contracts.loyalty.v1.MutinySaleServiceGrpc.MutinySaleServiceStub;
import dev.omnipoints.contracts.loyalty.v1.RecordSaleRequest;
import dev.omnipoints.contracts.profile.v1.MutinyMemberServiceGrpc.MutinyMemberServiceStub;
import dev.omnipoints.contracts.type.v1.Balance;
import dev.omnipoints.contracts.type.v1.Problem;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.gateway.Credential;
import dev.omnipoints.gateway.GatewayTest;
import dev.omnipoints.gateway.Told;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.quarkus.grpc.GrpcClient;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

@QuarkusTest
class UnavailableTest extends GatewayTest {
    private static final String LOOKUP = "{\"identity\": {\"type\": \"CARD\", \"value\": \"2990000000019\"}}";
    private static final String SALE = """
            {"receipt": {"store": "PAR-012", "terminal": "T3", "number": "1"}, "occurredAt": "2026-11-21T10:15:00Z",
             "currency": "EUR", "lines": [{"lineId": "1", "sku": "A", "quantity": 1, "gross": 0}], "tenders": []}
            """;

    @GrpcClient("loyalty")
    MutinySaleServiceStub loyalty;

    @GrpcClient("profile")
    MutinyMemberServiceStub profile;

    @Test
    void aServiceThatWasNotThereForAMomentIsTriedAgain() {
        AtomicInteger tries = new AtomicInteger();
        peers.balance = request -> Told.read(7, 1);
        peers.resolve = request -> {
            if (tries.incrementAndGet() < 3) {
                throw Status.UNAVAILABLE.asRuntimeException();
            }
            return Told.known();
        };

        lookup().then().statusCode(200).body("balance.available", equalTo(7));
        assertThat(tries).hasValue(3);
    }

    /** Else Reconnection would do nothing. */
    @Test
    void ofEachPeerTheChannelItselfIsAtHand() {
        assertThat(loyalty.getChannel()).isInstanceOf(ManagedChannel.class);
        assertThat(profile.getChannel()).isInstanceOf(ManagedChannel.class);
    }

    @Test
    void aServiceThatIsNotThereIsSaidToBeUnavailable() {
        peers.resolve = request -> {
            throw Status.UNAVAILABLE.asRuntimeException();
        };

        lookup().then()
                .statusCode(503)
                .header("Retry-After", "1")
                .body("reason", equalTo("DEPENDENCY_UNAVAILABLE"))
                .body("retryAfter", equalTo(1));
        assertThat(peers.received()).hasSize(3);
    }

    @Test
    void aReadThatIsNotAnsweredInTimeIsUnavailable() {
        peers.resolve = request -> null;

        lookup().then().statusCode(503).body("reason", equalTo("DEPENDENCY_UNAVAILABLE"));
        assertThat(peers.received()).hasSize(1);
    }

    @Test
    void aSaleThatIsNotAnsweredInTimeHasAnUnknownOutcome() {
        peers.recordSale = request -> null;

        sell().then()
                .statusCode(504)
                .header("Retry-After", "1")
                .contentType("application/problem+json")
                .body("reason", equalTo("OUTCOME_UNKNOWN"));
        peers.only(RecordSaleRequest.class);
    }

    @Test
    void aSaleThatBrokeOffAtEveryTryHasAnUnknownOutcome() {
        peers.recordSale = request -> {
            throw Status.UNAVAILABLE.asRuntimeException();
        };

        sell().then().statusCode(504).header("Retry-After", "1").body("reason", equalTo("OUTCOME_UNKNOWN"));
        assertThat(peers.received()).hasSize(3);
    }

    @Test
    void aConnectionThatBreaksUnderASaleLeavesItsOutcomeUnknown() {
        peers.recordSale = request -> {
            throw Status.INTERNAL
                    .withDescription("HTTP/2 error code: PROTOCOL_ERROR")
                    .asRuntimeException();
        };

        sell().then().statusCode(504).body("reason", equalTo("OUTCOME_UNKNOWN"));
    }

    @Test
    void aDefectOfAServiceTellsNothingButAnIncident() {
        peers.recordSale = request -> {
            throw Status.INTERNAL.withDescription("SELECT secret FROM t").asRuntimeException();
        };

        sell().then()
                .statusCode(500)
                .body("reason", equalTo("INTERNAL"))
                .body("incident", matchesPattern("[0-9a-f-]{36}"))
                .body(not(containsString("secret")));
    }

    @Test
    void theIncidentOfAServiceIsPassedOn() {
        peers.recordSale = request -> {
            throw Told.refusal(Problem.newBuilder()
                    .setReason(Reason.REASON_INTERNAL)
                    .setIncident("i-1")
                    .build());
        };

        sell().then().statusCode(500).body("reason", equalTo("INTERNAL")).body("incident", equalTo("i-1"));
    }

    @Test
    void aServiceThatDoesNotBelieveUsIsOurDefect() {
        peers.recordSale = request -> {
            throw Told.refusal(Reason.REASON_UNAUTHENTICATED, "");
        };

        sell().then().statusCode(500).body("reason", equalTo("INTERNAL"));
    }

    @Test
    void whatHelpsToActIsPassedOn() {
        peers.recordSale = request -> {
            throw Told.refusal(Problem.newBuilder()
                    .setReason(Reason.REASON_INSUFFICIENT_POINTS)
                    .setBalance(Balance.newBuilder(Told.balance(5, 9)))
                    .setRequired(100)
                    .build());
        };

        sell().then()
                .statusCode(409)
                .body("reason", equalTo("INSUFFICIENT_POINTS"))
                .body("balance.available", equalTo(5))
                .body("balance.seq", equalTo(9))
                .body("required", equalTo(100));
    }

    @Test
    void anOverloadedServiceSaysWhenToComeBack() {
        peers.recordSale = request -> {
            throw Told.refusal(Problem.newBuilder()
                    .setReason(Reason.REASON_OVERLOADED)
                    .setRetryAfterMillis(2_500)
                    .build());
        };

        sell().then()
                .statusCode(503)
                .header("Retry-After", "3")
                .body("reason", equalTo("OVERLOADED"))
                .body("retryAfter", equalTo(3));
        // Sent again by whoever was told, after the time told: trying at once would add to the load.
        assertThat(peers.received()).hasSize(1);
    }

    private static Response lookup() {
        return as(Credential.TILL).body(LOOKUP).post("/v1/members/lookup");
    }

    private static Response sell() {
        return as(Credential.TILL).header("Idempotency-Key", "k").body(SALE).post("/v1/sales");
    }
}
