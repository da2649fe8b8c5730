package dev.omnipoints.loyalty.earning.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A line of the page that is not understood is named. */
class PageTest {
    private static final String PAGE = """
            <!-- From here on EarningExamplesTest reads every line. -->
            ### A story
            A point for every euro. *Settings: own rate 1 for 1.*

            *Sale: tier GOLD; basket discount 1.00.*

            | line | sku | category | labels | quantity | gross | discount | tax |
            | - | - | - | - | - | - | - | - |
            | a | BAG | bags |  | 1 | 20.00 |  |  |

            | rule | line | base | points | so |
            | - | - | - | - | - |
            | base |  | 19.00 | 19 | 20 - 1 |
            | together |  |  | 19 |  |
            """;

    @Test
    void thePageAsItIsIsRead() {
        assertThat(new Page(PAGE.lines().toList()).read()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
        own rate 1 for 1;            own rate one;          3
        tier GOLD;                   wears a hat;           5
        basket discount 1.00;        basket discount 1.0;   5
        basket discount 1.00;        points pay all;        5
        | a | BAG;                   | a |;                 9
        20.00 |  |  |;               20.00 | 30.00 |  |;    9
        19.00 | 19 | 20 - 1;         19.00 | 18 | 20 - 1;   14
        19.00 | 19 | 20 - 1;         19.00 | 19 |;          13
        together;                    altogether;            14
        | rule | line;               | line | rule;         11
        *Sale:;                      *Sold:;                5
        ### A story;                 # A story;             2
        """)
    void whatIsNotUnderstoodIsNamedWithItsLine(String right, String wrong, int line) {
        List<String> page = PAGE.replace(right, wrong).lines().toList();
        assertThatThrownBy(() -> new Page(page).read())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("docs/earning-examples.md:" + line + ": ");
    }

    @Test
    void aMistakeInTheRulesIsNamedWithItsPath() {
        String rules = "\n```json\n{\"rules\": [{\"id\": \"a\", \"name\": \"A\"}]}\n```\n\n*Sale";
        List<String> page = PAGE.replace("\n*Sale", rules).lines().toList();
        assertThatThrownBy(() -> new Page(page).read())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("rules[0].award");
    }
}
