package dev.omnipoints.loyalty.earning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

/** How and where parts of a point are rounded. */
class RoundingTest {

    @Test
    void eachRuleIsRoundedByItsMode() {
        Till till = Till.with(
                        Sketch.fixed("a", "2.5"),
                        Sketch.fixed("b", "2.5").rounding(Rule.Mode.HALF_UP, Rule.Place.RULE),
                        Sketch.fixed("c", "2.499999").rounding(Rule.Mode.HALF_UP, Rule.Place.RULE),
                        Sketch.fixed("d", "2.000001").rounding(Rule.Mode.CEILING, Rule.Place.RULE))
                .line("A", 100);
        assertThat(till.points()).containsExactly(entry("a", 2L), entry("b", 3L), entry("c", 2L), entry("d", 3L));
    }

    @Test
    void byLineEachLineStandsAlone() {
        Till till = Till.with(Sketch.rate("r", "0.5", 100).rounding(Rule.Mode.CEILING, Rule.Place.LINE))
                .line("A", 190)
                .line("B", 300);
        assertThat(till.points()).containsExactly(entry("r/1", 1L), entry("r/2", 2L));
    }

    @Test
    void overTheSaleOnlyTheSumIsRoundedAndPartsShareByLargestRemainder() {
        Till till = Till.with(
                        Sketch.fixed("a", "1.3").rounding(Rule.Mode.FLOOR, Rule.Place.SALE),
                        Sketch.fixed("b", "1.4").rounding(Rule.Mode.FLOOR, Rule.Place.SALE),
                        Sketch.fixed("c", "1.4").rounding(Rule.Mode.FLOOR, Rule.Place.SALE),
                        Sketch.fixed("d", "0.9"))
                .line("A", 100);
        assertThat(till.points()).containsExactly(entry("a", 1L), entry("b", 2L), entry("c", 1L));
    }

    @Test
    void fractionsStayExactBeyondSixtyFourBits() {
        Fraction huge = Fraction.of(new BigDecimal("999999999999.999999"));
        Fraction product = huge.times(huge).times(Fraction.of(new BigDecimal("0.000001")));
        assertThat(product.floor()).isEqualTo(999_999_999_999_999_998L);
        assertThat(product.remainder().compareTo(Fraction.ZERO)).isPositive();
        Fraction third = Fraction.product(1, 1, 3, 1);
        assertThat(third.plus(third).plus(third)).isEqualTo(Fraction.ONE);
        assertThat(Fraction.product(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, 1)
                        .floor())
                .isEqualTo(Long.MAX_VALUE);
        assertThat(huge.plus(third).compareTo(huge)).isPositive();
    }
}
