package dev.omnipoints.profile.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdentityTest {
    private static final CardFormat CARDS = new CardFormat(Pattern.compile("^299\\d{10}$"), CardFormat.Check.EAN13);

    @ParameterizedTest
    @CsvSource({
        "CARD, 2990000000019, 2990000000019",
        "PHONE, +33612345678, +33612345678",
        "PHONE, +123456789012345, +123456789012345",
        "EMAIL, Ada.Lovelace+till@Example.ORG, ada.lovelace+till@example.org",
        "EMAIL, Zoë@exämple.fr, zoë@exämple.fr",
        "EXTERNAL, CRM:0001~x, CRM:0001~x",
    })
    void aWellFormedValueIsKeptAndComparedInItsOwnForm(IdentityType type, String value, String compared) {
        assertThat(Identity.of(type, value, CARDS)).contains(new Identity(type, value, compared));
    }

    @Test
    void anEmailWrittenInTwoWaysOfUnicodeIsOne() {
        String composed = "zo\u00eb@example.org";
        String decomposed = "zoe\u0308@example.org";

        assertThat(Identity.of(IdentityType.EMAIL, decomposed, CARDS)
                        .orElseThrow()
                        .compared())
                .isEqualTo(composed);
    }

    @Test
    void everySingleWrongDigitOfACardIsFound() {
        String card = "2990000000019";
        for (int i = 3; i < card.length(); i++) {
            for (char digit = '0'; digit <= '9'; digit++) {
                String other = card.substring(0, i) + digit + card.substring(i + 1);
                assertThat(CARDS.accepts(other)).as(other).isEqualTo(other.equals(card));
            }
        }
    }

    @Test
    void withoutACheckThePatternAloneDecides() {
        CardFormat plain = new CardFormat(Pattern.compile("[A-Z]{2}\\d+"), CardFormat.Check.NONE);

        assertThat(plain.accepts("AB1")).isTrue();
        assertThat(plain.accepts("AB")).isFalse();
        assertThat(plain.accepts("AB" + "1".repeat(63))).isFalse();
    }

    @Test
    void anIdentityShowsNoValueWhenPrinted() {
        assertThat(new Identity(IdentityType.PHONE, "+33612345678", "+33612345678"))
                .hasToString("Identity[PHONE]");
    }
}
