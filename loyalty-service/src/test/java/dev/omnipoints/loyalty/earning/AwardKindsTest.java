package dev.omnipoints.loyalty.earning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What each kind of award gives. */
class AwardKindsTest {

    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

    @Test
    void theProgrammesOwnRateStandsAloneBeforeAnythingIsPublished() {
        Till till = Till.with().terms(new Terms(3, PARIS, 10, 1, false, false)).line("A", 2340);
        assertThat(till.awards().parts())
                .containsExactly(
                        new Awards.Part("base", 3, null, 2340, 230, "10 points for each 1.00 EUR of 23.40 EUR"));
    }

    @Test
    void theProgrammesOwnRateGoesOnBesideRulesAndComesLast() {
        Till till = Till.with(Sketch.fixed("welcome", "5").priority(-1000))
                .terms(new Terms(3, PARIS, 1, 2, false, false))
                .line("A", 2340)
                .discount(300);
        assertThat(till.points()).containsExactly(entry("welcome", 5L), entry("base", 10L));
    }

    @Test
    void aRateCountsWholeStepsOfTheSelectedLinesTogether() {
        Till till = Till.with(Sketch.rate("r", "1.5", 100).include(Sketch.skus("A")))
                .line("A", 160)
                .line("B", 900)
                .line("A", 150);
        assertThat(till.awards().parts())
                .containsExactly(
                        new Awards.Part("r", 7, null, 310, 4, "Rule r: 1.5 points for each 1.00 EUR of 3.10 EUR"));
    }

    @Test
    void aProportionalRateCountsPartsOfAStep() {
        Rule.Award.Rate rate =
                new Rule.Award.Rate(new BigDecimal("3"), Map.of("EUR", 100L), Rule.Base.NET, false, true);
        assertThat(Till.with(Sketch.of("r", rate)).line("A", 199).points()).containsExactly(entry("r", 5L));
    }

    @Test
    void aRateLooksAtTheMoneyThatItNames() {
        Basket.Line line = new Basket.Line("1", "A", "c", List.of(), 1, 1000, 100, 150);
        for (Map.Entry<Rule.Base, Long> each : Map.of(
                        Rule.Base.GROSS, 1000L, Rule.Base.NET, 900L, Rule.Base.NET_EX_TAX, 750L)
                .entrySet()) {
            Rule.Award.Rate rate = new Rule.Award.Rate(BigDecimal.ONE, Map.of("EUR", 1L), each.getKey(), false, false);
            assertThat(Till.with(Sketch.of("r", rate)).line(line).points())
                    .containsExactly(entry("r", each.getValue()));
        }
    }

    @Test
    void aRateOfTheBasketIsLessTheBasketDiscount() {
        Rule.Award.Rate rate = new Rule.Award.Rate(BigDecimal.ONE, Map.of("EUR", 1L), Rule.Base.NET, true, false);
        assertThat(Till.with(Sketch.of("r", rate).include(Sketch.skus("A")))
                        .line("A", 600)
                        .line("B", 400)
                        .discount(99)
                        .points())
                .containsExactly(entry("r", 901L));
    }

    @Test
    void aBasketDiscountThatTheProgrammeSpreadsLowersEachLineByLargestRemainder() {
        Terms spreading = new Terms(3, PARIS, 0, 1, false, true);
        Till till = Till.with(
                        Sketch.rate("a", "1", 1).include(Sketch.skus("A")),
                        Sketch.rate("b", "1", 1).include(Sketch.skus("B")),
                        Sketch.rate("c", "1", 1).include(Sketch.skus("C")))
                .terms(spreading)
                .line("A", 100)
                .line("B", 100)
                .line("C", 100)
                .discount(100);
        assertThat(till.points()).containsExactly(entry("a", 66L), entry("b", 67L), entry("c", 67L));
    }

    @Test
    void whatPointsPayEarnsNothingUnlessTheProgrammeLetsIt() {
        Sketch rule = Sketch.rate("r", "1", 100).include(Sketch.skus("A"));
        assertThat(Till.with(rule)
                        .line("A", 1000)
                        .line("B", 500)
                        .paidByPoints(500)
                        .points())
                .containsExactly(entry("r", 6L));
        assertThat(Till.with(rule)
                        .terms(new Terms(3, PARIS, 0, 1, true, false))
                        .line("A", 1000)
                        .line("B", 500)
                        .paidByPoints(500)
                        .points())
                .containsExactly(entry("r", 10L));
    }

    @Test
    void unitsAndFixedAwardsGiveTheirPoints() {
        Till till = Till.with(Sketch.perUnit("u", "2.5").include(Sketch.skus("A")), Sketch.fixed("f", "100"))
                .line("A", "c", 3, 900)
                .line("B", "c", 9, 900);
        assertThat(till.awards().parts())
                .containsExactly(
                        new Awards.Part("f", 7, null, 0, 100, "Rule f: 100 points"),
                        new Awards.Part("u", 7, null, 0, 7, "Rule u: 2.5 points for each of 3 units"));
    }

    @Test
    void theBestOfSeveralIsTheGreatestBeforeRoundingAndOfEqualOnesTheFirst() {
        Rule.Award best = new Rule.Award.BestOf(List.of(
                new Rule.Award.Fixed(new BigDecimal("10"), false),
                Sketch.rate("1", 100),
                new Rule.Award.PerUnit(new BigDecimal("10.000001"), false)));
        Till till = Till.with(Sketch.of("best", best).text("The best for you")).line("A", "c", 1, 1050);
        assertThat(till.awards().parts())
                .containsExactly(new Awards.Part(
                        "best", 7, null, 0, 10, "The best for you: the best: 10.000001 points for each of 1 unit"));
        Rule.Award equal = new Rule.Award.BestOf(
                List.of(Sketch.rate("1", 100), new Rule.Award.Fixed(new BigDecimal("10"), false)));
        assertThat(Till.with(Sketch.of("best", equal))
                        .line("A", 1050)
                        .awards()
                        .parts()
                        .getFirst()
                        .base())
                .isEqualTo(1050);
    }

    @Test
    void aRateInOtherCurrenciesDoesNotFit() {
        Rule.Award.Rate dollars = new Rule.Award.Rate(BigDecimal.ONE, Map.of("USD", 100L), Rule.Base.NET, false, false);
        Rule.Award best = new Rule.Award.BestOf(List.of(dollars, new Rule.Award.Fixed(BigDecimal.ONE, false)));
        assertThat(Till.with(
                                Sketch.of("d", dollars).exclusive("g").priority(1),
                                Sketch.of("best", best).exclusive("g"))
                        .line("A", 1050)
                        .points())
                .containsExactly(entry("best", 1L));
    }

    @Test
    void moreThanTenToTheTwelfthIsOutOfRange() {
        assertThat(Till.with(Sketch.fixed("f", "1000000000000"))
                        .line("A", 1)
                        .awards()
                        .points())
                .isEqualTo(1_000_000_000_000L);
        Matched above = Till.with(Sketch.fixed("f", "1000000000000"), Sketch.fixed("g", "1"))
                .line("A", 1)
                .match();
        assertThatThrownBy(() -> above.award(Standing.NEW)).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void aSumBeyondSixtyFourBitsIsOutOfRange() {
        Matched above = Till.with(Sketch.rate("r", "1000000000000", 1))
                .line("A", Long.MAX_VALUE)
                .match();
        assertThatThrownBy(() -> above.award(Standing.NEW)).isInstanceOf(ArithmeticException.class);
    }
}
