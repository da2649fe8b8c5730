package dev.omnipoints.profile.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.util.Durations;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import dev.omnipoints.contracts.profile.v1.MemberServiceGrpc.MemberServiceBlockingStub;
import dev.omnipoints.contracts.type.v1.Problem;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.profile.Gateway;
import dev.omnipoints.profile.ProfileEnvironment;
import dev.omnipoints.profile.Requests;
import dev.omnipoints.profile.Tables;
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
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls of a service whose places are taken. */
@QuarkusTest
@QuarkusTestResource(ProfileEnvironment.class)
class AdmissionTest {
    private static final int LIMIT = 1024;

    @Inject
    Admission admission;

    @Inject
    MeterRegistry metrics;

    private Gateway gateway;
    private int taken;

    @BeforeEach
    void connect() {
        gateway = Gateway.connect();
    }

    @AfterEach
    void leave() {
        for (; taken > 0; taken--) {
            admission.leave();
        }
        await().untilAsserted(() -> assertThat(inFlight()).isZero());
        gateway.close();
    }

    @Test
    void aCallBeyondTheLimitIsToldAtOnceAndIsAcceptedAfterwards() throws Exception {
        double before = refused();
        var tables = Tables.everything();
        fill();

        StatusRuntimeException refused =
                catchThrowableOfType(StatusRuntimeException.class, () -> enrol(gateway.till()));

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
        assertThat(Tables.everything()).isEqualTo(tables);

        admission.leave();
        taken--;
        assertThat(enrol(gateway.till())).isNotBlank();
    }

    @Test
    void nobodyLooksWhoItIs() {
        fill();

        assertThat(codeOf(gateway.withToken("x"))).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    }

    @Test
    void healthAnswersAllTheSame() {
        fill();

        var health = HealthGrpc.newBlockingStub(gateway.channel()).check(HealthCheckRequest.getDefaultInstance());

        assertThat(health.getStatus()).isEqualTo(ServingStatus.SERVING);
    }

    @Test
    void whatIsRefusedOrIsGivenUpLeavesItsPlace() {
        for (int i = 0; i < 20; i++) {
            assertThat(codeOf(gateway.withToken("x"))).isEqualTo(Status.Code.UNAUTHENTICATED);
            assertThat(codeOf(gateway.till())).isEqualTo(Status.Code.INVALID_ARGUMENT);
            // A connection of its own: what is given up may take it along (quarkus#56268).
            try (Gateway hasty = Gateway.connect()) {
                catchThrowableOfType(
                        StatusRuntimeException.class,
                        () -> enrol(hasty.till().withDeadlineAfter(20, TimeUnit.MILLISECONDS)));
            }
        }

        await().untilAsserted(() -> assertThat(inFlight()).isZero());
    }

    private void fill() {
        for (; taken < LIMIT; taken++) {
            assertThat(admission.enter()).isTrue();
        }
        assertThat(inFlight()).isEqualTo(LIMIT);
    }

    private static String enrol(MemberServiceBlockingStub caller) {
        return caller.enrol(Requests.enrol(Requests.card()).build())
                .getContext()
                .getMemberId();
    }

    private static Status.Code codeOf(MemberServiceBlockingStub caller) {
        return catchThrowableOfType(StatusRuntimeException.class, () -> caller.resolve(Requests.resolve("no id")))
                .getStatus()
                .getCode();
    }

    private double inFlight() {
        return metrics.get("omnipoints.admission.in.flight").gauge().value();
    }

    private double refused() {
        return metrics.get("omnipoints.admission.refused").functionCounter().count();
    }
}
