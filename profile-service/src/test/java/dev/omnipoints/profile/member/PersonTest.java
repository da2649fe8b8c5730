package dev.omnipoints.profile.member;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omnipoints.profile.identity.Identity;
import dev.omnipoints.profile.identity.IdentityType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PersonTest {
    private static final Identity CARD = new Identity(IdentityType.CARD, "1", "1");

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "Ada, Lovelace, Ada L",
                "Ada, -, Ada",
                "-, Lovelace, L",
                "-, -, ''",
                "小明, 王, 小明 王",
                "Zoë, E\u0301clair, Zoë E\u0301",
                "A, \uD83D\uDE42x, A \uD83D\uDE42",
            })
    void aDisplayNameIsTheGivenNameAndTheFamilyNamesFirstLetter(String given, String family, String shown) {
        assertThat(Person.of(given, family, null, null, Map.of()).displayName()).isEqualTo(shown);
    }

    @Test
    void aPersonShowsNothingWhenPrinted() {
        assertThat(Person.of("Ada", "Lovelace", null, null, Map.of()).toString())
                .doesNotContain("Ada", "Lovelace");
    }

    @Test
    void contentDiffersWhereverOnePartDiffers() {
        assertThat(List.of(
                        content(null, null, Map.of()),
                        content("", null, Map.of()),
                        content("Ada", null, Map.of()),
                        content(null, "Ada", Map.of()),
                        content("-", null, Map.of()),
                        content(null, null, Map.of("a", "b")),
                        content(null, null, Map.of("a", "", "b", "")),
                        content(null, null, Map.of("b", "a"))))
                .doesNotHaveDuplicates();
    }

    private static List<String> content(String given, String family, Map<String, String> attributes) {
        return new NewMember(List.of(CARD), Person.of(given, family, null, null, attributes)).content();
    }
}
