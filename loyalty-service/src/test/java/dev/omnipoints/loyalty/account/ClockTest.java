package dev.omnipoints.loyalty.account;

import static dev.omnipoints.loyalty.account.Accounts.activity;
import static dev.omnipoints.loyalty.account.Accounts.balance;
import static dev.omnipoints.loyalty.account.Accounts.earn;
import static dev.omnipoints.loyalty.account.Accounts.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.omnipoints.contracts.loyalty.v1.EarnedState;
import dev.omnipoints.contracts.loyalty.v1.Entry;
import dev.omnipoints.contracts.loyalty.v1.EntryKind;
import dev.omnipoints.contracts.loyalty.v1.GetBalanceRequest;
import dev.omnipoints.contracts.loyalty.v1.GetBalanceResponse;
import dev.omnipoints.contracts.loyalty.v1.Sale;
import dev.omnipoints.contracts.loyalty.v1.SaleResult;
import dev.omnipoints.contracts.type.v1.Balance;
import dev.omnipoints.contracts.type.v1.MemberContext;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.loyalty.Calls;
import dev.omnipoints.loyalty.Database;
import dev.omnipoints.loyalty.LoyaltyEnvironment;
import dev.omnipoints.loyalty.Sales;
import dev.omnipoints.loyalty.TestClock;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(LoyaltyEnvironment.class)
class ClockTest {

    @AfterEach
    void ledgerIsTrue() {
        TestClock.reset();
        assertThat(Database.audit()).startsWith("0 ");
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
    void aClockThatStepsBackMakesNoSaleYounger() {
        MemberContext member = Sales.active();
        TestClock.ahead(Duration.ofDays(91));
        earn("slow", member, 100);
        TestClock.reset();
        Sale.Builder old =
                Sales.sale(100).setOccurredAt(Sales.timestamp(Instant.now().minus(Duration.ofDays(1))));

        assertThat(refused(() -> Calls.sales("slow", "till-1")
                                .recordSale(Sales.request(old, member).build()))
                        .getReason())
                .isEqualTo(Reason.REASON_SALE_TOO_OLD);
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
}
