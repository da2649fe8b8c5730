package dev.omnipoints.loyalty.earning.naive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omnipoints.loyalty.earning.Basket;
import dev.omnipoints.loyalty.earning.Rule;
import dev.omnipoints.loyalty.earning.naive.NaiveReturns.Back;
import dev.omnipoints.loyalty.earning.naive.NaiveReturns.Brought;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Returns drawn on drawn sales, unit by unit and amount by amount, until nothing is left. */
class NaiveReturnsTest {
    private static final long PAID = 1_000;

    private final NaiveEngine engine = new NaiveEngine(Meanings.all());
    private final NaiveReturns returns = new NaiveReturns(engine::award);

    @Test
    void afterEverythingIsBackAllIsTakenAndGiven() {
        everyReturnedSale(told -> {
            long award = engine.award(told.sale).points();
            assertThat(told.backs.getLast())
                    .as(told.toString())
                    .isEqualTo(new Back(told.sale.basket().total(), 0, award, award, PAID));
        });
    }

    @Test
    void noReturnGivesWhatAnEarlierOneTook() {
        everyReturnedSale(told -> {
            Back before = new Back(0, 0, 0, 0, 0);
            for (Back back : told.backs) {
                assertThat(back.money()).as(told.toString()).isGreaterThanOrEqualTo(before.money());
                assertThat(back.taken()).as(told.toString()).isGreaterThanOrEqualTo(before.taken());
                assertThat(back.takenByShare()).as(told.toString()).isGreaterThanOrEqualTo(before.takenByShare());
                assertThat(back.given()).as(told.toString()).isGreaterThanOrEqualTo(before.given());
                before = back;
            }
        });
    }

    @Test
    void whatIsKeptIsALawfulBasket() {
        everyReturnedSale(told -> {
            for (int i = 1; i <= told.brought.size(); i++) {
                Basket kept = NaiveReturns.kept(told.sale.basket(), told.brought.subList(0, i));
                assertThat(kept.total()).as(told.toString()).isNotNegative();
                assertThat(kept.basketDiscount()).as(told.toString()).isNotNegative();
                assertThat(kept.lines())
                        .as(told.toString())
                        .allMatch(line -> line.quantity() >= 1
                                && line.discount() >= 0
                                && line.tax() >= 0
                                && line.net() >= 0
                                && line.base(Rule.Base.NET_EX_TAX) >= 0);
            }
        });
    }

    private record Told(long seed, Case sale, List<Brought> brought, List<Back> backs) {
        @Override
        public String toString() {
            return "seed " + seed + "\n" + Readable.of(sale) + "\n" + brought + "\n" + backs;
        }
    }

    private void everyReturnedSale(Consumer<Told> check) {
        for (long seed = 0; seed < 300; seed++) {
            Case sale = DrawCase.of(seed, 1).getFirst();
            if (sale.basket() != null && Outcome.of(() -> engine.award(sale)).awards() != null) {
                List<Brought> brought = draw(new Dice(seed), sale.basket());
                check.accept(new Told(seed, sale, brought, returns.after(sale, PAID, brought)));
            }
        }
    }

    private static List<Brought> draw(Dice dice, Basket basket) {
        List<Brought> brought = new ArrayList<>();
        Map<String, Long> left = new HashMap<>();
        basket.lines().forEach(line -> left.put(line.lineId(), line.quantity()));
        for (int i = dice.upTo(4); i > 0; i--) {
            Map<String, Long> units = new HashMap<>();
            Map<String, Long> amounts = new HashMap<>();
            for (Basket.Line line : dice.some(basket.lines(), 1, 3)) {
                if (dice.in100(30) && line.net() > 0) {
                    amounts.put(line.lineId(), dice.between(1, line.net()));
                } else if (left.get(line.lineId()) > 0) {
                    units.put(line.lineId(), dice.between(1, left.get(line.lineId())));
                    left.merge(line.lineId(), -units.get(line.lineId()), Long::sum);
                }
            }
            brought.add(new Brought(false, units, amounts));
        }
        brought.add(new Brought(true, Map.of(), Map.of()));
        return brought;
    }
}
