package dev.omnipoints.profile.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.omnipoints.contracts.profile.v1.MemberServiceGrpc;
import dev.omnipoints.contracts.type.v1.Caller;
import dev.omnipoints.contracts.type.v1.CallerKind;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.profile.Gateway;
import dev.omnipoints.profile.ProfileEnvironment;
import dev.omnipoints.profile.Requests;
import dev.omnipoints.profile.TestKeys;
import grpc.health.v1.HealthGrpc;
import grpc.health.v1.HealthOuterClass.HealthCheckRequest;
import grpc.health.v1.HealthOuterClass.HealthCheckResponse;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ProfileEnvironment.class)
class CallerTest {
    private static final Duration MINUTE = Duration.ofSeconds(60);
    private static final Caller TILL =
            Gateway.caller(CallerKind.CALLER_KIND_CLIENT, "till-1").build();

    private static Gateway gateway;

    @BeforeAll
    static void connect() {
        gateway = Gateway.connect();
    }

    @AfterAll
    static void disconnect() {
        gateway.close();
    }

    @Test
    void aMissingOrMeaninglessTokenIsUnauthenticated() {
        assertUnauthenticated(null);
        assertUnauthenticated("");
        assertUnauthenticated("till-1");
        assertUnauthenticated("a.b.c");
        assertUnauthenticated("x".repeat(5_000));
    }

    @Test
    void aTokenOfAnotherAudienceIssuerOrKeyIsUnauthenticated() {
        assertUnauthenticated(Gateway.token("channel-gateway", "loyalty-service", TILL, MINUTE, Gateway.ownKey()));
        assertUnauthenticated(Gateway.token("loyalty-service", "profile-service", TILL, MINUTE, Gateway.ownKey()));
        assertUnauthenticated(Gateway.token(
                "channel-gateway",
                "profile-service",
                TILL,
                MINUTE,
                TestKeys.ed25519().getPrivate()));
    }

    @Test
    void aTokenSignedWithThePublicKeyAsASecretIsUnauthenticated() {
        byte[] publicKey = Base64.getDecoder()
                .decode(ConfigProvider.getConfig()
                        .getValue("omnipoints.caller.trusted.\"channel-gateway\"", String.class));

        assertUnauthenticated(Gateway.token(
                "channel-gateway", "profile-service", TILL, MINUTE, new SecretKeySpec(publicKey, "HmacSHA256")));
    }

    @Test
    void anUnsignedTokenIsUnauthenticated() {
        String signed = Gateway.token("channel-gateway", "profile-service", TILL, MINUTE, Gateway.ownKey());
        String header = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8));

        assertUnauthenticated(header + "." + signed.split("\\.")[1] + ".");
        assertUnauthenticated(signed.substring(0, signed.lastIndexOf('.') + 1));
    }

    @Test
    void anExpiredOrLongLivedTokenIsUnauthenticated() {
        assertUnauthenticated(
                Gateway.token("channel-gateway", "profile-service", TILL, Duration.ofSeconds(-10), Gateway.ownKey()));
        assertUnauthenticated(
                Gateway.token("channel-gateway", "profile-service", TILL, Duration.ofSeconds(61), Gateway.ownKey()));
    }

    @Test
    void aCallerWithoutProgrammeClientOrKindIsUnauthenticated() {
        for (Caller caller : List.of(
                TILL.toBuilder().clearProgramme().build(),
                TILL.toBuilder().clearClient().build(),
                TILL.toBuilder().clearKind().build(),
                TILL.toBuilder().setKindValue(99).build())) {
            assertUnauthenticated(
                    Gateway.token("channel-gateway", "profile-service", caller, MINUTE, Gateway.ownKey()));
        }
    }

    @Test
    void aProgrammeThatIsNotHereIsNotGranted() {
        for (String programme : List.of("elsewhere", "é\0")) {
            StatusRuntimeException refused = catchThrowableOfType(
                    StatusRuntimeException.class,
                    () -> gateway.as(TILL.toBuilder().setProgramme(programme).build())
                            .resolve(Requests.resolve(Requests.card())));

            assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.PERMISSION_DENIED);
            assertThat(Gateway.problem(refused).getReason()).isEqualTo(Reason.REASON_NOT_GRANTED);
        }
    }

    @Test
    void manyCallersAtOnceAreEachTakenForThemselves() throws Exception {
        List<String> members = IntStream.range(0, 16)
                .mapToObj(i -> gateway.till()
                        .enrol(Requests.enrol(Requests.card()).build())
                        .getContext()
                        .getMemberId())
                .toList();
        List<Callable<String>> calls = IntStream.range(0, 320)
                .mapToObj(i -> members.get(i % members.size()))
                .map(memberId -> (Callable<String>) () -> gateway.member(memberId)
                        .resolve(Requests.resolve(memberId))
                        .getContext()
                        .getMemberId())
                .toList();

        try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
            var answers = threads.invokeAll(calls);
            for (int i = 0; i < answers.size(); i++) {
                assertThat(answers.get(i).get()).isEqualTo(members.get(i % members.size()));
            }
        }
    }

    @Test
    void healthNeedsNoCaller() {
        HealthCheckResponse answer =
                HealthGrpc.newBlockingStub(gateway.channel()).check(HealthCheckRequest.getDefaultInstance());

        assertThat(answer.getStatus()).isEqualTo(HealthCheckResponse.ServingStatus.SERVING);
        RestAssured.get("/q/health/ready").then().statusCode(200);
        RestAssured.get("/q/health/live").then().statusCode(200);
    }

    private static void assertUnauthenticated(String token) {
        MemberServiceGrpc.MemberServiceBlockingStub stub = gateway.withToken(token);
        StatusRuntimeException refused = catchThrowableOfType(
                StatusRuntimeException.class, () -> stub.resolve(Requests.resolve(Requests.card())));

        assertThat(refused).as("refused").isNotNull();
        assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
        assertThat(Gateway.problem(refused).getReason()).isEqualTo(Reason.REASON_UNAUTHENTICATED);
        assertThat(Gateway.errorInfo(refused).getReason()).isEqualTo("UNAUTHENTICATED");
    }
}
