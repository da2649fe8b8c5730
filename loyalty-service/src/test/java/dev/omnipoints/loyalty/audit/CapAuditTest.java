package dev.omnipoints.loyalty.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omnipoints.loyalty.Database;
import dev.omnipoints.loyalty.LoyaltyEnvironment;
import dev.omnipoints.loyalty.programme.Programmes;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The auditor finds any damage to what caps have counted, for it counts anew. */
@QuarkusTest
@QuarkusTestResource(LoyaltyEnvironment.class)
class CapAuditTest {

    private static TrueShop shop;

    @Inject
    Programmes programmes;

    @BeforeEach
    void aShop() {
        if (shop == null) {
            shop = TrueShop.open(programmes);
        }
    }

    @AfterEach
    void theTruthAgain() {
        shop.restore();
    }

    @AfterAll
    static void theTruthIsVerifiedStill() {
        shop.close();
        assertThat(Database.audit()).startsWith("0 ");
    }

    @Test
    void theTruthIsVerified() {
        assertThat(Database.audit())
                .startsWith("0 ")
                .contains("verified: chains, lots, totals, sales, returns and caps agree");
        assertThat(Database.query("SELECT concat_ws('|', rule, per, points, uses) FROM tally WHERE programme = '"
                        + shop.programme() + "' ORDER BY rule, per"))
                .containsExactly("|3|279|5", "fifty|1|0|2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "points = points + 1 | 1 points and 2 uses, its awards and returns come to 0 points and 2 uses",
                "points = -1 | -1 points and 2 uses, its awards and returns come to 0 points and 2 uses",
                "uses = uses - 1 | 0 points and 1 uses, its awards and returns come to 0 points and 2 uses",
                "rule = 'sixty' | 0 points and 2 uses, its awards and returns come to 0 points and 0 uses",
                "from_day = from_day - 1 | 0 points and 2 uses, its awards and returns come to 0 points and 0 uses",
                "per = 2 | 0 points and 2 uses, its awards and returns come to 0 points and 0 uses",
                "member = gen_random_uuid() | stands in a wrong bucket",
                "programme = 'elsewhere' | stands in a wrong bucket",
                "bucket = 63 - bucket | stands in a wrong bucket",
                "per = 9 | counts by an unknown period",
            })
    void aChangedTallyIsFoundAndNamed(String change, String finding) {
        // Nobody shares a bucket by chance with a member that is drawn at random.
        lie("UPDATE tally SET %s%s WHERE programme = '%s' AND rule = 'fifty'"
                .formatted(
                        change,
                        finding.contains("wrong bucket") && !change.startsWith("bucket") ? ", bucket = 77" : "",
                        shop.programme()));

        assertThat(Database.audit())
                .startsWith("1 ")
                .contains("LIE FOUND: tally ")
                .contains(finding);
    }

    @Test
    void aTallyThatIsMissingIsFound() {
        lie("DELETE FROM tally WHERE programme = '%s' AND rule = 'fifty'".formatted(shop.programme()));

        assertThat(Database.audit())
                .startsWith("1 ")
                .contains("LIE FOUND: tally " + shop.programme() + "/")
                .contains("/fifty/DAY/")
                .contains("is missing, its awards and returns come to 0 points and 2 uses");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "points = points + 1 | launch: has counted 151 points and 3 uses, its awards and returns come to 150",
                "uses = uses + 1 | launch: has counted 150 points and 4 uses, its awards and returns come to 150",
                "rule = 'lunch' | lunch: has counted 150 points and 3 uses, its awards and returns come to 0",
            })
    void aChangedBudgetIsFoundAndNamed(String change, String finding) {
        lie("UPDATE budget SET %s WHERE programme = '%s' AND rule = 'launch'".formatted(change, shop.programme()));

        assertThat(Database.audit()).startsWith("1 ").contains("LIE FOUND: budget " + shop.programme() + "/" + finding);
    }

    /** As if more had been given than the rule ever allowed. */
    @Test
    void aBudgetBeyondItsLimitIsFound() {
        lie("""
                UPDATE rules_version SET document = replace(document, '"points":500', '"points":9')
                WHERE programme = '%s'
                """.formatted(shop.programme()));

        assertThat(Database.audit())
                .startsWith("1 ")
                .contains("LIE FOUND: budget " + shop.programme() + "/gift: has counted 10 points and 1 uses, beyond");
    }

    @Test
    void aSaleWhoseRulesAreMissingIsFound() {
        lie("DELETE FROM rules_version WHERE programme = '%s'".formatted(shop.programme()));

        assertThat(Database.audit())
                .startsWith("1 ")
                .containsPattern("LIE FOUND: sale .*: was rated by rules that are missing: version 1");
    }

    private static void lie(String sql) {
        assertThat(Database.execute(sql)).isEqualTo(1);
    }
}
