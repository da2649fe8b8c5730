package dev.omnipoints.loyalty.sale;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omnipoints.contracts.loyalty.v1.HoldRequest;
import dev.omnipoints.contracts.loyalty.v1.Operation;
import dev.omnipoints.contracts.loyalty.v1.Possession;
import dev.omnipoints.contracts.loyalty.v1.ReturnResult;
import dev.omnipoints.contracts.loyalty.v1.Sale;
import dev.omnipoints.contracts.loyalty.v1.SaleResult;
import dev.omnipoints.contracts.loyalty.v1.VoidRequest;
import dev.omnipoints.contracts.type.v1.MemberContext;
import dev.omnipoints.contracts.type.v1.Problem;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.loyalty.Calls;
import dev.omnipoints.loyalty.Database;
import dev.omnipoints.loyalty.LoyaltyEnvironment;
import dev.omnipoints.loyalty.Sales;
import dev.omnipoints.loyalty.Shop;
import dev.omnipoints.loyalty.programme.Programmes;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(LoyaltyEnvironment.class)
class PointsTenderTest {

    @Inject
    Programmes programmes;

    private Shop shop;
    private MemberContext member;

    /** A member with 1,000 points: 10.00. */
    @BeforeEach
    void aMemberWhoCanPay() {
        shop = Shop.open(programmes, "");
        member = Sales.active();
        shop.sell(Sales.sale(100_000), member);
    }

    @AfterEach
    void ledgerIsTrue() {
        assertThat(Database.audit()).startsWith("0 ");
    }

    @Test
    void pointsAreCapturedInsideTheSaleAndTheRestIsReleased() {
        Operation hold = shop.hold(member, 500);
        Sale.Builder sale = Shop.paidBy(Sales.sale(2_000), hold.getHoldId(), 333);

        SaleResult sold = shop.sell(sale, member);

        // 500 points of 5.00 pay 3.33 with 333; the 16.67 that were paid otherwise earn.
        assertThat(sold.getRedeemedList()).singleElement().satisfies(redeemed -> {
            assertThat(redeemed.getPoints()).isEqualTo(333);
            assertThat(redeemed.getRedemptionId()).startsWith("capture_");
        });
        assertThat(sold.getEarned().getPoints()).isEqualTo(16);
        assertThat(sold.getBalance().getAvailable()).isEqualTo(1_000 - 333 + 16);
        assertThat(sold.getBalance().getHeld()).isZero();
        assertThat(sold.getShort()).isZero();
    }

    @Test
    void aSaleThatNamesNoOneIsTheHoldsMembers() {
        Operation hold = shop.hold(member, 500);

        SaleResult sold = shop.sell(Shop.paidBy(Sales.sale(2_000), hold.getHoldId(), 500));

        assertThat(sold.getMemberId()).isEqualTo(member.getMemberId());
        assertThat(sold.getEarned().getPoints()).isEqualTo(15);
    }

    @Test
    void aHoldOfAnotherMemberIsUnknown() {
        Operation hold = shop.hold(member, 500);
        Sale.Builder sale = Shop.paidBy(Sales.sale(2_000), hold.getHoldId(), 500);

        Problem problem = Shop.refused(() -> shop.record(Sales.request(sale, Sales.active())));

        assertThat(problem.getReason()).isEqualTo(Reason.REASON_HOLD_UNKNOWN);
        assertThat(Database.query("SELECT count(*) FROM sale WHERE number = '"
                        + sale.getReceipt().getNumber() + "'"))
                .containsExactly("0");
    }

    @Test
    void onlineAHoldThatIsOverRefusesTheSaleAndTheReceiptStaysFree() {
        Operation hold = shop.hold(member, 500);
        release(hold);
        Sale.Builder sale = Shop.paidBy(Sales.sale(2_000), hold.getHoldId(), 500);

        Problem problem = Shop.refused(() -> shop.record(Sales.request(sale, member)));

        assertThat(problem.getReason()).isEqualTo(Reason.REASON_HOLD_ALREADY_VOIDED);
        assertThat(problem.getRequired()).isEqualTo(500);
        assertThat(problem.getBalance().getAvailable()).isEqualTo(1_000);
        SaleResult otherwise = shop.sell(Sales.sale(2_000).setReceipt(sale.getReceipt()), member);
        assertThat(otherwise.getEarned().getPoints()).isEqualTo(20);
    }

    @Test
    void moreThanTheHoldsMoneyIsTooMuch() {
        Operation hold = shop.hold(member, 500);
        Sale.Builder sale = Shop.paidBy(Sales.sale(2_000), hold.getHoldId(), 501);

        Problem problem = Shop.refused(() -> shop.record(Sales.request(sale, member)));

        assertThat(problem.getReason()).isEqualTo(Reason.REASON_CAPTURE_EXCEEDS_HOLD);
    }

    @Test
    void aHoldOfAnotherCurrencyCannotPayOnline() {
        Operation hold = shop.hold(member, 500);
        Sale.Builder sale =
                Shop.paidBy(Sales.sale(2_000), hold.getHoldId(), 500).setCurrency("USD");

        Problem problem = Shop.refused(() -> shop.record(Sales.request(sale, member)));

        assertThat(problem.getReason()).isEqualTo(Reason.REASON_FIELD_INVALID);
        assertThat(problem.getField()).isEqualTo("tenders");
    }

    @Test
    void aHoldWithoutMoneyCannotPayOnline() {
        Shop rateless = Shop.open(programmes, "redeem_points = NULL, redeem_money = NULL");
        rateless.sell(Sales.sale(20_000), member);
        Operation hold = Calls.redemptions(Calls.till(rateless.programme(), "till-1"))
                .hold(HoldRequest.newBuilder()
                        .setIdempotencyKey(Sales.fresh())
                        .setMember(member)
                        .setPossession(Possession.POSSESSION_CARD)
                        .setPoints(100)
                        .build())
                .getOperation();
        Sale.Builder sale = Shop.paidBy(Sales.sale(2_000), hold.getHoldId(), 100);

        Problem problem = Shop.refused(() -> rateless.record(Sales.request(sale, member)));

        assertThat(problem.getReason()).isEqualTo(Reason.REASON_FIELD_INVALID);
        assertThat(problem.getField()).isEqualTo("tenders");
        SaleResult late = rateless.sell(offline(sale), member);
        assertThat(late.getRedeemedCount()).isZero();
        assertThat(late.getEarned().getPoints()).isEqualTo(19);
    }

    @Test
    void offlineWhatCanBeHadIsTakenAndTheRestIsOwed() {
        Operation hold = shop.hold(member, 500);
        release(hold);
        shop.hold(member, 700);
        Sale.Builder sale = offline(Shop.paidBy(Sales.sale(2_000), hold.getHoldId(), 500));

        SaleResult sold = shop.sell(sale, member);

        // 300 are available; 200 are owed, and the 15 that the sale earns repay of them.
        assertThat(sold.getRedeemed(0).getPoints()).isEqualTo(300);
        assertThat(sold.getRedeemed(0).getRedemptionId()).startsWith("redeem_");
        assertThat(sold.getShort()).isEqualTo(200);
        assertThat(sold.getBalance().getOwed()).isEqualTo(185);
        assertThat(Database.query("SELECT reason || points FROM journal WHERE kind = 9 AND member = '"
                        + member.getMemberId() + "'"))
                .containsExactly("OFFLINE_TENDER-200");
    }

    @Test
    void whatWasOwedForGoodsThatComeBackIsOwedNoLonger() {
        Operation hold = shop.hold(member, 500);
        release(hold);
        Operation kept = shop.hold(member, 700);
        Sale.Builder sale = offline(Shop.paidBy(Sales.sale(2_000), hold.getHoldId(), 500));
        shop.sell(sale, member);

        ReturnResult back =
                shop.bringBack(Shop.request(Shop.goods(sale).setAll(true))).getResult();
        release(kept);

        assertThat(back.getGivenBack()).isEqualTo(500);
        assertThat(back.getTakenBack()).isEqualTo(15);
        assertThat(back.getBalance().getOwed()).isZero();
        assertThat(Database.query("SELECT spendable FROM account WHERE programme = '" + shop.programme()
                        + "' AND member = '" + member.getMemberId() + "'"))
                .containsExactly("1000");
    }

    @Test
    void offlineTheRetailerMayBearTheRest() {
        Shop lenient = Shop.open(programmes, "offline_tender_policy = 'RETAILER'");
        MemberContext poor = Sales.active();
        lenient.sell(Sales.sale(20_000), poor);
        Operation hold = lenient.hold(poor, 200);
        Calls.redemptions(Calls.till(lenient.programme(), "till-1"))
                .void_(VoidRequest.newBuilder()
                        .setIdempotencyKey(Sales.fresh())
                        .setHoldId(hold.getHoldId())
                        .build());
        lenient.hold(poor, 100);

        SaleResult sold = lenient.sell(offline(Shop.paidBy(Sales.sale(2_000), hold.getHoldId(), 200)), poor);

        assertThat(sold.getRedeemed(0).getPoints()).isEqualTo(100);
        assertThat(sold.getShort()).isEqualTo(100);
        assertThat(sold.getBalance().getOwed()).isZero();
    }

    @Test
    void theSameSaleAgainIsTheFirstAnswer() {
        Operation hold = shop.hold(member, 500);
        var request = Sales.request(Shop.paidBy(Sales.sale(2_000), hold.getHoldId(), 500), member);

        var first = shop.record(request);
        var again = shop.record(request);

        assertThat(again.getResult()).isEqualTo(first.getResult());
        assertThat(again.getReplayed()).isTrue();
    }

    @Test
    void theQuoteTellsWhatIsRedeemable() {
        var quote = shop.quote(Sales.sale(770), member);

        // 7.70 in steps of 100 points.
        assertThat(quote.getRedeemable().getPoints()).isEqualTo(700);
        assertThat(quote.getRedeemable().getMoney()).isEqualTo(700);
        assertThat(quote.getRedeemable().getStep()).isEqualTo(100);
        assertThat(quote.getBalance().getAvailable()).isEqualTo(1_000);
    }

    private static Sale.Builder offline(Sale.Builder sale) {
        return sale.setOccurredAt(Sales.timestamp(Instant.now().minusSeconds(600)));
    }

    private void release(Operation hold) {
        Calls.redemptions(Calls.till(shop.programme(), "till-1"))
                .void_(VoidRequest.newBuilder()
                        .setIdempotencyKey(Sales.fresh())
                        .setHoldId(hold.getHoldId())
                        .build());
    }
}
