package dev.omnipoints.loyalty.earning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which rules award beside each other. */
class StackingTest {

    private static final Terms ONE_A_EURO = new Terms(3, ZoneId.of("Europe/Paris"), 1, 1, false, false);

    @Test
    void theFirstOfAnExclusiveGroupSilencesItsGroupOnly() {
        Till till = Till.with(
                        Sketch.fixed("a", "1").exclusive("g"),
                        Sketch.fixed("b", "2").exclusive("g").priority(5),
                        Sketch.fixed("c", "3").exclusive("h"),
                        Sketch.fixed("d", "4"))
                .terms(ONE_A_EURO)
                .line("A", 100);
        assertThat(till.points()).containsExactly(entry("b", 2L), entry("c", 3L), entry("d", 4L), entry("base", 1L));
    }

    @Test
    void anExclusiveRuleWithoutGroupAwardsAlone() {
        Till till = Till.with(
                        Sketch.fixed("a", "100").priority(9),
                        Sketch.fixed("b", "2").exclusive(null),
                        Sketch.fixed("c", "3").exclusive(null))
                .terms(ONE_A_EURO)
                .line("A", 100);
        assertThat(till.points()).containsExactly(entry("b", 2L));
    }

    @Test
    void rulesAfterOneThatStopsGiveNothing() {
        Till till = Till.with(
                        Sketch.fixed("a", "1").priority(2),
                        Sketch.fixed("b", "2").priority(1).stop(),
                        Sketch.fixed("c", "3"))
                .terms(ONE_A_EURO)
                .line("A", 100);
        assertThat(till.points()).containsExactly(entry("a", 1L), entry("b", 2L));
    }

    @Test
    void oneThatIsSilencedDoesNotStop() {
        Till till = Till.with(
                        Sketch.fixed("a", "1").exclusive("g").priority(2),
                        Sketch.fixed("b", "2").exclusive("g").priority(1).stop(),
                        Sketch.fixed("c", "3"))
                .line("A", 100);
        assertThat(till.points()).containsExactly(entry("a", 1L), entry("c", 3L));
    }

    @Test
    void aRuleThatComesToNothingSilencesItsGroupAllTheSame() {
        Till till = Till.with(
                        Sketch.rate("a", "1", 500).exclusive("g").priority(1),
                        Sketch.fixed("b", "2").exclusive("g"))
                .line("A", 100);
        assertThat(till.awards()).isEqualTo(Awards.NONE);
    }

    @Test
    void aRuleThatIsSpentSilencesNoOne() {
        Till till = Till.with(
                        Sketch.fixed("a", "1").exclusive("g").priority(1).uses(1, Rule.Per.LIFETIME),
                        Sketch.fixed("b", "2").exclusive("g"))
                .line("A", 100);
        Matched matched = till.match();
        Tally.Key key = new Tally.Key("a", Rule.Per.LIFETIME, java.time.LocalDate.EPOCH);
        assertThat(matched.needs()).containsExactly(key);
        assertThat(Till.points(matched.award(Standing.NEW))).containsExactly(entry("a", 1L));
        assertThat(Till.points(matched.award(new Standing(Map.of(key, new Tally(1, 1)), false))))
                .containsExactly(entry("b", 2L));
    }

    @Test
    void ofSeveralRulesOnOneEventTheGreatestAwardsAndThoseThatStack() {
        RulesVersion version = new RulesVersion(
                7,
                List.of(
                        Sketch.fixed("a", "10").event("review").rule(),
                        Sketch.fixed("b", "20").event("review").rule(),
                        Sketch.fixed("c", "20").event("review").rule(),
                        Sketch.fixed("d", "5").event("review").stackable().rule(),
                        Sketch.fixed("e", "999").event("referral").rule(),
                        Sketch.fixed("f", "999").rule()),
                List.of());
        Occasion review = Till.member("2026-11-21T12:30:00Z", new Occasion.Event("app", "review", Map.of()));
        Awards awards =
                RuleBook.compile(version).match(null, review, ONE_A_EURO).award(Standing.NEW);
        assertThat(Till.points(awards)).containsExactly(entry("b", 20L), entry("d", 5L));
        assertThat(awards.points()).isEqualTo(25);
    }
}
