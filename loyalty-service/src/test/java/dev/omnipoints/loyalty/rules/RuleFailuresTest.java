package dev.omnipoints.loyalty.rules;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.omnipoints.contracts.loyalty.v1.ListRuleFailuresRequest;
import dev.omnipoints.contracts.loyalty.v1.ListRuleFailuresResponse;
import dev.omnipoints.contracts.loyalty.v1.Return;
import dev.omnipoints.contracts.loyalty.v1.ReturnLine;
import dev.omnipoints.contracts.loyalty.v1.RuleFailure;
import dev.omnipoints.contracts.loyalty.v1.RuleServiceGrpc;
import dev.omnipoints.contracts.loyalty.v1.Sale;
import dev.omnipoints.contracts.type.v1.MemberContext;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.loyalty.Calls;
import dev.omnipoints.loyalty.Database;
import dev.omnipoints.loyalty.LoyaltyEnvironment;
import dev.omnipoints.loyalty.Sales;
import dev.omnipoints.loyalty.Shop;
import dev.omnipoints.loyalty.earning.Failure;
import dev.omnipoints.loyalty.programme.Programmes;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rules that could not be asked: seen by staff and in the metrics, and of no harm to anything else. */
@QuarkusTest
@QuarkusTestResource(LoyaltyEnvironment.class)
class RuleFailuresTest {

    private static final String RATIO = """
            {"rules": [
              {"id": "ratio", "name": "Ratio", "basket": {"when": "100 / (basket.quantity - 1) > 1"},
               "award": {"fixed": {"points": "100"}}},
              {"id": "visit", "name": "Visit", "award": {"fixed": {"points": "7"}}}]}
            """;
    private static final String WHY = "Line 1, column 5: it divides by zero";

    @Inject
    Programmes programmes;

    @Inject
    RuleFailureStore store;

    @Inject
    Vertx vertx;

    private Shop shop;
    private String programme;
    private SimpleMeterRegistry metrics;
    private RuleFailures other;

    @BeforeEach
    void aShopAndAnotherInstance() {
        shop = Shop.open(programmes, "");
        programme = shop.programme();
        metrics = new SimpleMeterRegistry();
        other = new RuleFailures(store, programmes, vertx, metrics, Duration.ofDays(1));
    }

    private ListRuleFailuresResponse page(int size, String token) {
        return rules().listRuleFailures(ListRuleFailuresRequest.newBuilder()
                .setPageSize(size)
                .setPageToken(token)
                .build());
    }

    private RuleServiceGrpc.RuleServiceBlockingStub rules() {
        return Calls.as(
                RuleServiceGrpc.newBlockingStub(Calls.channel()), "channel-gateway", Calls.staff(programme, "ann"));
    }

    private List<RuleFailure> listed() {
        return page(200, "").getFailuresList();
    }

    /** The only rule that failed, once it failed so often. */
    private RuleFailure listed(long count) {
        await().until(() -> listed().stream().mapToLong(RuleFailure::getCount).sum() == count);
        return listed().getFirst();
    }

    private static void written(Future<?> future) {
        future.toCompletionStage().toCompletableFuture().join();
    }

    private String metric() {
        String sample = "omnipoints_rules_failures_total{programme=\"" + programme + "\",rule=\"ratio\"} ";
        return get("/q/metrics")
                .body()
                .asString()
                .lines()
                .filter(line -> line.startsWith(sample))
                .map(line -> line.substring(sample.length()))
                .findFirst()
                .orElse("none");
    }

    @Test
    void aRuleThatFailsIsListedAndMeasuredAndTheSaleEarnsByTheOthers() {
        shop.with(RATIO);
        Instant before = programmes.clock();

        var sold = shop.sell(Sales.sale(2_000), Sales.active());

        assertThat(sold.getEarned().getPoints()).isEqualTo(27);
        RuleFailure failure = listed(1);
        assertThat(failure)
                .isEqualTo(RuleFailure.newBuilder()
                        .setNumber(1)
                        .setRule("ratio")
                        .setMessage(WHY)
                        .setCount(1)
                        .setFirstAt(failure.getFirstAt())
                        .setLastAt(failure.getFirstAt())
                        .build());
        assertThat(Sales.instant(failure.getFirstAt())).isBetween(before.minusNanos(1_000), programmes.clock());
        assertThat(metric()).isEqualTo("1.0");
        assertThat(Database.audit()).startsWith("0 ");
    }

    @Test
    void quotesClaimsAndReturnsCountToo() {
        shop.with(RATIO);
        MemberContext member = Sales.active();
        shop.quote(Sales.sale(1_000), member);
        listed(1);
        var kept = shop.sell(Sales.sale(1_000));
        listed(2);
        shop.claim(kept.getSaleId(), member);
        // What was sold, and what is left of it.
        RuleFailure claimed = listed(4);
        Sale.Builder two = Sales.sale(1_000);
        two.setLines(0, two.getLines(0).toBuilder().setQuantity(2));
        assertThat(shop.sell(two, member).getEarned().getPoints()).isEqualTo(117);

        Return.Builder one =
                Shop.goods(two).addLines(ReturnLine.newBuilder().setLineId("1").setQuantity(1));
        assertThat(shop.bringBack(Shop.request(one)).getResult().getTakenBack()).isEqualTo(105);

        // Asked for its points, and for what caps have counted.
        RuleFailure returned = listed(6);
        assertThat(returned.getFirstAt()).isEqualTo(claimed.getFirstAt());
        assertThat(Sales.instant(returned.getLastAt())).isAfter(Sales.instant(claimed.getLastAt()));
        assertThat(metric()).isEqualTo("6.0");
    }

    @Test
    void twoInstancesAddUp() {
        shop.with(RATIO);
        other.count(programme, 1, List.of(new Failure("ratio", "earlier")));
        shop.sell(Sales.sale(1_000), Sales.active());
        RuleFailure first = listed(1);

        written(other.write());

        RuleFailure both = listed(2);
        assertThat(both.getMessage()).isEqualTo(WHY);
        assertThat(Sales.instant(both.getFirstAt())).isBefore(Sales.instant(first.getFirstAt()));
        assertThat(both.getLastAt()).isEqualTo(first.getLastAt());

        other.count(programme, 1, List.of(new Failure("ratio", "later")));
        other.count(programme, 1, List.of(new Failure("ratio", "at last")));
        written(other.write());

        assertThat(listed(4).getMessage()).isEqualTo("at last");
        assertThat(metric()).isEqualTo("1.0");
        assertThat(metrics.get("omnipoints.rules.failures")
                        .tags("programme", programme, "rule", "ratio")
                        .counter()
                        .count())
                .isEqualTo(3);
    }

    @Test
    void whatCannotBeWrittenIsKeptForTheNextTime() {
        other.count(programme, 1, List.of(new Failure("ratio", WHY)));
        Database.execute("REVOKE INSERT ON rule_failure FROM loyalty_app");
        try {
            assertThatThrownBy(() -> written(other.write())).hasMessageContaining("permission denied");
        } finally {
            Database.execute("GRANT INSERT ON rule_failure TO loyalty_app");
        }
        other.count(programme, 1, List.of(new Failure("ratio", WHY)));

        written(other.write());

        assertThat(listed(2).getCount()).isEqualTo(2);
    }

    @Test
    void whatWasCountedLastIsWrittenBeforeTheEnd() throws InterruptedException {
        other.count(programme, 1, List.of(new Failure("ratio", "x".repeat(501))));

        other.stop(null);

        assertThat(listed()).extracting(RuleFailure::getMessage).containsExactly("x".repeat(500));
    }

    @Test
    void neitherMemoryNorMetricsGrowWithoutBound() {
        List<Failure> many = IntStream.range(0, RuleFailures.WAITING_LIMIT + 10)
                .mapToObj(i -> new Failure("r" + i, WHY))
                .toList();

        other.count(programme, 1, many);
        other.count(programme, 1, many);
        written(other.write());

        assertThat(Database.query("SELECT count(*) || ' ' || sum(failures) AS sum FROM rule_failure WHERE programme = '"
                        + programme + "'"))
                .containsExactly("2000 4000");
        assertThat(metrics.getMeters()).hasSize(RuleFailures.LABELS_LIMIT + 1);
        assertThat(metrics.get("omnipoints.rules.failures")
                        .tag("rule", RuleFailures.OTHERS)
                        .counter()
                        .count())
                .isEqualTo(2 * 1_010);
    }

    @Test
    void pagesAreOfTheNewestVersionFirst() {
        other.count(programme, 9, List.of(new Failure("b", WHY), new Failure("a", WHY)));
        other.count(programme, 10, List.of(new Failure("c", WHY)));
        written(other.write());

        ListRuleFailuresResponse first = page(2, "");
        ListRuleFailuresResponse second = page(2, first.getNextPageToken());

        assertThat(first.getFailuresList())
                .extracting(RuleFailure::getNumber, RuleFailure::getRule)
                .containsExactly(tuple(10L, "c"), tuple(9L, "a"));
        assertThat(second.getFailuresList()).extracting(RuleFailure::getRule).containsExactly("b");
        assertThat(second.getNextPageToken()).isEmpty();
        assertThat(page(3, "").getNextPageToken()).isEmpty();
    }

    @Test
    void whatIsNoPageIsRefusedAndOnlyStaffMayRead() {
        for (int size : List.of(0, 201, -1)) {
            Refusing.assertRefused(() -> page(size, ""), Reason.REASON_FIELD_INVALID, "pageSize");
        }
        for (String token : List.of("x", "!", "OSBhIGI", new RuleFailureToken(1, "*").text())) {
            Refusing.assertRefused(() -> page(1, token), Reason.REASON_FIELD_INVALID, "pageToken");
        }
        Refusing.assertRefused(
                () -> Calls.as(
                                RuleServiceGrpc.newBlockingStub(Calls.channel()),
                                "channel-gateway",
                                Calls.till(programme, "till-1"))
                        .listRuleFailures(ListRuleFailuresRequest.getDefaultInstance()),
                Reason.REASON_NOT_GRANTED,
                "");
    }

    @Test
    void anIntervalThatIsNoneStopsTheStartByName() {
        assertThatThrownBy(() -> new RuleFailures(store, programmes, vertx, metrics, Duration.ZERO))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("omnipoints.rules.failure-interval is at least 1ms");
    }

    @Test
    void whatHasNotFailedForNinetyDaysIsForgotten() {
        other.count(programme, 1, List.of(new Failure("ratio", WHY)));
        written(other.write());
        Instant last = Sales.instant(listed(1).getLastAt());

        written(store.forget(last.plus(RuleFailureStore.KEPT)));
        assertThat(listed()).hasSize(1);
        written(store.forget(last.plus(RuleFailureStore.KEPT).plusMillis(1)));

        assertThat(listed()).isEmpty();
    }
}
