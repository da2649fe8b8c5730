package dev.omnipoints.loyalty.sale;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omnipoints.contracts.loyalty.v1.EarnedState;
import dev.omnipoints.contracts.loyalty.v1.GetBalanceRequest;
import dev.omnipoints.contracts.loyalty.v1.RecordSaleRequest;
import dev.omnipoints.contracts.loyalty.v1.RecordSaleResponse;
import dev.omnipoints.contracts.loyalty.v1.SaleMemberStatus;
import dev.omnipoints.contracts.type.v1.Balance;
import dev.omnipoints.contracts.type.v1.MemberContext;
import dev.omnipoints.contracts.type.v1.MemberStatus;
import dev.omnipoints.loyalty.Calls;
import dev.omnipoints.loyalty.Database;
import dev.omnipoints.loyalty.LoyaltyEnvironment;
import dev.omnipoints.loyalty.Sales;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(LoyaltyEnvironment.class)
class RecordSaleTest {

    @AfterEach
    void ledgerIsTrue() {
        assertThat(Database.audit()).startsWith("0 ");
    }

    @Test
    void aSaleEarnsAPointForEachWholeUnit() {
        MemberContext member = Sales.active();

        RecordSaleResponse answer = record(Sales.request(Sales.sale(5382), member));

        assertThat(answer.getReplayed()).isFalse();
        assertThat(answer.getResult().getMemberId()).isEqualTo(member.getMemberId());
        assertThat(answer.getResult().getMemberStatus()).isEqualTo(SaleMemberStatus.SALE_MEMBER_STATUS_ACTIVE);
        assertThat(answer.getResult().getEarned().getPoints()).isEqualTo(53);
        assertThat(answer.getResult().getEarned().getState()).isEqualTo(EarnedState.EARNED_STATE_AVAILABLE);
        assertThat(answer.getResult().getEarned().getBreakdown(0).getText())
                .isEqualTo("1 point for each 1.00 EUR of 53.82 EUR");
        Balance balance = answer.getResult().getBalance();
        assertThat(balance.getAvailable()).isEqualTo(53);
        assertThat(balance.getSeq()).isEqualTo(1);
        assertThat(balanceOf(member)).isEqualTo(53);
    }

    @Test
    void eachCurrencyHasItsOwnWholeUnit() {
        RecordSaleResponse yen = record(Sales.request(Sales.sale(1999).setCurrency("JPY"), Sales.active()));

        assertThat(yen.getResult().getEarned().getPoints()).isEqualTo(1999);
    }

    @Test
    void discountsLowerWhatIsEarned() {
        var line = Sales.line("1", 5980).setDiscount(598).setTax(897);
        var sale = Sales.sale(0).clearLines().addLines(line).setBasketDiscount(382);
        sale.getTendersBuilder(0).setAmount(5000);

        assertThat(record(Sales.request(sale, Sales.active()))
                        .getResult()
                        .getEarned()
                        .getPoints())
                .isEqualTo(50);
    }

    @Test
    void pointsAreUsableForTwentyFourMonthsInTheProgrammesZone() {
        var sale = Sales.sale(1000).setOccurredAt(Sales.timestamp(Instant.parse("2026-01-30T23:30:00Z")));

        var earned = record(Sales.request(sale, Sales.active())).getResult().getEarned();

        // 31 January in Paris; two years on, the day after.
        assertThat(Sales.instant(earned.getExpiresAt())).isEqualTo("2028-01-31T23:00:00Z");
        assertThat(Sales.instant(earned.getAvailableAt())).isEqualTo("2026-01-30T23:30:00Z");
    }

    @Test
    void aSaleOfLongAgoEarnsPointsThatHaveExpired() {
        MemberContext member = Sales.active();
        var sale = Sales.sale(1000).setOccurredAt(Sales.timestamp(Instant.parse("2020-01-01T12:00:00Z")));

        var result = record(Sales.request(sale, member)).getResult();

        assertThat(result.getEarned().getPoints()).isEqualTo(10);
        assertThat(result.getEarned().getState()).isEqualTo(EarnedState.EARNED_STATE_EXPIRED);
        assertThat(result.getBalance().getAvailable()).isZero();
    }

    @Test
    void aTillWhoseClockRunsAheadIsFlagged() {
        var sale = Sales.sale(1000).setOccurredAt(Sales.timestamp(Instant.now().plusSeconds(3600)));

        var result = record(Sales.request(sale, Sales.active())).getResult();

        assertThat(result.getClockSkew()).isTrue();
        assertThat(result.getEarned().getState()).isEqualTo(EarnedState.EARNED_STATE_AVAILABLE);
    }

    @Test
    void theSameReceiptUnderAnotherKeyGetsTheFirstAnswerAndTheKeyStaysFree() {
        MemberContext member = Sales.active();
        var sale = Sales.sale(1000);
        RecordSaleResponse first = record(Sales.request(sale, member));
        String key = Sales.fresh();

        RecordSaleResponse again = record(Sales.request(sale, member).setIdempotencyKey(key));
        RecordSaleResponse other = record(Sales.request(Sales.sale(700), member).setIdempotencyKey(key));

        assertThat(again.getResult()).isEqualTo(first.getResult());
        assertThat(again.getReplayed()).isTrue();
        assertThat(again.getReceiptReplayed()).isTrue();
        assertThat(other.getReplayed()).isFalse();
        assertThat(balanceOf(member)).isEqualTo(17);
    }

    @Test
    void aSaleForNoOneIsKeptWithoutPointsAndAnsweredAgainByItsKey() {
        RecordSaleRequest.Builder request = Sales.request(Sales.sale(1000));

        RecordSaleResponse first = record(request);
        RecordSaleResponse again = record(request);

        assertThat(first.getResult().getMemberStatus()).isEqualTo(SaleMemberStatus.SALE_MEMBER_STATUS_NONE);
        assertThat(first.getResult().getMemberId()).isEmpty();
        assertThat(first.getResult().hasBalance()).isFalse();
        assertThat(first.getResult().getEarned().getPoints()).isZero();
        assertThat(again.getReplayed()).isTrue();
        assertThat(again.getResult()).isEqualTo(first.getResult());
        assertThat(Database.query("SELECT count(*) FROM journal WHERE sale = '%s'::uuid"
                        .formatted(first.getResult().getSaleId())))
                .containsExactly("0");
    }

    @Test
    void anIdentityThatNobodyHasIsToldAsUnknownAndTheSaleIsKept() {
        var result =
                record(Sales.request(Sales.sale(1000)).setMemberNamed(true)).getResult();

        assertThat(result.getMemberStatus()).isEqualTo(SaleMemberStatus.SALE_MEMBER_STATUS_UNKNOWN);
    }

    @Test
    void aSaleKeptForNoOneEqualsTheSameSaleOfAnyMember() {
        var sale = Sales.sale(1000);
        RecordSaleResponse first = record(Sales.request(sale).setMemberNamed(true));

        RecordSaleResponse named = record(Sales.request(sale, Sales.active()));

        assertThat(named.getResult()).isEqualTo(first.getResult());
        assertThat(named.getReceiptReplayed()).isTrue();
    }

    @Test
    void blockedAndUnconfirmedMembersSalesAreKeptWithoutPoints() {
        for (MemberStatus status :
                new MemberStatus[] {MemberStatus.MEMBER_STATUS_BLOCKED, MemberStatus.MEMBER_STATUS_UNCONFIRMED}) {
            var result = record(Sales.request(Sales.sale(1000), Sales.member(status, 3)))
                    .getResult();

            assertThat(result.getMemberStatus().getNumber()).isNotZero();
            assertThat(result.getEarned().getPoints()).isZero();
            assertThat(result.getEarned().hasExpiresAt()).isFalse();
            assertThat(result.getBalance().getSeq()).isEqualTo(1);
        }
    }

    @Test
    void aClosedMembersSaleIsKeptForNoOne() {
        MemberContext closed = Sales.member(MemberStatus.MEMBER_STATUS_CLOSED, 9);
        RecordSaleRequest.Builder request = Sales.request(Sales.sale(1000), closed);

        RecordSaleResponse first = record(request);
        RecordSaleResponse again = record(request);

        assertThat(first.getResult().getMemberStatus()).isEqualTo(SaleMemberStatus.SALE_MEMBER_STATUS_CLOSED);
        assertThat(first.getResult().getMemberId()).isEmpty();
        assertThat(again.getReplayed()).isTrue();
        assertThat(again.getResult()).isEqualTo(first.getResult());
    }

    @Test
    void ofAccountAndContextTheHigherVersionOfStatusWins() {
        MemberContext blocked = Sales.member(MemberStatus.MEMBER_STATUS_BLOCKED, 5);
        record(Sales.request(Sales.sale(1000), blocked));
        MemberContext stale = blocked.toBuilder()
                .setStatus(MemberStatus.MEMBER_STATUS_ACTIVE)
                .setStatusVersion(4)
                .build();
        MemberContext newer = stale.toBuilder().setStatusVersion(6).build();

        assertThat(record(Sales.request(Sales.sale(1000), stale)).getResult().getMemberStatus())
                .isEqualTo(SaleMemberStatus.SALE_MEMBER_STATUS_BLOCKED);
        assertThat(record(Sales.request(Sales.sale(1000), newer)).getResult().getMemberStatus())
                .isEqualTo(SaleMemberStatus.SALE_MEMBER_STATUS_ACTIVE);
    }

    private static RecordSaleResponse record(RecordSaleRequest.Builder request) {
        return Calls.sales("demo", "till-1").recordSale(request.build());
    }

    private static long balanceOf(MemberContext member) {
        return Calls.accounts("demo")
                .getBalance(GetBalanceRequest.newBuilder().setMember(member).build())
                .getBalance()
                .getAvailable();
    }
}
