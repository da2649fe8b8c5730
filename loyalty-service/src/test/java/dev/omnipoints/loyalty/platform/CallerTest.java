package dev.omnipoints.loyalty.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.omnipoints.contracts.loyalty.v1.SaleServiceGrpc;
import dev.omnipoints.contracts.type.v1.Caller;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.loyalty.Calls;
import dev.omnipoints.loyalty.Database;
import dev.omnipoints.loyalty.LoyaltyEnvironment;
import dev.omnipoints.loyalty.Sales;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(LoyaltyEnvironment.class)
class CallerTest {

    private static final String GATEWAY = "channel-gateway";
    private static final String OURS = "loyalty-service";
    private static final Caller TILL = Calls.till("demo", "till-1");

    @Test
    void whatNoTrustedServiceSignedForUsNowIsNotBelieved() {
        Instant now = Instant.now();

        refused(Calls.token("other-service", OURS, now, Calls.key(GATEWAY), TILL));
        refused(Calls.token("profile-service", OURS, now, Calls.key(GATEWAY), TILL));
        refused(Calls.token(GATEWAY, "profile-service", now, Calls.key(GATEWAY), TILL));
        refused(Calls.token(GATEWAY, OURS, now.minusSeconds(120), Calls.key(GATEWAY), TILL));
        refused(Calls.token(GATEWAY, OURS, now.plusSeconds(120), Calls.key(GATEWAY), TILL));
        refused(Calls.token(
                GATEWAY,
                OURS,
                now,
                Calls.key(GATEWAY),
                TILL.toBuilder().clearClient().build()));
        String signed = Calls.token(GATEWAY, OURS, now, Calls.key(GATEWAY), TILL);
        refused(signed.substring(0, signed.lastIndexOf('.') + 1));
        refused("x");
    }

    private static void refused(String token) {
        var before = Database.versions();
        var till = Calls.with(SaleServiceGrpc.newBlockingStub(Calls.channel()), token);

        StatusRuntimeException refused = catchThrowableOfType(
                StatusRuntimeException.class,
                () -> till.recordSale(Sales.request(Sales.sale(1)).build()));

        assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
        assertThat(Calls.problem(refused).getReason()).isEqualTo(Reason.REASON_UNAUTHENTICATED);
        assertThat(Database.versions()).isEqualTo(before);
    }
}
