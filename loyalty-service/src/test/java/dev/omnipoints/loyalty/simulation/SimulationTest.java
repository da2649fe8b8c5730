package dev.omnipoints.loyalty.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omnipoints.contracts.loyalty.v1.Award;
import dev.omnipoints.contracts.loyalty.v1.SaleResult;
import dev.omnipoints.contracts.loyalty.v1.SimulatedChannel;
import dev.omnipoints.contracts.loyalty.v1.SimulatedRule;
import dev.omnipoints.contracts.loyalty.v1.SimulatedSale;
import dev.omnipoints.contracts.loyalty.v1.Simulation;
import dev.omnipoints.contracts.loyalty.v1.SimulationResult;
import dev.omnipoints.contracts.loyalty.v1.SimulationState;
import dev.omnipoints.contracts.loyalty.v1.SimulationTotals;
import dev.omnipoints.contracts.type.v1.Channel;
import dev.omnipoints.contracts.type.v1.Money;
import dev.omnipoints.loyalty.Database;
import dev.omnipoints.loyalty.LoyaltyEnvironment;
import dev.omnipoints.loyalty.Sales;
import dev.omnipoints.loyalty.Shop;
import dev.omnipoints.loyalty.programme.Programmes;
import dev.omnipoints.loyalty.simulation.Naive.Given;
import dev.omnipoints.loyalty.simulation.Quarter.Bought;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Every number of a simulation, against a plain reckoning and against sales under the published draft. */
@QuarkusTest
@QuarkusTestResource(LoyaltyEnvironment.class)
class SimulationTest {

    @Inject
    Programmes programmes;

    private final Quarter quarter = new Quarter(9, 7);
    private final List<Given> given = Naive.given(quarter.sales());

    @Test
    void aDraftIsTriedOverTheSalesOfAPeriodAsIfItHadBeenSoldUnderIt() {
        Shop shop = Shop.open(programmes, "");
        List<SaleResult> inTruth = quarter.sell(shop);
        Trying ann = new Trying(shop.programme());
        String draft = ann.draft(Naive.DRAFT).getDraftId();

        Simulation begun = ann.start(draft, Quarter.FROM, Quarter.TO);
        Simulation done = ann.ended(draft, begun.getSimulationId());

        assertThat(done)
                .isEqualTo(Simulation.newBuilder()
                        .setSimulationId(begun.getSimulationId())
                        .setDraftId(draft)
                        .setDraftVersion(1)
                        .setFrom(Sales.timestamp(Quarter.FROM))
                        .setTo(Sales.timestamp(Quarter.TO))
                        .setState(SimulationState.SIMULATION_STATE_DONE)
                        .setSales(Quarter.IN)
                        .setOf(Quarter.IN)
                        .setCreatedAt(begun.getCreatedAt())
                        .setCreatedBy("ann")
                        .setEndedAt(done.getEndedAt())
                        .setResult(done.getResult())
                        .build());
        SimulationResult result = done.getResult();
        assertTotals(result.getTotals());
        assertThat(result.getByChannelList())
                .containsExactly(channel(Channel.CHANNEL_STORE), channel(Channel.CHANNEL_APP));
        assertThat(result.getByRuleList())
                .containsExactly(
                        rule("base", Given::base, Given::base),
                        rule("double", Given::doubled, nothing -> 0),
                        rule("launch", Given::launch, nothing -> 0),
                        rule("welcome", Given::welcome, nothing -> 0));
        assertDiffering(result.getDifferingList(), inTruth);
        assertThat(Database.audit()).startsWith("0 ");
    }

    private List<Integer> places(Predicate<Bought> which) {
        return IntStream.range(Quarter.BEFORE, Quarter.BEFORE + Quarter.IN)
                .filter(i -> which.test(quarter.sales().get(i)))
                .boxed()
                .toList();
    }

    private long sum(List<Integer> places, ToLongFunction<Given> points) {
        return places.stream().mapToLong(i -> points.applyAsLong(given.get(i))).sum();
    }

    private void assertTotals(SimulationTotals totals) {
        List<Integer> all = places(sale -> true);
        List<Integer> earning = places(sale -> sale.buyer() > 0);
        Map<Integer, Long> more = new HashMap<>();
        earning.forEach(i -> more.merge(
                quarter.sales().get(i).buyer(),
                given.get(i).points() - given.get(i).base(),
                Long::sum));
        long points = sum(all, Given::points);
        assertThat(totals)
                .isEqualTo(SimulationTotals.newBuilder()
                        .setPoints(points)
                        .setAwarded(sum(all, Given::base))
                        .setCost(Money.newBuilder().setAmount(points).setCurrency("EUR"))
                        .setMembers(more.size())
                        .setMembersMore(
                                more.values().stream().filter(by -> by > 0).count())
                        .setMembersSame(
                                more.values().stream().filter(by -> by == 0).count())
                        .setSales(Quarter.IN)
                        .addFailures(totals.getFailures(0).toBuilder()
                                .setRule("broken")
                                .setSales(earning.size()))
                        .build());
        assertThat(more).hasSize(9);
    }

    private SimulatedChannel channel(Channel channel) {
        List<Integer> sales = places(sale -> sale.channel() == channel);
        return SimulatedChannel.newBuilder()
                .setChannel(channel)
                .setPoints(sum(sales, Given::points))
                .setAwarded(sum(sales, Given::base))
                .setSales(sales.size())
                .build();
    }

    private SimulatedRule rule(String id, ToLongFunction<Given> byDraft, ToLongFunction<Given> awarded) {
        List<Integer> all = places(sale -> true);
        long uses =
                all.stream().filter(i -> byDraft.applyAsLong(given.get(i)) > 0).count();
        return SimulatedRule.newBuilder()
                .setRule(id)
                .setPoints(sum(all, byDraft))
                .setAwarded(sum(all, awarded))
                .setSales(uses)
                .setUses(uses)
                .build();
    }

    private void assertDiffering(List<SimulatedSale> differing, List<SaleResult> inTruth) {
        record Told(String sale, long points, long awarded) {}
        List<Told> expected = places(sale -> true).stream()
                .map(i -> new Told(
                        inTruth.get(i).getSaleId(),
                        given.get(i).points(),
                        given.get(i).base()))
                .sorted(Comparator.comparingLong((Told told) -> told.awarded() - told.points())
                        .thenComparing(Told::sale))
                .limit(20)
                .toList();
        assertThat(differing.stream().map(sale -> new Told(sale.getSaleId(), sale.getPoints(), sale.getAwarded())))
                .containsExactlyElementsOf(expected);
        // Sold again, to the same members under the published draft, each of them earns just this.
        Shop published = Shop.open(programmes, "").with(Naive.DRAFT);
        List<SaleResult> sold = quarter.sell(published);
        assertThat(sold.stream().map(result -> result.getEarned().getPoints()))
                .containsExactlyElementsOf(given.stream().map(Given::points).toList());
        Map<String, List<List<Award>>> breakdowns = new HashMap<>();
        for (int i = 0; i < sold.size(); i++) {
            breakdowns.put(
                    inTruth.get(i).getSaleId(),
                    List.of(
                            sold.get(i).getEarned().getBreakdownList(),
                            inTruth.get(i).getEarned().getBreakdownList()));
        }
        List<List<List<Award>>> told = new ArrayList<>();
        differing.forEach(sale -> told.add(List.of(sale.getBreakdownList(), sale.getAwardedBreakdownList())));
        assertThat(told)
                .containsExactlyElementsOf(differing.stream()
                        .map(sale -> breakdowns.get(sale.getSaleId()))
                        .toList());
    }
}
