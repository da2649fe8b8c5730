package dev.omnipoints.profile.member;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omnipoints.contracts.profile.v1.Identity;
import dev.omnipoints.contracts.profile.v1.IdentityType;
import dev.omnipoints.contracts.profile.v1.Profile;
import dev.omnipoints.contracts.profile.v1.ResolveRequest;
import dev.omnipoints.contracts.profile.v1.ResolveResponse;
import dev.omnipoints.contracts.profile.v1.SetStatusRequest;
import dev.omnipoints.contracts.type.v1.MemberContext;
import dev.omnipoints.contracts.type.v1.MemberStatus;
import dev.omnipoints.profile.Gateway;
import dev.omnipoints.profile.ProfileEnvironment;
import dev.omnipoints.profile.Requests;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ProfileEnvironment.class)
class ResolveAndStatusTest {
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
    void anUnknownIdentityOrMemberIsAnAnswerWithoutContext() {
        assertThat(gateway.till().resolve(Requests.resolve(Requests.card())))
                .isEqualTo(ResolveResponse.getDefaultInstance());
        assertThat(gateway.till().resolve(Requests.resolve("01a20153-6ea0-7372-99c8-60293d49d9eb")))
                .isEqualTo(ResolveResponse.getDefaultInstance());
    }

    @Test
    void everyIdentityAndTheIdFindTheMember() {
        Identity external = Requests.identity(IdentityType.IDENTITY_TYPE_EXTERNAL, "shop:" + Requests.key());
        Identity email = Requests.email();
        Identity phone = Requests.phone();
        MemberContext context = gateway.till()
                .enrol(Requests.enrol(phone, external, email)
                        .setProfile(Profile.newBuilder().setGivenName("Ada").setFamilyName("Lovelace"))
                        .build())
                .getContext();
        Identity lower =
                email.toBuilder().setValue(email.getValue().toLowerCase()).build();

        for (Identity identity : new Identity[] {external, email, phone, lower}) {
            ResolveRequest question = Requests.resolve(identity);
            ResolveResponse named = gateway.till()
                    .resolve(question.toBuilder().setWithDisplayName(true).build());
            assertThat(named.getContext()).isEqualTo(context);
            assertThat(named.getDisplayName()).isEqualTo("Ada L");
            assertThat(gateway.till().resolve(question).getDisplayName()).isEmpty();
        }
        assertThat(gateway.member(context.getMemberId())
                        .resolve(Requests.resolve(context.getMemberId()))
                        .getContext())
                .isEqualTo(context);
    }

    @Test
    void aStatusTakesTheNextVersionAndTheSameAgainNone() {
        MemberContext context =
                gateway.till().enrol(Requests.enrol(Requests.card()).build()).getContext();

        assertThat(set(context, MemberStatus.MEMBER_STATUS_ACTIVE)).isEqualTo(context);
        MemberContext blocked = set(context, MemberStatus.MEMBER_STATUS_BLOCKED);
        assertThat(blocked.getStatus()).isEqualTo(MemberStatus.MEMBER_STATUS_BLOCKED);
        assertThat(blocked.getStatusVersion()).isEqualTo(2);
        assertThat(set(context, MemberStatus.MEMBER_STATUS_BLOCKED)).isEqualTo(blocked);
        assertThat(set(context, MemberStatus.MEMBER_STATUS_ACTIVE).getStatusVersion())
                .isEqualTo(3);
    }

    @Test
    void aClosedMembersIdentityResolvesAsClosed() {
        Identity card = Requests.card();
        MemberContext context =
                gateway.till().enrol(Requests.enrol(card).build()).getContext();

        MemberContext closed = set(context, MemberStatus.MEMBER_STATUS_CLOSED);

        assertThat(closed.getStatus()).isEqualTo(MemberStatus.MEMBER_STATUS_CLOSED);
        assertThat(gateway.till().resolve(Requests.resolve(card)).getContext()).isEqualTo(closed);
        assertThat(set(context, MemberStatus.MEMBER_STATUS_CLOSED)).isEqualTo(closed);
    }

    private static MemberContext set(MemberContext member, MemberStatus status) {
        return gateway.staff()
                .setStatus(SetStatusRequest.newBuilder()
                        .setMemberId(member.getMemberId())
                        .setStatus(status)
                        .build())
                .getContext();
    }
}
