package dev.omnipoints.loyalty.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.util.Durations;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import dev.omnipoints.contracts.loyalty.v1.GetSaleRequest;
import dev.omnipoints.contracts.loyalty.v1.SaleServiceGrpc;
import dev.omnipoints.contracts.loyalty.v1.SaleServiceGrpc.SaleServiceBlockingStub;
import dev.omnipoints.contracts.type.v1.Problem;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.loyalty.Calls;
import dev.omnipoints.loyalty.Database;
import dev.omnipoints.loyalty.LoyaltyEnvironment;
import dev.omnipoints.loyalty.Sales;
import grpc.health.v1.HealthGrpc;
import grpc.health.v1.HealthOuterClass.HealthCheckRequest;
import grpc.health.v1.HealthOuterClass.HealthCheckResponse.ServingStatus;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Calls of a service whose places are taken. */
@QuarkusTest
@QuarkusTestResource(LoyaltyEnvironment.class)
class AdmissionTest {
    private static final int LIMIT = 1024;

    @Inject
    Admission admission;

    @Inject
    MeterRegistry metrics;

    private int taken;

    @AfterEach
    void leave() {
        for (; taken > 0; taken--) {
            admission.leave();
        }
        await().untilAsserted(() -> assertThat(inFlight()).isZero());
    }

    @Test
    void aCallBeyondTheLimitIsToldAtOnceAndIsAcceptedAfterwards() throws Exception {
        double before = refused();
        fill();

        StatusRuntimeException refused =
                Database.leavingNoTrace(() -> catchThrowableOfType(StatusRuntimeException.class, this::sell));

        assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
        var details = StatusProto.fromThrowable(refused).getDetailsList();
        assertThat(details.get(0).unpack(ErrorInfo.class))
                .isEqualTo(ErrorInfo.newBuilder()
                        .setReason("OVERLOADED")
                        .setDomain("omnipoints.dev")
                        .build());
        assertThat(details.get(1).unpack(Problem.class))
                .isEqualTo(Problem.newBuilder()
                        .setReason(Reason.REASON_OVERLOADED)
                        .setRetryAfterMillis(200)
                        .build());
        assertThat(details.get(2).unpack(RetryInfo.class).getRetryDelay()).isEqualTo(Durations.fromMillis(200));
        assertThat(refused() - before).isEqualTo(1);

        admission.leave();
        taken--;
        assertThat(sell()).isNotBlank();
    }

    @Test
    void nobodyLooksWhoItIs() {
        fill();

        assertThat(reasonOf(Calls.with(stub(), "x"))).isEqualTo(Reason.REASON_OVERLOADED);
    }

    @Test
    void healthAnswersAllTheSame() {
        fill();

        var health = HealthGrpc.newBlockingStub(Calls.channel()).check(HealthCheckRequest.getDefaultInstance());

        assertThat(health.getStatus()).isEqualTo(ServingStatus.SERVING);
    }

    @Test
    void whatIsRefusedLeavesItsPlace() {
        for (int i = 0; i < 20; i++) {
            assertThat(reasonOf(Calls.with(stub(), "x"))).isEqualTo(Reason.REASON_UNAUTHENTICATED);
            assertThat(reasonOf(Calls.sales("demo", "till-1"))).isEqualTo(Reason.REASON_SALE_UNKNOWN);
        }

        await().untilAsserted(() -> assertThat(inFlight()).isZero());
    }

    private void fill() {
        for (; taken < LIMIT; taken++) {
            assertThat(admission.enter()).isTrue();
        }
        assertThat(inFlight()).isEqualTo(LIMIT);
    }

    private String sell() {
        return Calls.sales("demo", "till-1")
                .recordSale(Sales.request(Sales.sale(1)).build())
                .getResult()
                .getSaleId();
    }

    private static SaleServiceBlockingStub stub() {
        return SaleServiceGrpc.newBlockingStub(Calls.channel());
    }

    private static Reason reasonOf(SaleServiceBlockingStub caller) {
        return Calls.problem(catchThrowableOfType(
                        StatusRuntimeException.class,
                        () -> caller.getSale(
                                GetSaleRequest.newBuilder().setSaleId("no id").build())))
                .getReason();
    }

    private double inFlight() {
        return metrics.get("omnipoints.admission.in.flight").gauge().value();
    }

    private double refused() {
        return metrics.get("omnipoints.admission.refused").functionCounter().count();
    }
}
