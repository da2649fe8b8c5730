package dev.omnipoints.loyalty.earning.naive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omnipoints.loyalty.earning.Basket;
import dev.omnipoints.loyalty.earning.Rule;
import dev.omnipoints.loyalty.earning.naive.NaiveReturns.Back;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Returns drawn on drawn sales, unit by unit and amount by amount, until nothing is left. */
class NaiveReturnsTest {
    private static final long PAID = 1_000;

    private final NaiveEngine engine = ReturnedSale.engine();
    private final NaiveReturns returns = new NaiveReturns(engine::award);

    @Test
    void afterEverythingIsBackAllIsTakenAndGiven() {
        everyReturnedSale(told -> {
            long award = engine.award(told.sale()).points();
            assertThat(told.backs.getLast())
                    .as(told.toString())
                    .isEqualTo(new Back(told.sale().basket().total(), 0, award, award, PAID));
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
            for (int i = 1; i <= told.returned.brought().size(); i++) {
                Basket kept = NaiveReturns.kept(
                        told.sale().basket(), told.returned.brought().subList(0, i));
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

    private record Told(ReturnedSale returned, List<Back> backs) {
        private Case sale() {
            return returned.sale();
        }
    }

    private void everyReturnedSale(Consumer<Told> check) {
        for (ReturnedSale returned : ReturnedSale.drawn(300)) {
            check.accept(new Told(returned, returns.after(returned.sale(), PAID, returned.brought())));
        }
    }
}
