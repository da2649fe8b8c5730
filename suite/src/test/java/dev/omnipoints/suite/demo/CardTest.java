package dev.omnipoints.suite.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CardTest {
    @Test
    void checkDigitIsGs1s() {
        assertThat(Card.checkDigit("299000000001")).isEqualTo(9);
        assertThat(Card.checkDigit("400638133393")).isEqualTo(1);
        assertThat(Card.fresh()).matches("299\\d{10}");
    }
}
