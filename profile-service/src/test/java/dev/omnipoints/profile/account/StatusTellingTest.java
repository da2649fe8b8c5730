package dev.omnipoints.profile.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.omnipoints.contracts.profile.v1.SetStatusRequest;
import dev.omnipoints.contracts.type.v1.Caller;
import dev.omnipoints.contracts.type.v1.CallerKind;
import dev.omnipoints.contracts.type.v1.MemberStatus;
import dev.omnipoints.profile.Gateway;
import dev.omnipoints.profile.ProfileEnvironment;
import dev.omnipoints.profile.Requests;
import dev.omnipoints.profile.Tables;
import dev.omnipoints.profile.account.LoyaltyPeer.Manner;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.security.KeyFactory;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionFactory;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ProfileEnvironment.class)
class StatusTellingTest {
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
    void anEnrolmentOpensTheAccountAndIsAcknowledged() {
        try (LoyaltyPeer loyalty = LoyaltyPeer.up(Manner.ANSWERS)) {
            String memberId = enrol();

            soon().until(() -> untold(memberId), "0"::equals);

            assertThat(loyalty.callsFor(memberId)).singleElement().satisfies(call -> {
                assertThat(call.method()).isEqualTo("OpenAccount");
                assertThat(call.status()).isEqualTo(MemberStatus.MEMBER_STATUS_ACTIVE);
                assertThat(call.version()).isEqualTo(1);
            });
        }
    }

    @Test
    void aStatusIsToldWithItsVersion() {
        try (LoyaltyPeer loyalty = LoyaltyPeer.up(Manner.ANSWERS)) {
            String memberId = enrol();
            soon().until(() -> untold(memberId), "0"::equals);

            setStatus(memberId, MemberStatus.MEMBER_STATUS_BLOCKED);
            soon().until(() -> untold(memberId), "0"::equals);
            setStatus(memberId, MemberStatus.MEMBER_STATUS_CLOSED);
            soon().until(() -> untold(memberId), "0"::equals);

            assertThat(loyalty.callsFor(memberId))
                    .extracting(LoyaltyPeer.Call::method, LoyaltyPeer.Call::status, LoyaltyPeer.Call::version)
                    .containsExactly(
                            tuple("OpenAccount", MemberStatus.MEMBER_STATUS_ACTIVE, 1L),
                            tuple("SetStatus", MemberStatus.MEMBER_STATUS_BLOCKED, 2L),
                            tuple("SetStatus", MemberStatus.MEMBER_STATUS_CLOSED, 3L));
        }
    }

    @Test
    void enrolmentsWhileLoyaltyIsDownAreToldWhenItIsUp() {
        Set<String> members = IntStream.range(0, 20).mapToObj(i -> enrol()).collect(Collectors.toSet());
        assertThat(untold()).containsAll(members);

        try (LoyaltyPeer loyalty = LoyaltyPeer.up(Manner.ANSWERS)) {
            soon().until(() -> Collections.disjoint(untold(), members));
            assertThat(members)
                    .allSatisfy(
                            memberId -> assertThat(loyalty.callsFor(memberId)).isNotEmpty());
        }
    }

    @Test
    void whatDiedBetweenReceivingAndAnsweringIsToldAgain() {
        String memberId;
        try (LoyaltyPeer silent = LoyaltyPeer.up(Manner.FALLS_SILENT)) {
            memberId = enrol();
            soon().until(() -> !silent.callsFor(memberId).isEmpty());
            assertThat(untold(memberId)).isEqualTo("1");
        }

        try (LoyaltyPeer loyalty = LoyaltyPeer.up(Manner.ANSWERS)) {
            soon().until(() -> untold(memberId), "0"::equals);
            assertThat(loyalty.callsFor(memberId)).isNotEmpty();
        }
    }

    @Test
    void aStatusThatChangesWhileTheFirstIsUnansweredIsNotTakenForKnown() {
        String memberId;
        try (LoyaltyPeer silent = LoyaltyPeer.up(Manner.FALLS_SILENT)) {
            memberId = enrol();
            soon().until(() -> !silent.callsFor(memberId).isEmpty());
            setStatus(memberId, MemberStatus.MEMBER_STATUS_BLOCKED);
        }

        try (LoyaltyPeer loyalty = LoyaltyPeer.up(Manner.ANSWERS)) {
            soon().until(() -> untold(memberId), "0"::equals);
            assertThat(loyalty.callsFor(memberId).getLast().version()).isEqualTo(2);
            assertThat(loyalty.callsFor(memberId).getLast().status()).isEqualTo(MemberStatus.MEMBER_STATUS_BLOCKED);
        }
    }

    @Test
    void whatAnInstanceTookAndDiedWithIsTakenByAnotherAfterTheLease() {
        String memberId = enrol();
        Tables.execute("UPDATE member SET next_telling_at = clock_timestamp() + interval '1 second' WHERE member_id = '"
                + memberId + "'");

        try (LoyaltyPeer loyalty = LoyaltyPeer.up(Manner.ANSWERS)) {
            soon().until(() -> untold(memberId), "0"::equals);
            assertThat(loyalty.callsFor(memberId)).hasSize(1);
        }
    }

    @Test
    void aRefusalOfOneMemberDoesNotHoldUpTheOthers() {
        String refused;
        try (LoyaltyPeer refusing = LoyaltyPeer.up(Manner.REFUSES)) {
            refused = enrol();
            soon().until(() -> !refusing.callsFor(refused).isEmpty());
        }
        try (LoyaltyPeer loyalty = LoyaltyPeer.up(Manner.ANSWERS)) {
            String other = enrol();
            soon().until(() -> untold(other), "0"::equals);
            assertThat(untold(refused)).isEqualTo("1");
        }
    }

    @Test
    void callsAreSignedByThisServiceForTheMembersProgramme() throws Exception {
        try (LoyaltyPeer loyalty = LoyaltyPeer.up(Manner.ANSWERS)) {
            String memberId = enrol();
            soon().until(() -> !loyalty.callsFor(memberId).isEmpty());

            JwtClaims claims = new JwtConsumerBuilder()
                    .setExpectedIssuer("profile-service")
                    .setExpectedAudience("loyalty-service")
                    .setRequireExpirationTime()
                    .setVerificationKey(KeyFactory.getInstance("Ed25519")
                            .generatePublic(new X509EncodedKeySpec(Base64.getDecoder()
                                    .decode(ConfigProvider.getConfig()
                                            .getValue("test.profile.public-key", String.class)))))
                    .build()
                    .processToClaims(loyalty.callsFor(memberId).getFirst().token());

            assertThat(claims.getExpirationTime().getValue()
                            - claims.getIssuedAt().getValue())
                    .isEqualTo(60);
            assertThat(Caller.parseFrom(Base64.getUrlDecoder().decode(claims.getStringClaimValue("caller"))))
                    .isEqualTo(Caller.newBuilder()
                            .setProgramme("demo")
                            .setKind(CallerKind.CALLER_KIND_SERVICE)
                            .setClient("profile-service")
                            .build());
        }
    }

    @Test
    void moreThanOneBatchIsToldInSeveralRounds() {
        try (LoyaltyPeer loyalty = LoyaltyPeer.up(Manner.ANSWERS)) {
            List<String> members =
                    IntStream.range(0, 150).mapToObj(i -> enrol()).toList();

            soon().until(() -> Collections.disjoint(untold(), members));

            assertThat(members)
                    .allSatisfy(
                            memberId -> assertThat(loyalty.callsFor(memberId)).isNotEmpty());
        }
    }

    private static String enrol() {
        return gateway.till()
                .enrol(Requests.enrol(Requests.card()).build())
                .getContext()
                .getMemberId();
    }

    private static void setStatus(String memberId, MemberStatus status) {
        gateway.staff()
                .setStatus(SetStatusRequest.newBuilder()
                        .setMemberId(memberId)
                        .setStatus(status)
                        .build());
    }

    /** How many versions loyalty-service is behind. */
    private static String untold(String memberId) {
        return Tables.query(
                        "SELECT status_version - acknowledged_version FROM member WHERE member_id = '" + memberId + "'")
                .getFirst();
    }

    /** The members of whom loyalty-service does not know everything. */
    private static List<String> untold() {
        return Tables.query("SELECT member_id FROM member WHERE status_version <> acknowledged_version");
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(50));
    }
}
