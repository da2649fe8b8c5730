package dev.omnipoints.loyalty.returns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omnipoints.contracts.loyalty.v1.Operation;
import dev.omnipoints.contracts.loyalty.v1.RecordReturnRequest;
import dev.omnipoints.contracts.loyalty.v1.RecordReturnResponse;
import dev.omnipoints.contracts.loyalty.v1.Return;
import dev.omnipoints.contracts.loyalty.v1.ReturnLine;
import dev.omnipoints.contracts.loyalty.v1.ReturnResult;
import dev.omnipoints.contracts.loyalty.v1.Sale;
import dev.omnipoints.contracts.type.v1.MemberContext;
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
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(LoyaltyEnvironment.class)
class ReturnTest {

    private static final String BONUS = """
            {"rules": [{"id": "fifty", "name": "Over fifty", "basket": {"minimum": {"EUR": 5000}},
              "award": {"fixed": {"points": "100"}}, "caps": [{"points": 150, "per": "DAY"}]}]}
            """;

    @Inject
    Programmes programmes;

    private final MemberContext member = Sales.active();

    @AfterEach
    void ledgerIsTrue() {
        assertThat(Database.audit()).startsWith("0 ");
    }

    @Test
    void whatIsTakenBackIsTheDifferenceToWhatWasKept() {
        Shop shop = Shop.open(programmes, "").with(BONUS);
        Sale.Builder sale = Baskets.twoLines();
        assertThat(shop.sell(sale, member).getEarned().getPoints()).isEqualTo(160);

        ReturnResult back =
                shop.bringBack(Shop.request(Baskets.units(sale, "1", 1))).getResult();

        // 40.00 are left: 40 points, and the minimum for the 100 is missed.
        assertThat(back.getTakenBack()).isEqualTo(120);
        assertThat(back.getMoney()).isEqualTo(2_000);
        assertThat(back.getBalance().getAvailable()).isEqualTo(40);
        assertThat(back.getBalance().getSeq()).isEqualTo(2);
        assertThat(tallies(shop)).containsExactly("0|1");
        ReturnResult rest = shop.bringBack(Shop.request(all(sale))).getResult();
        assertThat(rest.getTakenBack()).isEqualTo(40);
        assertThat(rest.getMoney()).isEqualTo(4_000);
        assertThat(rest.getBalance().getAvailable()).isZero();
    }

    @Test
    void byShareOfMoneyRoundedHalfUpOverAllReturns() {
        Shop shop = Shop.open(programmes, "return_policy = 'SHARE'").with(BONUS);
        Sale.Builder sale = Baskets.twoLines();
        shop.sell(sale, member);

        List<Long> taken = List.of(
                shop.bringBack(Shop.request(Baskets.units(sale, "1", 1)))
                        .getResult()
                        .getTakenBack(),
                shop.bringBack(Shop.request(amount(sale, "2", 1))).getResult().getTakenBack(),
                shop.bringBack(Shop.request(all(sale))).getResult().getTakenBack());

        // 160 × 2000/6000 = 53.33; × 2001/6000 = 53.36; the rest.
        assertThat(taken).containsExactly(53L, 0L, 107L);
    }

    @Test
    void theLastUnitTakesTheRestOfTheMoney() {
        Shop shop = Shop.open(programmes, "");
        Sale.Builder sale = Sales.sale(1_000);
        sale.getLinesBuilder(0).setQuantity(3);
        shop.sell(sale, member);

        List<Long> money = IntStream.range(0, 3)
                .mapToObj(i -> shop.bringBack(Shop.request(Baskets.units(sale, "1", 1)))
                        .getResult()
                        .getMoney())
                .toList();

        assertThat(money).containsExactly(333L, 334L, 333L);
    }

    @Test
    void moreThanIsLeftIsRefusedAndRecorded() {
        Shop shop = Shop.open(programmes, "");
        Sale.Builder sale = Baskets.twoLines();
        shop.sell(sale, member);
        shop.bringBack(Shop.request(Baskets.units(sale, "1", 2)));

        Problem problem = Shop.refused(() -> shop.bringBack(Shop.request(Baskets.units(sale, "1", 1))));

        assertThat(problem.getReason()).isEqualTo(Reason.REASON_RETURN_EXCEEDS_SALE);
        assertThat(problem.getBalance().getSeq()).isEqualTo(3);
        assertThat(problem.getBalance().getAvailable()).isEqualTo(20);
    }

    @Test
    void twoTillsBringBackOneLineAndOneSucceeds() {
        Shop shop = Shop.open(programmes, "");
        Sale.Builder sale = Baskets.twoLines();
        shop.sell(sale, member);

        List<String> answers = IntStream.range(0, 16)
                .mapToObj(i -> Shop.request(Baskets.units(sale, "2", 1)))
                .map(request -> CompletableFuture.supplyAsync(() -> outcome(shop, request)))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .sorted()
                .toList();

        assertThat(answers.subList(0, 15)).containsOnly("REASON_RETURN_EXCEEDS_SALE");
        assertThat(answers.get(15)).isEqualTo("taken back 20");
    }

    @Test
    void theSameReturnAgainIsTheFirstAnswer() {
        Shop shop = Shop.open(programmes, "");
        Sale.Builder sale = Baskets.twoLines();
        shop.sell(sale, member);
        RecordReturnRequest.Builder request = Shop.request(Baskets.units(sale, "1", 1));
        RecordReturnResponse first = shop.bringBack(request);

        RecordReturnResponse sameKey = shop.bringBack(request);
        RecordReturnResponse otherKey = shop.bringBack(request.clone().setIdempotencyKey(Sales.fresh()));

        assertThat(first.getReplayed()).isFalse();
        assertThat(sameKey.getResult()).isEqualTo(first.getResult());
        assertThat(sameKey.getReplayed()).isTrue();
        assertThat(sameKey.getReturnReplayed()).isFalse();
        assertThat(otherKey.getResult()).isEqualTo(first.getResult());
        assertThat(otherKey.getReturnReplayed()).isTrue();
    }

    @Test
    void otherContentUnderTheSameIdOrKeyIsRefused() {
        Shop shop = Shop.open(programmes, "");
        Sale.Builder sale = Baskets.twoLines();
        shop.sell(sale, member);
        RecordReturnRequest.Builder request = Shop.request(Baskets.units(sale, "1", 1));
        shop.bringBack(request);
        Return.Builder other =
                Baskets.units(sale, "1", 2).setReturnId(request.getGoods().getReturnId());

        Problem sameId = Shop.refused(() -> shop.bringBack(Shop.request(other)));
        Problem sameKey = Shop.refused(() -> shop.bringBack(request.clone().setGoods(Baskets.units(sale, "2", 1))));

        assertThat(sameId.getReason()).isEqualTo(Reason.REASON_RETURN_ALREADY_RECORDED);
        assertThat(sameKey.getReason()).isEqualTo(Reason.REASON_IDEMPOTENCY_KEY_REUSED);
    }

    @Test
    void aReturnOfASaleThatIsNotThereYetCanBeTriedAgain() {
        Shop shop = Shop.open(programmes, "");
        Sale.Builder sale = Baskets.twoLines();
        RecordReturnRequest.Builder request = Shop.request(Baskets.units(sale, "1", 1));

        Problem early = Shop.refused(() -> shop.bringBack(request));
        shop.sell(sale, member);

        assertThat(early.getReason()).isEqualTo(Reason.REASON_RECEIPT_UNKNOWN);
        assertThat(shop.bringBack(request).getResult().getTakenBack()).isEqualTo(20);
    }

    @Test
    void linesAndIdentitiesOfOthersAreInvalid() {
        Shop shop = Shop.open(programmes, "");
        Sale.Builder sale = Baskets.twoLines();
        shop.sell(sale, member);

        Problem line = Shop.refused(() -> shop.bringBack(Shop.request(Baskets.units(sale, "9", 1))));
        Problem identity = Shop.refused(
                () -> shop.bringBack(Shop.request(Baskets.units(sale, "1", 1)).setMember(Sales.active())));

        assertThat(line.getField()).isEqualTo("lines[0].lineId");
        assertThat(identity.getField()).isEqualTo("identity");
    }

    @Test
    void ofASaleWithoutMemberGoodsAreCountedAlone() {
        Shop shop = Shop.open(programmes, "");
        Sale.Builder sale = Baskets.twoLines();
        shop.sell(sale);
        RecordReturnRequest.Builder request = Shop.request(Baskets.units(sale, "1", 2));

        ReturnResult back = shop.bringBack(request).getResult();
        RecordReturnResponse again = shop.bringBack(request);
        Problem more = Shop.refused(() -> shop.bringBack(Shop.request(Baskets.units(sale, "1", 1))));

        assertThat(back.getMoney()).isEqualTo(4_000);
        assertThat(back.getTakenBack()).isZero();
        assertThat(back.hasBalance()).isFalse();
        assertThat(again.getResult()).isEqualTo(back);
        assertThat(again.getReplayed()).isTrue();
        assertThat(more.getReason()).isEqualTo(Reason.REASON_RETURN_EXCEEDS_SALE);
    }

    @Test
    void buyRedeemReturnTenTimesOverWhereWeBegan() {
        Shop shop = Shop.open(programmes, "");
        shop.sell(Sales.sale(100_000), member);

        for (int i = 0; i < 10; i++) {
            Operation hold = shop.hold(member, 700);
            Sale.Builder sale = Shop.paidBy(Baskets.twoLines(), hold.getHoldId(), 650);
            shop.sell(sale, member);
            shop.bringBack(Shop.request(Baskets.units(sale, "1", 1)));
            ReturnResult last = shop.bringBack(Shop.request(all(sale))).getResult();

            assertThat(last.getBalance().getAvailable()).isEqualTo(1_000);
            assertThat(last.getBalance().getHeld()).isZero();
        }
    }

    @Test
    void pointsThatPaidComeBackInProportionAndTheLastReturnGivesTheRest() {
        Shop shop = Shop.open(programmes, "");
        shop.sell(Sales.sale(100_000), member);
        Sale.Builder sale =
                Shop.paidBy(Baskets.twoLines(), shop.hold(member, 1_000).getHoldId(), 1_000);
        shop.sell(sale, member);

        ReturnResult first =
                shop.bringBack(Shop.request(Baskets.units(sale, "2", 1))).getResult();
        ReturnResult second = shop.bringBack(Shop.request(all(sale))).getResult();

        // 1,000 points paid 10.00 of 60.00; 20.00 came back: 333.3, then the rest. The 50.00 paid otherwise earned 50.
        assertThat(first.getGivenBack()).isEqualTo(333);
        assertThat(first.getTakenBack()).isEqualTo(17);
        assertThat(second.getGivenBack()).isEqualTo(667);
        assertThat(second.getTakenBack()).isEqualTo(33);
        assertThat(second.getBalance().getAvailable()).isEqualTo(1_000);
    }

    @Test
    void pointsThatAreSpentAreOwedOrRefuseTheReturn() {
        Shop owing = Shop.open(programmes, "");
        Shop refusing = Shop.open(programmes, "debt_policy = 'REFUSE'");

        for (Shop shop : List.of(owing, refusing)) {
            Sale.Builder sale = Sales.sale(50_000);
            shop.sell(sale, member);
            shop.hold(member, 500);
            if (shop == owing) {
                ReturnResult back = shop.bringBack(Shop.request(all(sale))).getResult();
                assertThat(back.getTakenBack()).isEqualTo(500);
                assertThat(back.getOwed()).isEqualTo(500);
            } else {
                Problem problem = Shop.refused(() -> shop.bringBack(Shop.request(all(sale))));
                assertThat(problem.getReason()).isEqualTo(Reason.REASON_RETURN_REFUSED);
                assertThat(Database.query(
                                "SELECT count(*) FROM goods_return WHERE programme = '" + shop.programme() + "'"))
                        .containsExactly("0");
            }
        }
    }

    private static Return.Builder amount(Sale.Builder sale, String line, long amount) {
        return Shop.goods(sale).addLines(ReturnLine.newBuilder().setLineId(line).setAmount(amount));
    }

    private static Return.Builder all(Sale.Builder sale) {
        return Shop.goods(sale).setAll(true);
    }

    private static List<String> tallies(Shop shop) {
        return Database.query(
                "SELECT concat_ws('|', points, uses) FROM tally WHERE programme = '" + shop.programme() + "'");
    }

    private static String outcome(Shop shop, RecordReturnRequest.Builder request) {
        try {
            return "taken back " + shop.bringBack(request).getResult().getTakenBack();
        } catch (StatusRuntimeException refused) {
            return Calls.problem(refused).getReason().name();
        }
    }
}
