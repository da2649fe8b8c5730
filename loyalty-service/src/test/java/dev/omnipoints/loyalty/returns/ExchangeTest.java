package dev.omnipoints.loyalty.returns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omnipoints.contracts.loyalty.v1.ReturnResult;
import dev.omnipoints.contracts.loyalty.v1.Sale;
import dev.omnipoints.contracts.loyalty.v1.SaleMemberStatus;
import dev.omnipoints.contracts.loyalty.v1.SaleResult;
import dev.omnipoints.contracts.loyalty.v1.Tender;
import dev.omnipoints.contracts.type.v1.MemberContext;
import dev.omnipoints.contracts.type.v1.MemberStatus;
import dev.omnipoints.contracts.type.v1.Problem;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.loyalty.Database;
import dev.omnipoints.loyalty.LoyaltyEnvironment;
import dev.omnipoints.loyalty.Sales;
import dev.omnipoints.loyalty.Shop;
import dev.omnipoints.loyalty.programme.Programmes;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(LoyaltyEnvironment.class)
class ExchangeTest {

    @Inject
    Programmes programmes;

    private final MemberContext member = Sales.active();

    @AfterEach
    void ledgerIsTrue() {
        assertThat(Database.audit()).startsWith("0 ");
    }

    @Test
    void anExchangeTakesBackGivesBackAndEarnsOnOneReceipt() {
        Shop shop = Shop.open(programmes, "");
        Sale.Builder sale = Baskets.twoLines();
        shop.sell(sale, member);
        Sale.Builder exchange = Sales.sale(1_000)
                .addReturns(Baskets.units(sale, "2", 1))
                .clearTenders()
                .addTenders(Tender.newBuilder().setType("CASH").setAmount(-1_000));

        var sold = shop.sell(exchange, member);

        assertThat(sold.getEarned().getPoints()).isEqualTo(10);
        assertThat(sold.getReturns(0).getTakenBack()).isEqualTo(20);
        assertThat(sold.getReturns(0).getMoney()).isEqualTo(2_000);
        assertThat(sold.getBalance().getAvailable()).isEqualTo(50);
        assertThat(Database.query("SELECT concat_ws('|', kind, part, points) FROM journal WHERE member = '"
                        + member.getMemberId() + "' AND programme = '" + shop.programme() + "' ORDER BY seq"))
                .containsExactly("1|0|60", "8|1|20", "1|0|10");
    }

    @Test
    void anExchangeWhoseTendersDoNotAddUpIsRefusedAndNothingIsWritten() {
        Shop shop = Shop.open(programmes, "");
        Sale.Builder sale = Baskets.twoLines();
        shop.sell(sale, member);
        Sale.Builder exchange = Sales.sale(1_000).addReturns(Baskets.units(sale, "2", 1));

        Problem problem = Database.leavingNoTrace(() -> Shop.refused(() -> shop.sell(exchange, member)));

        assertThat(problem.getReason()).isEqualTo(Reason.REASON_TENDERS_DO_NOT_ADD_UP);
    }

    @Test
    void oneReturnIdTwiceInAnExchangeIsInvalidAndHarmsNobody() {
        Shop shop = Shop.open(programmes, "");
        Sale.Builder one = Baskets.twoLines();
        Sale.Builder other = Baskets.twoLines();
        shop.sell(one, member);
        shop.sell(other, member);
        var first = Baskets.units(one, "2", 1);
        Sale.Builder exchange = Sales.sale(4_000)
                .addReturns(first)
                .addReturns(Baskets.units(other, "2", 1).setReturnId(first.getReturnId()))
                .clearTenders();

        Problem problem = Shop.refused(() -> shop.sell(exchange, member));

        assertThat(problem.getField()).isEqualTo("returns[1].returnId");
    }

    @Test
    void pointsBuyNoMoneyByWayOfAnExchange() {
        Shop shop = Shop.open(programmes, "");
        Sale.Builder sale = Baskets.twoLines();
        shop.sell(sale, member);
        Sale.Builder exchange = Sales.sale(1_000)
                .addReturns(Baskets.units(sale, "2", 1))
                .clearTenders()
                .addTenders(Tender.newBuilder()
                        .setType("POINTS")
                        .setHoldId("hold_x")
                        .setAmount(1_001))
                .addTenders(Tender.newBuilder().setType("CASH").setAmount(-2_001));

        Problem problem = Shop.refused(() -> shop.sell(exchange, member));

        assertThat(problem.getReason()).isEqualTo(Reason.REASON_TENDERS_DO_NOT_ADD_UP);
    }

    @Test
    void anExchangeOfAnotherMembersReceiptIsInvalid() {
        Shop shop = Shop.open(programmes, "");
        Sale.Builder sale = Baskets.twoLines();
        shop.sell(sale, member);
        Sale.Builder exchange =
                Sales.sale(2_000).addReturns(Baskets.units(sale, "2", 1)).clearTenders();

        Problem problem = Shop.refused(() -> shop.sell(exchange, Sales.active()));

        assertThat(problem.getField()).isEqualTo("returns[0].receipt");
    }

    private MemberContext left() {
        return member.toBuilder()
                .setStatus(MemberStatus.MEMBER_STATUS_CLOSED)
                .setStatusVersion(2)
                .build();
    }

    private static Sale.Builder exchange(Sale.Builder sale) {
        return Sales.sale(1_000)
                .addReturns(Baskets.units(sale, "2", 1))
                .clearTenders()
                .addTenders(Tender.newBuilder().setType("CASH").setAmount(-1_000));
    }

    @Test
    void whoHasLeftBringsBackAndBuysOnOneReceipt() {
        Shop shop = Shop.open(programmes, "");
        Sale.Builder sale = Baskets.twoLines();
        shop.sell(sale, member);
        var request = Sales.request(exchange(sale), left());

        SaleResult sold = shop.record(request).getResult();

        assertThat(sold.getMemberStatus()).isEqualTo(SaleMemberStatus.SALE_MEMBER_STATUS_CLOSED);
        assertThat(sold.getMemberId()).isEmpty();
        assertThat(sold.hasBalance()).isFalse();
        assertThat(sold.getEarned().getPoints()).isZero();
        ReturnResult back = sold.getReturns(0);
        assertThat(List.of(back.getMoney(), back.getTakenBack(), back.getGivenBack(), back.getOwed()))
                .containsExactly(2_000L, 20L, 0L, 0L);
        assertThat(back.getBalance().getAvailable()).isZero();
        assertThat(Database.query(
                        "SELECT concat_ws('|', kind, part, points, issued_change) FROM journal WHERE member = '"
                                + member.getMemberId() + "' AND programme = '" + shop.programme() + "' ORDER BY seq"))
                .containsExactly("1|0|60|60", "13|0|60|0", "8|0|20|0");
        assertThat(Database.query(
                        "SELECT concat_ws('|', s.member, s.member_status, r.seq) FROM sale s JOIN goods_return r"
                                + " ON r.programme = s.programme WHERE s.programme = '" + shop.programme()
                                + "' ORDER BY s.recorded_at"))
                .containsExactly(member.getMemberId() + "|2|3", "4|3");
        var again = shop.record(request);
        assertThat(again.getReplayed()).isTrue();
        assertThat(again.getResult()).isEqualTo(sold);
    }

    @Test
    void whoHasLeftBringsBackNoMoreThanTheyBoughtAndNothingOfOthers() {
        Shop shop = Shop.open(programmes, "");
        Sale.Builder sale = Baskets.twoLines();
        Sale.Builder others = Baskets.twoLines();
        shop.sell(sale, member);
        shop.sell(others, Sales.active());
        Sale.Builder first = exchange(sale);
        first.getReturnsBuilder(0).clearLines().setAll(true);
        first.setTenders(0, first.getTenders(0).toBuilder().setAmount(-5_000));
        shop.sell(first, left());

        Problem more = Database.leavingNoTrace(() -> Shop.refused(() -> shop.sell(exchange(sale), left())));
        Problem theirs = Database.leavingNoTrace(() -> Shop.refused(() -> shop.sell(exchange(others), left())));

        assertThat(more.getReason()).isEqualTo(Reason.REASON_RETURN_EXCEEDS_SALE);
        assertThat(theirs.getField()).isEqualTo("returns[0].receipt");
    }
}
