package dev.omnipoints.loyalty.sale;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omnipoints.contracts.loyalty.v1.Award;
import dev.omnipoints.contracts.loyalty.v1.CodeState;
import dev.omnipoints.contracts.loyalty.v1.CodeUse;
import dev.omnipoints.contracts.loyalty.v1.QuoteResponse;
import dev.omnipoints.contracts.loyalty.v1.Sale;
import dev.omnipoints.contracts.loyalty.v1.SaleResult;
import dev.omnipoints.contracts.type.v1.MemberContext;
import dev.omnipoints.loyalty.Database;
import dev.omnipoints.loyalty.LoyaltyEnvironment;
import dev.omnipoints.loyalty.Sales;
import dev.omnipoints.loyalty.Shop;
import dev.omnipoints.loyalty.programme.Programmes;
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
class RuledSaleTest {

    private static final String DOUBLE = """
            {"rules": [{"id": "double", "name": "Double points on new things",
              "lines": {"include": {"labels": ["new"]}}, "award": {"multiplier": {"factor": "2"}},
              "caps": [{"points": 50, "per": "WEEK"}]}]}
            """;
    private static final String WELCOME = """
            {"rules": [
              {"id": "welcome", "name": "Welcome", "member": {"firstSale": true},
               "award": {"fixed": {"points": "500"}}},
              {"id": "once", "name": "Once", "award": {"fixed": {"points": "7"}},
               "caps": [{"uses": 1, "per": "LIFETIME"}]}]}
            """;
    private static final String BUDGET = """
            {"rules": [{"id": "launch", "name": "Launch", "award": {"fixed": {"points": "100"}},
              "caps": [{"points": 250, "per": "TOTAL"}]}]}
            """;
    private static final String CODES = """
            {"rules": [
              {"id": "spring", "name": "Spring", "code": "SPRING", "validTo": "2020-05-31",
               "award": {"fixed": {"points": "10"}}},
              {"id": "ten", "name": "Ten", "code": "TEN", "award": {"fixed": {"points": "10"}},
               "caps": [{"uses": 1, "per": "LIFETIME"}]},
              {"id": "big", "name": "Big", "code": "BIG", "basket": {"minimum": {"EUR": 100000}},
               "award": {"fixed": {"points": "10"}}}]}
            """;

    @Inject
    Programmes programmes;

    @AfterEach
    void ledgerIsTrue() {
        assertThat(Database.audit()).startsWith("0 ");
    }

    @Test
    void everyRuleSaysWhatItGave() {
        Shop shop = Shop.open(programmes, "").with(DOUBLE);

        SaleResult sold = shop.sell(novelty(2_000), Sales.active());

        assertThat(sold.getEarned().getPoints()).isEqualTo(40);
        assertThat(sold.getEarned().getBreakdownList())
                .extracting(Award::getRule, Award::getVersion, Award::getBase, Award::getPoints)
                .containsExactly(tuple("double", 1L, 2_000L, 20L), tuple("base", 1L, 2_000L, 20L));
    }

    @Test
    void aCapAWeekCutsTheLastAndIsCountedInTheDatabase() {
        Shop shop = Shop.open(programmes, "").with(DOUBLE);
        MemberContext member = Sales.active();

        assertThat(shop.sell(novelty(3_000), member).getEarned().getPoints()).isEqualTo(60);
        assertThat(shop.quote(novelty(3_000), member).getPoints()).isEqualTo(50);
        assertThat(shop.sell(novelty(3_000), member).getEarned().getPoints()).isEqualTo(50);
        assertThat(shop.sell(novelty(3_000), member).getEarned().getPoints()).isEqualTo(30);
        assertThat(Database.query("SELECT concat_ws('|', rule, per, points, uses) FROM tally WHERE programme = '"
                        + shop.programme() + "'"))
                .containsExactly("double|2|50|2");
    }

    @Test
    void ofManySalesAtOnceTheLastOfACapIsGivenOnce() {
        Shop shop = Shop.open(programmes, "").with(DOUBLE);
        MemberContext member = Sales.active();

        List<Long> extras = IntStream.range(0, 24)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> shop.sell(novelty(700), member)))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .map(sold -> sold.getEarned().getPoints() - 7)
                .sorted()
                .toList();

        assertThat(extras.stream().mapToLong(Long::longValue).sum()).isEqualTo(50);
        assertThat(extras.subList(16, 24)).containsExactly(1L, 7L, 7L, 7L, 7L, 7L, 7L, 7L);
    }

    @Test
    void theFirstSaleIsFirstOnceAndAUseIsUsedOnce() {
        Shop shop = Shop.open(programmes, "").with(WELCOME);
        MemberContext member = Sales.active();

        QuoteResponse quote = shop.quote(Sales.sale(100), member);
        assertThat(quote.getPoints()).isEqualTo(508);
        assertThat(quote.getRulesVersion()).isEqualTo(1);
        assertThat(quote.getRedeemable().getPoints()).isZero();
        assertThat(shop.sell(Sales.sale(100), member).getEarned().getPoints()).isEqualTo(508);
        assertThat(shop.sell(Sales.sale(100), member).getEarned().getPoints()).isEqualTo(1);
    }

    @Test
    void aBudgetIsSpentToItsLastPointAndNeverExceeded() {
        Shop shop = Shop.open(programmes, "").with(BUDGET);

        List<Long> points = IntStream.range(0, 12)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> shop.sell(Sales.sale(0), Sales.active())))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .map(sold -> sold.getEarned().getPoints())
                .sorted()
                .toList();

        assertThat(points).containsExactly(0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 50L, 100L, 100L);
    }

    @Test
    void everyCodeIsAnswered() {
        Shop shop = Shop.open(programmes, "").with(CODES);
        MemberContext member = Sales.active();
        List<String> codes = List.of("TEN", "SPRING", "BIG", "NONE");

        SaleResult first = shop.sell(Sales.sale(100).addAllCodes(codes), member);
        SaleResult second = shop.sell(Sales.sale(100).addCodes("TEN"), member);
        SaleResult forNoOne = shop.sell(Sales.sale(100).addCodes("TEN"));

        assertThat(first.getEarned().getPoints()).isEqualTo(11);
        assertThat(first.getCodesList())
                .extracting(CodeUse::getCode, CodeUse::getState)
                .containsExactly(
                        tuple("TEN", CodeState.CODE_STATE_USED),
                        tuple("SPRING", CodeState.CODE_STATE_EXPIRED),
                        tuple("BIG", CodeState.CODE_STATE_NOT_APPLICABLE),
                        tuple("NONE", CodeState.CODE_STATE_UNKNOWN));
        assertThat(second.getCodes(0).getState()).isEqualTo(CodeState.CODE_STATE_SPENT);
        assertThat(forNoOne.getCodes(0).getState()).isEqualTo(CodeState.CODE_STATE_NOT_APPLICABLE);
    }

    private static Sale.Builder novelty(long cents) {
        Sale.Builder sale = Sales.sale(cents);
        sale.getLinesBuilder(0).addLabels("new");
        return sale;
    }

    private static org.assertj.core.groups.Tuple tuple(Object... values) {
        return org.assertj.core.groups.Tuple.tuple(values);
    }
}
