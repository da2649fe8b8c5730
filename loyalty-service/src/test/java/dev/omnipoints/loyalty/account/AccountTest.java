package dev.omnipoints.loyalty.account;

import static dev.omnipoints.loyalty.account.Accounts.balance;
import static dev.omnipoints.loyalty.account.Accounts.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.omnipoints.contracts.loyalty.v1.AccountServiceGrpc;
import dev.omnipoints.contracts.loyalty.v1.GetBalanceRequest;
import dev.omnipoints.contracts.loyalty.v1.ListActivityRequest;
import dev.omnipoints.contracts.loyalty.v1.OpenAccountRequest;
import dev.omnipoints.contracts.loyalty.v1.SetStatusRequest;
import dev.omnipoints.contracts.type.v1.Balance;
import dev.omnipoints.contracts.type.v1.MemberContext;
import dev.omnipoints.contracts.type.v1.MemberStatus;
import dev.omnipoints.contracts.type.v1.Problem;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.loyalty.Calls;
import dev.omnipoints.loyalty.Database;
import dev.omnipoints.loyalty.LoyaltyEnvironment;
import dev.omnipoints.loyalty.Sales;
import dev.omnipoints.loyalty.TestClock;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(LoyaltyEnvironment.class)
class AccountTest {

    @AfterEach
    void ledgerIsTrue() {
        TestClock.reset();
        assertThat(Database.audit()).startsWith("0 ");
    }

    @Test
    void aMemberWithoutAnAccountHasNothingAtSeqZero() {
        MemberContext member = Sales.active();

        Balance balance = balance("demo", member).getBalance();

        assertThat(balance.getMemberId()).isEqualTo(member.getMemberId());
        assertThat(balance.getAvailable()).isZero();
        assertThat(balance.getSeq()).isZero();
        assertThat(balance.hasAsOf()).isTrue();
    }

    @Test
    void profileServiceOpensAndGatesAccountsByVersion() {
        String member = UUID.randomUUID().toString();

        assertThat(open(member, MemberStatus.MEMBER_STATUS_ACTIVE, 2)).isEqualTo(2);
        assertThat(setStatus(member, MemberStatus.MEMBER_STATUS_BLOCKED, 1)).isEqualTo(2);
        assertThat(statusOf(member)).containsExactly("2");
        assertThat(setStatus(member, MemberStatus.MEMBER_STATUS_BLOCKED, 3)).isEqualTo(3);
        assertThat(open(member, MemberStatus.MEMBER_STATUS_ACTIVE, 3)).isEqualTo(3);
        assertThat(statusOf(member)).containsExactly("3");
        assertThat(setStatus(member, MemberStatus.MEMBER_STATUS_CLOSED, 4)).isEqualTo(4);
        assertThat(setStatus(member, MemberStatus.MEMBER_STATUS_ACTIVE, 5)).isEqualTo(5);
        assertThat(statusOf(member)).containsExactly("4");
    }

    @Test
    void nobodyElseCommandsAccounts() {
        OpenAccountRequest request = OpenAccountRequest.newBuilder()
                .setMemberId(UUID.randomUUID().toString())
                .setStatus(MemberStatus.MEMBER_STATUS_ACTIVE)
                .setStatusVersion(1)
                .build();
        var before = Database.versions();

        Problem problem = refused(() -> Calls.accounts("demo").openAccount(request));

        assertThat(problem.getReason()).isEqualTo(Reason.REASON_NOT_GRANTED);
        assertThat(Database.versions()).isEqualTo(before);
    }

    @Test
    void aMalformedAccountIsRefusedByField() {
        assertThat(refused(() -> open("someone", MemberStatus.MEMBER_STATUS_ACTIVE, 1))
                        .getField())
                .isEqualTo("memberId");
        String member = UUID.randomUUID().toString();
        assertThat(refused(() -> open(member, MemberStatus.MEMBER_STATUS_UNSPECIFIED, 1))
                        .getField())
                .isEqualTo("status");
        assertThat(refused(() -> open(member, MemberStatus.MEMBER_STATUS_ACTIVE, 0))
                        .getField())
                .isEqualTo("statusVersion");
    }

    @Test
    void aMemberSeesTheirOwnAccountAlone() {
        MemberContext member = Sales.active();
        MemberContext other = Sales.active();
        var own = Calls.as(
                AccountServiceGrpc.newBlockingStub(Calls.channel()),
                "channel-gateway",
                Calls.member(member.getMemberId()));
        var request = GetBalanceRequest.newBuilder().setMember(other).build();

        assertThat(refused(() -> own.getBalance(request)).getReason()).isEqualTo(Reason.REASON_NOT_GRANTED);
        assertThat(refused(() -> own.listActivity(ListActivityRequest.newBuilder()
                                .setMember(other)
                                .build()))
                        .getReason())
                .isEqualTo(Reason.REASON_NOT_GRANTED);
        assertThat(own.getBalance(request.toBuilder().setMember(member).build())
                        .getBalance()
                        .getMemberId())
                .isEqualTo(member.getMemberId());
    }

    private static long open(String member, MemberStatus status, long version) {
        return Calls.profile("demo")
                .openAccount(OpenAccountRequest.newBuilder()
                        .setMemberId(member)
                        .setStatus(status)
                        .setStatusVersion(version)
                        .build())
                .getStatusVersion();
    }

    private static long setStatus(String member, MemberStatus status, long version) {
        return Calls.profile("demo")
                .setStatus(SetStatusRequest.newBuilder()
                        .setMemberId(member)
                        .setStatus(status)
                        .setStatusVersion(version)
                        .build())
                .getStatusVersion();
    }

    private static List<String> statusOf(String member) {
        return Database.query("SELECT status FROM account WHERE member = '" + member + "'");
    }
}
