package dev.omnipoints.profile.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.omnipoints.contracts.profile.v1.EnrolRequest;
import dev.omnipoints.contracts.profile.v1.EnrolResponse;
import dev.omnipoints.contracts.profile.v1.GetMemberRequest;
import dev.omnipoints.contracts.profile.v1.GetMemberResponse;
import dev.omnipoints.contracts.profile.v1.Identity;
import dev.omnipoints.contracts.profile.v1.Profile;
import dev.omnipoints.contracts.profile.v1.SetStatusRequest;
import dev.omnipoints.contracts.type.v1.CallerKind;
import dev.omnipoints.contracts.type.v1.MemberStatus;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.profile.Gateway;
import dev.omnipoints.profile.ProfileEnvironment;
import dev.omnipoints.profile.Requests;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ProfileEnvironment.class)
class EnrolTest {
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
    void aCardAloneEnrolsAnActiveMember() {
        Identity card = Requests.card();
        Instant before = Instant.now();

        EnrolResponse enrolled = gateway.till().enrol(Requests.enrol(card).build());

        assertThat(enrolled.getContext().getStatus()).isEqualTo(MemberStatus.MEMBER_STATUS_ACTIVE);
        assertThat(enrolled.getContext().getStatusVersion()).isEqualTo(1);
        assertThat(enrolled.getDisplayName()).isEmpty();
        assertThat(enrolled.getReplayed()).isFalse();
        assertThat(Instant.ofEpochSecond(enrolled.getEnrolledAt().getSeconds()))
                .isBetween(before.minusSeconds(1), Instant.now());
        assertThat(UUID.fromString(enrolled.getContext().getMemberId()).version())
                .isEqualTo(7);
        assertThat(gateway.till().resolve(Requests.resolve(card)).getContext()).isEqualTo(enrolled.getContext());
    }

    @Test
    void everythingThatWasGivenIsGivenBackToTheMember() {
        Identity card = Requests.card();
        Identity phone = Requests.phone();
        Identity email = Requests.email();
        Profile profile = Profile.newBuilder()
                .setGivenName("Zoë 李")
                .setFamilyName("Ångström")
                .setBirthDate("1990-04-30")
                .setLocale("fr-FR")
                .build();
        EnrolResponse enrolled = gateway.till()
                .enrol(Requests.enrol(email, card, phone)
                        .setProfile(profile)
                        .putAttributes("skin.type", "sèche \"quoted\" 🙂")
                        .putAttributes("empty", "")
                        .build());
        String memberId = enrolled.getContext().getMemberId();

        GetMemberResponse shown = gateway.member(memberId)
                .getMember(GetMemberRequest.newBuilder().setMemberId(memberId).build());

        assertThat(shown.getContext()).isEqualTo(enrolled.getContext());
        assertThat(shown.getDisplayName()).isEqualTo("Zoë 李 Å");
        assertThat(shown.getProfile()).isEqualTo(profile);
        assertThat(shown.getIdentitiesList()).containsExactlyInAnyOrder(card, phone, email);
        assertThat(shown.getAttributesMap()).isEqualTo(Map.of("skin.type", "sèche \"quoted\" 🙂", "empty", ""));
        assertThat(shown.getEnrolledAt()).isEqualTo(enrolled.getEnrolledAt());
    }

    @Test
    void theSameKeyAndContentAnswersTheSameAgain() {
        Identity card = Requests.card();
        Identity phone = Requests.phone();
        EnrolRequest request = Requests.enrol(card, phone)
                .setProfile(Profile.newBuilder().setGivenName("Ada").setFamilyName("Lovelace"))
                .build();
        EnrolResponse first = gateway.till().enrol(request);

        EnrolResponse again = gateway.till().enrol(request);
        EnrolResponse inOtherOrder = gateway.till()
                .enrol(request.toBuilder()
                        .clearIdentities()
                        .addIdentities(phone)
                        .addIdentities(card)
                        .build());

        assertThat(first.getReplayed()).isFalse();
        assertThat(again).isEqualTo(first.toBuilder().setReplayed(true).build());
        assertThat(inOtherOrder).isEqualTo(again);
    }

    @Test
    void theFirstAnswerStaysTheAnswerAfterTheMemberIsBlocked() {
        EnrolRequest request = Requests.enrol(Requests.card()).build();
        EnrolResponse first = gateway.till().enrol(request);
        gateway.staff()
                .setStatus(SetStatusRequest.newBuilder()
                        .setMemberId(first.getContext().getMemberId())
                        .setStatus(MemberStatus.MEMBER_STATUS_BLOCKED)
                        .build());

        assertThat(gateway.till().enrol(request))
                .isEqualTo(first.toBuilder().setReplayed(true).build());
    }

    @Test
    void aKeyIsItsClientsOwn() {
        EnrolRequest request = Requests.enrol(Requests.card()).build();
        EnrolRequest other = Requests.enrol(Requests.card())
                .setIdempotencyKey(request.getIdempotencyKey())
                .build();
        EnrolResponse first = gateway.till().enrol(request);

        EnrolResponse second = gateway.as(
                        Gateway.caller(CallerKind.CALLER_KIND_CLIENT, "till-2").build())
                .enrol(other);

        assertThat(second.getReplayed()).isFalse();
        assertThat(second.getContext().getMemberId())
                .isNotEqualTo(first.getContext().getMemberId());
    }

    @Test
    void aUsedKeyWithOtherContentIsRefused() {
        EnrolRequest request = Requests.enrol(Requests.card()).build();
        gateway.till().enrol(request);

        StatusRuntimeException refused = refused(request.toBuilder()
                .setProfile(Profile.newBuilder().setGivenName("Ada"))
                .build());

        assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.ALREADY_EXISTS);
        assertThat(Gateway.problem(refused).getReason()).isEqualTo(Reason.REASON_IDEMPOTENCY_KEY_REUSED);
        assertThat(Gateway.problem(refused).getField()).isEqualTo("body");
        assertThat(Gateway.errorInfo(refused).getReason()).isEqualTo("IDEMPOTENCY_KEY_REUSED");
        assertThat(Gateway.errorInfo(refused).getDomain()).isEqualTo("omnipoints.dev");
    }

    @Test
    void anIdentityOfSomeoneIsRefusedAndNamesThem() {
        Identity email = Requests.email();
        EnrolResponse first = gateway.till().enrol(Requests.enrol(email).build());
        Identity shouted =
                email.toBuilder().setValue(email.getValue().toUpperCase()).build();

        StatusRuntimeException refused =
                refused(Requests.enrol(Requests.card(), shouted).build());

        assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.ALREADY_EXISTS);
        assertThat(Gateway.problem(refused).getReason()).isEqualTo(Reason.REASON_MEMBER_ALREADY_EXISTS);
        assertThat(Gateway.problem(refused).getMemberId())
                .isEqualTo(first.getContext().getMemberId());
    }

    @Test
    void programmesKeepTheirMembersApart() {
        Identity phone = Requests.phone();
        EnrolResponse here = gateway.till().enrol(Requests.enrol(phone).build());
        var elsewhere = gateway.as(Gateway.caller(CallerKind.CALLER_KIND_CLIENT, "till-1")
                .setProgramme("plain")
                .build());

        assertThat(elsewhere.resolve(Requests.resolve(phone)).hasContext()).isFalse();
        assertThat(elsewhere
                        .resolve(Requests.resolve(here.getContext().getMemberId()))
                        .hasContext())
                .isFalse();
        EnrolResponse there =
                elsewhere.enrol(Requests.enrol(phone, Requests.email()).build());
        assertThat(there.getContext().getMemberId())
                .isNotEqualTo(here.getContext().getMemberId());
    }

    private static StatusRuntimeException refused(EnrolRequest request) {
        return catchThrowableOfType(
                StatusRuntimeException.class, () -> gateway.till().enrol(request));
    }
}
