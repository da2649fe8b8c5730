package dev.omnipoints.loyalty.sale;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omnipoints.contracts.loyalty.v1.ClaimSaleRequest;
import dev.omnipoints.contracts.loyalty.v1.Return;
import dev.omnipoints.contracts.loyalty.v1.ReturnLine;
import dev.omnipoints.contracts.loyalty.v1.ReturnResult;
import dev.omnipoints.contracts.loyalty.v1.Sale;
import dev.omnipoints.contracts.loyalty.v1.SaleMemberStatus;
import dev.omnipoints.contracts.loyalty.v1.SaleResult;
import dev.omnipoints.contracts.type.v1.MemberContext;
import dev.omnipoints.contracts.type.v1.MemberStatus;
import dev.omnipoints.contracts.type.v1.Problem;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.loyalty.Calls;
import dev.omnipoints.loyalty.Database;
import dev.omnipoints.loyalty.LoyaltyEnvironment;
import dev.omnipoints.loyalty.Sales;
import dev.omnipoints.loyalty.Shop;
import dev.omnipoints.loyalty.programme.Programmes;
import io.grpc.StatusRuntimeException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(LoyaltyEnvironment.class)
class ClaimTest {

    @Inject
    Programmes programmes;

    private final MemberContext member = Sales.active();
    private Shop shop;

    @BeforeEach
    void aShop() {
        shop = Shop.open(programmes, "");
    }

    @AfterEach
    void ledgerIsTrue() {
        assertThat(Database.audit()).startsWith("0 ");
    }

    @Test
    void aSaleForNoOneIsClaimedOnce() {
        SaleResult kept = shop.sell(Sales.sale(5_382));

        SaleResult claimed = shop.claim(kept.getSaleId(), member);
        Problem again = Shop.refused(() -> shop.claim(kept.getSaleId(), Sales.active()));

        assertThat(claimed.getMemberId()).isEqualTo(member.getMemberId());
        assertThat(claimed.getMemberStatus()).isEqualTo(SaleMemberStatus.SALE_MEMBER_STATUS_ACTIVE);
        assertThat(claimed.getEarned().getPoints()).isEqualTo(53);
        assertThat(claimed.getBalance().getAvailable()).isEqualTo(53);
        assertThat(again.getReason()).isEqualTo(Reason.REASON_SALE_ALREADY_CLAIMED);
    }

    @Test
    void theSameClaimAgainIsTheFirstAnswer() {
        SaleResult kept = shop.sell(Sales.sale(5_382));
        ClaimSaleRequest claim = Shop.claimOf(kept.getSaleId(), member).build();

        var first = Calls.sales(shop.programme(), "till-1").claimSale(claim);
        var again = Calls.sales(shop.programme(), "till-1").claimSale(claim);

        assertThat(first.getReplayed()).isFalse();
        assertThat(again.getReplayed()).isTrue();
        assertThat(again.getResult()).isEqualTo(first.getResult());
    }

    @Test
    void ofManyWhoClaimAtOnceOneHasIt() {
        SaleResult kept = shop.sell(Sales.sale(5_382));

        List<String> answers = IntStream.range(0, 12)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> outcome(kept.getSaleId())))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .sorted()
                .toList();

        assertThat(answers.getFirst()).isEqualTo("53");
        assertThat(answers.subList(1, 12)).containsOnly("REASON_SALE_ALREADY_CLAIMED");
    }

    @Test
    void aBlockedMembersSaleIsTheirsAloneToClaim() {
        MemberContext blocked = Sales.member(MemberStatus.MEMBER_STATUS_BLOCKED, 2);
        MemberContext freed = blocked.toBuilder()
                .setStatus(MemberStatus.MEMBER_STATUS_ACTIVE)
                .setStatusVersion(3)
                .build();
        SaleResult kept = shop.sell(Sales.sale(5_382), blocked);
        assertThat(kept.getEarned().getPoints()).isZero();

        Problem still = Shop.refused(() -> shop.claim(kept.getSaleId(), blocked));
        Problem others = Shop.refused(() -> shop.claim(kept.getSaleId(), member));
        SaleResult claimed = shop.claim(kept.getSaleId(), freed);

        assertThat(still.getReason()).isEqualTo(Reason.REASON_MEMBER_BLOCKED);
        assertThat(others.getReason()).isEqualTo(Reason.REASON_NOT_GRANTED);
        assertThat(claimed.getEarned().getPoints()).isEqualTo(53);
    }

    @Test
    void aSaleIsNotUsedUpByAMemberWhoIsNotConfirmed() {
        SaleResult kept = shop.sell(Sales.sale(5_382));
        MemberContext waiting = Sales.member(MemberStatus.MEMBER_STATUS_UNCONFIRMED, 1);

        Problem early = Database.leavingNoTrace(() -> Shop.refused(() -> shop.claim(kept.getSaleId(), waiting)));
        SaleResult claimed = shop.claim(
                kept.getSaleId(),
                waiting.toBuilder()
                        .setStatus(MemberStatus.MEMBER_STATUS_ACTIVE)
                        .setStatusVersion(2)
                        .build());

        assertThat(early.getReason()).isEqualTo(Reason.REASON_NOT_GRANTED);
        assertThat(claimed.getEarned().getPoints()).isEqualTo(53);
    }

    @Test
    void whatCameBackBeforeIsNotEarnedAndCountsAsTaken() {
        Sale.Builder sale = Sales.sale(6_000);
        sale.getLinesBuilder(0).setQuantity(3);
        SaleResult kept = shop.sell(sale);
        shop.bringBack(Shop.request(units(sale)));

        SaleResult claimed = shop.claim(kept.getSaleId(), member);
        ReturnResult next = shop.bringBack(Shop.request(units(sale))).getResult();

        assertThat(claimed.getEarned().getPoints()).isEqualTo(40);
        assertThat(next.getTakenBack()).isEqualTo(20);
        assertThat(next.getBalance().getAvailable()).isEqualTo(20);
    }

    @Test
    void aSaleThatEarnedOrThatIsNotThereCannotBeClaimed() {
        SaleResult earned = shop.sell(Sales.sale(5_382), member);

        Problem own = Shop.refused(() -> shop.claim(earned.getSaleId(), member));
        Problem none = Shop.refused(() -> shop.claim("00000000000000000000000000000000", member));

        assertThat(own.getReason()).isEqualTo(Reason.REASON_SALE_ALREADY_CLAIMED);
        assertThat(none.getReason()).isEqualTo(Reason.REASON_SALE_UNKNOWN);
    }

    @Test
    void aTotalOrDateThatIsAnotherIsAnotherSale() {
        SaleResult kept = shop.sell(Sales.sale(5_382));

        Problem total = Shop.refused(() -> Calls.sales(shop.programme(), "till-1")
                .claimSale(
                        Shop.claimOf(kept.getSaleId(), member).setTotal(5_381).build()));

        assertThat(total.getReason()).isEqualTo(Reason.REASON_SALE_UNKNOWN);
    }

    private static Return.Builder units(Sale.Builder sale) {
        return Shop.goods(sale).addLines(ReturnLine.newBuilder().setLineId("1").setQuantity(1));
    }

    private String outcome(String saleId) {
        try {
            return String.valueOf(shop.claim(saleId, Sales.active()).getEarned().getPoints());
        } catch (StatusRuntimeException refused) {
            return Calls.problem(refused).getReason().name();
        }
    }
}
