package dev.omnipoints.loyalty.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.omnipoints.contracts.loyalty.v1.AccountServiceGrpc;
import dev.omnipoints.contracts.loyalty.v1.EarnedState;
import dev.omnipoints.contracts.loyalty.v1.Entry;
import dev.omnipoints.contracts.loyalty.v1.EntryKind;
import dev.omnipoints.contracts.loyalty.v1.GetBalanceRequest;
import dev.omnipoints.contracts.loyalty.v1.GetBalanceResponse;
import dev.omnipoints.contracts.loyalty.v1.ListActivityRequest;
import dev.omnipoints.contracts.loyalty.v1.ListActivityResponse;
import dev.omnipoints.contracts.loyalty.v1.OpenAccountRequest;
import dev.omnipoints.contracts.loyalty.v1.SaleResult;
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
import io.grpc.StatusRuntimeException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

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
    }

    @Test
    void nobodyElseCommandsAccounts() {
        OpenAccountRequest request = OpenAccountRequest.newBuilder()
                .setMemberId(UUID.randomUUID().toString())
                .setStatus(MemberStatus.MEMBER_STATUS_ACTIVE)
                .setStatusVersion(1)
                .build();
        var before = Database.everything();

        Problem problem = refused(() -> Calls.accounts("demo").openAccount(request));

        assertThat(problem.getReason()).isEqualTo(Reason.REASON_NOT_GRANTED);
        assertThat(Database.everything()).isEqualTo(before);
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

    @Test
    void theStatementComesInPagesNewestFirstAndStaysStableWhileRowsAreAdded() {
        MemberContext member = Sales.active();
        for (int i = 1; i <= 5; i++) {
            earn("demo", member, i * 100);
        }
        List<Long> seqs = new ArrayList<>();

        String token = "";
        do {
            ListActivityResponse page = Calls.accounts("demo")
                    .listActivity(ListActivityRequest.newBuilder()
                            .setMember(member)
                            .setPageSize(2)
                            .setPageToken(token)
                            .build());
            page.getEntriesList().forEach(entry -> seqs.add(entry.getSeq()));
            earn("demo", member, 100);
            token = page.getNextPageToken();
        } while (!token.isEmpty());

        assertThat(seqs).containsExactly(5L, 4L, 3L, 2L, 1L);
    }

    @Test
    void anEntrySaysWhatWhereAndTheBalanceAfter() {
        MemberContext member = Sales.active();
        earn("demo", member, 300);
        SaleResult sale = earn("demo", member, 700);

        Entry entry = activity("demo", member).getFirst();

        assertThat(entry.getKind()).isEqualTo(EntryKind.ENTRY_KIND_EARN);
        assertThat(entry.getRefused()).isEqualTo(Reason.REASON_UNSPECIFIED);
        assertThat(entry.getPoints()).isEqualTo(7);
        assertThat(entry.getAvailableChange()).isEqualTo(7);
        assertThat(entry.getBalance()).isEqualTo(sale.getBalance());
        assertThat(entry.getSaleId()).isEqualTo(sale.getSaleId());
        assertThat(entry.getStore()).isEqualTo("PAR-012");
        assertThat(entry.getTerminal()).isEqualTo("T3");
        assertThat(entry.getOperationId()).matches("earn_[A-Za-z0-9_-]{32}");
    }

    @Test
    void aWrongPageIsRefusedByField() {
        MemberContext member = Sales.active();
        var request = ListActivityRequest.newBuilder().setMember(member);
        String othersToken = PageToken.after(UUID.randomUUID(), 3);

        for (int size : new int[] {0, -1, 201}) {
            assertThat(refused(() -> Calls.accounts("demo")
                                    .listActivity(
                                            request.clone().setPageSize(size).build()))
                            .getField())
                    .isEqualTo("pageSize");
        }
        for (String token : List.of("x", "%%%", othersToken)) {
            assertThat(refused(() -> Calls.accounts("demo")
                                    .listActivity(
                                            request.clone().setPageToken(token).build()))
                            .getField())
                    .isEqualTo("pageToken");
        }
    }

    @Test
    void pendingPointsBecomeUsableAndExpireByTheClockWhetherOrNotAnyoneTouchesThem() {
        MemberContext member = Sales.active();
        SaleResult sale = earn("slow", member, 5000);
        assertThat(sale.getEarned().getState()).isEqualTo(EarnedState.EARNED_STATE_PENDING);

        TestClock.ahead(Duration.ofDays(15));
        Balance usable = balance("slow", member).getBalance();
        assertThat(usable.getAvailable()).isEqualTo(50);
        assertThat(usable.getPending()).isZero();
        assertThat(usable.getSeq()).isEqualTo(1);

        TestClock.ahead(Duration.ofDays(32));
        GetBalanceResponse expired = balance("slow", member);
        assertThat(expired.getBalance().getAvailable()).isZero();
        assertThat(expired.getExpiringList()).isEmpty();
        assertThat(activity("slow", member)).hasSize(1);
    }

    @Test
    void whatIsDueIsWrittenBeforeTheNextEarn() {
        MemberContext member = Sales.active();
        earn("slow", member, 5000);
        TestClock.ahead(Duration.ofDays(32));

        SaleResult next = earn("slow", member, 200);

        assertThat(next.getBalance().getSeq()).isEqualTo(4);
        assertThat(activity("slow", member))
                .extracting(Entry::getKind)
                .containsExactly(
                        EntryKind.ENTRY_KIND_EARN,
                        EntryKind.ENTRY_KIND_EXPIRE,
                        EntryKind.ENTRY_KIND_ACTIVATE,
                        EntryKind.ENTRY_KIND_EARN);
        assertThat(activity("slow", member).get(1).getChannelValue()).isZero();
    }

    @Test
    void aClockThatStepsBackRevivesNothing() {
        MemberContext member = Sales.active();
        earn("slow", member, 5000);
        TestClock.ahead(Duration.ofDays(32));
        earn("slow", member, 0);

        TestClock.reset();

        assertThat(balance("slow", member).getBalance().getAvailable()).isZero();
        assertThat(earn("slow", member, 300).getBalance().getSeq()).isEqualTo(5);
    }

    @Test
    void whatExpiresIsToldByDateSoonestFirst() {
        MemberContext member = Sales.active();
        SaleResult first = earn("demo", member, 300);
        TestClock.ahead(Duration.ofDays(40));
        SaleResult second = earn("demo", member, 500);

        GetBalanceResponse answer = Calls.accounts("demo")
                .getBalance(GetBalanceRequest.newBuilder()
                        .setMember(member)
                        .setExpiringBy(first.getEarned().getExpiresAt())
                        .build());

        assertThat(answer.getExpiringList()).extracting(e -> e.getPoints()).containsExactly(3L, 5L);
        assertThat(answer.getExpiring(0).getExpiresAt())
                .isEqualTo(first.getEarned().getExpiresAt());
        assertThat(answer.getExpiring(1).getExpiresAt())
                .isEqualTo(second.getEarned().getExpiresAt());
        assertThat(answer.getExpiringByPoints()).isEqualTo(3);
    }

    private static SaleResult earn(String programme, MemberContext member, long cents) {
        var sale = Sales.sale(cents)
                .setOccurredAt(balance(programme, member).getBalance().getAsOf());
        return Calls.sales(programme, "till-1")
                .recordSale(Sales.request(sale, member).build())
                .getResult();
    }

    private static GetBalanceResponse balance(String programme, MemberContext member) {
        return Calls.accounts(programme)
                .getBalance(GetBalanceRequest.newBuilder().setMember(member).build());
    }

    private static List<Entry> activity(String programme, MemberContext member) {
        return Calls.accounts(programme)
                .listActivity(ListActivityRequest.newBuilder().setMember(member).build())
                .getEntriesList();
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

    private static Problem refused(Executable call) {
        return Calls.problem(catchThrowableOfType(StatusRuntimeException.class, call::execute));
    }
}
