package dev.omnipoints.loyalty.earning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What multipliers add. */
class MultipliersTest {

    @Test
    void aMultiplierActsOnTheStepsOfTheLinesThatItSharesWithARate() {
        Till till = Till.with(
                        Sketch.rate("r", "1", 100),
                        Sketch.times("x", "2").include(Sketch.skus("A")).text("Double points"))
                .line("A", 150)
                .line("B", 150);
        assertThat(till.awards().parts())
                .containsExactly(
                        new Awards.Part("r", 7, null, 300, 3, "Rule r: 1 point for each 1.00 EUR of 3.00 EUR"),
                        new Awards.Part("x", 7, null, 150, 1, "Double points: 2 times the points of 1.50 EUR"));
    }

    @Test
    void multipliersOfTheSameLinesMultiplyEachOtherInOrder() {
        Till till = Till.with(
                        Sketch.rate("r", "1", 100),
                        Sketch.times("b", "2"),
                        Sketch.times("a", "1.5"),
                        Sketch.times("c", "3").priority(1))
                .line("A", 1000);
        assertThat(till.points()).containsExactly(entry("c", 20L), entry("a", 15L), entry("b", 45L), entry("r", 10L));
    }

    @Test
    void linesThatOtherMultipliersSelectAreGroupsOfTheirOwn() {
        Till till = Till.with(
                        Sketch.rate("r", "1", 100),
                        Sketch.times("x", "2"),
                        Sketch.times("y", "3").include(Sketch.skus("A")))
                .line("A", 150)
                .line("B", 150)
                .line("B", 150);
        assertThat(till.awards().parts())
                .extracting(Awards.Part::rule, Awards.Part::base, Awards.Part::points)
                .containsExactly(tuple("r", 450L, 4L), tuple("x", 450L, 4L), tuple("y", 150L, 4L));
    }

    @Test
    void theProgrammesOwnRateIsMultipliedOnTheWholeBasketsOwnBase() {
        Till till = Till.with(
                        Sketch.times("x", "2"), Sketch.times("half", "1.5").include(Sketch.skus("A")))
                .terms(new Terms(3, ZoneId.of("Europe/Paris"), 1, 1, false, false))
                .line("A", 500)
                .discount(100);
        assertThat(till.points()).containsExactly(entry("half", 2L), entry("x", 6L), entry("base", 4L));
    }

    @Test
    void aBasketDiscountDoesNotLowerPartOfTheLines() {
        Till till = Till.with(Sketch.times("x", "2").include(Sketch.skus("A")))
                .terms(new Terms(3, ZoneId.of("Europe/Paris"), 1, 1, false, false))
                .line("A", 500)
                .line("B", 500)
                .discount(100);
        assertThat(till.points()).containsExactly(entry("x", 5L), entry("base", 9L));
    }

    @Test
    void aMultiplierThatRoundsByLineMakesEachLineAGroup() {
        Till till = Till.with(
                        Sketch.rate("r", "1", 100),
                        Sketch.times("x", "1.5").rounding(Rule.Mode.HALF_UP, Rule.Place.LINE))
                .line("A", 190)
                .line("B", 390);
        assertThat(till.points()).containsExactly(entry("r", 5L), entry("x/1", 1L), entry("x/2", 2L));
    }

    @Test
    void unitsAndFixedAwardsAreMultipliedOnlyWhereTheySaySo() {
        Sketch units = Sketch.of("u", new Rule.Award.PerUnit(BigDecimal.TEN, true));
        Sketch fixed =
                Sketch.of("f", new Rule.Award.Fixed(new BigDecimal("7"), true)).include(Sketch.skus("B"));
        Till till = Till.with(
                        units,
                        fixed,
                        Sketch.fixed("plain", "100"),
                        Sketch.times("x", "2").include(Sketch.skus("A")),
                        Sketch.times("y", "3").include(Sketch.skus("B")))
                .line("A", "c", 2, 100)
                .line("B", "c", 1, 100);
        assertThat(till.points())
                .containsExactlyInAnyOrderEntriesOf(Map.of("u", 30L, "f", 7L, "plain", 100L, "x", 20L, "y", 34L));
        assertThat(till.awards().parts())
                .filteredOn(part -> part.rule().equals("y"))
                .extracting(Awards.Part::base, Awards.Part::text)
                .containsExactly(tuple(0L, "Rule y: 3 times the points"));
    }

    @Test
    void partsOfAPointOfSeveralGroupsAreRoundedTogether() {
        Till till = Till.with(
                        Sketch.rate("r", "0.5", 100).include(Sketch.skus("A")),
                        Sketch.rate("s", "0.5", 100).include(Sketch.skus("B")),
                        Sketch.times("x", "2"))
                .line("A", 100)
                .line("B", 100);
        assertThat(till.points()).containsExactly(entry("x", 1L));
    }
}
