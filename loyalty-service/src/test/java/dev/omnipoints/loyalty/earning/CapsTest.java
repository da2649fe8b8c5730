package dev.omnipoints.loyalty.earning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What caps leave and what they count. */
class CapsTest {

    private static final LocalDate SATURDAY = LocalDate.of(2026, 11, 21);

    private static final Tally.Key OF_WEEK = new Tally.Key("r", Rule.Per.WEEK, LocalDate.of(2026, 11, 16));

    @Test
    void aRuleIsCutToTheLeastThatItsCapsLeave() {
        Matched matched = Till.with(Sketch.fixed("r", "100")
                        .points(80, Rule.Per.SALE)
                        .points(500, Rule.Per.WEEK)
                        .uses(3, Rule.Per.DAY))
                .line("A", 100)
                .match();
        Tally.Key ofDay = new Tally.Key("r", Rule.Per.DAY, SATURDAY);
        assertThat(matched.needs()).containsExactlyInAnyOrder(OF_WEEK, ofDay);
        assertThat(matched.award(Standing.NEW).parts())
                .containsExactly(new Awards.Part(
                        "r", 7, null, 0, 80, "Rule r: 100 points; cut from 100 to 80, at most 80 points a sale"));
        Awards second = matched.award(new Standing(Map.of(OF_WEEK, new Tally(470, 5)), false));
        assertThat(second.parts().getFirst().text())
                .isEqualTo("Rule r: 100 points; cut from 100 to 30, at most 500 points a week");
        assertThat(second.counted()).isEqualTo(Map.of(OF_WEEK, new Tally(30, 1), ofDay, new Tally(30, 1)));
    }

    @Test
    void aRuleThatHasBeenUsedAsOftenAsItMayGivesNothing() {
        Matched matched = Till.with(Sketch.fixed("r", "100").uses(2, Rule.Per.WEEK))
                .line("A", 100)
                .match();
        assertThat(matched.award(new Standing(Map.of(OF_WEEK, new Tally(100, 1)), false))
                        .points())
                .isEqualTo(100);
        assertThat(matched.award(new Standing(Map.of(OF_WEEK, new Tally(200, 2)), false)))
                .isEqualTo(Awards.NONE);
    }

    @Test
    void theVersionsCapsCutFromTheLastRuleBackwards() {
        Till till = Till.capped(
                        List.of(
                                new Rule.Cap(Rule.Measure.POINTS, 120, Rule.Per.DAY),
                                new Rule.Cap(Rule.Measure.POINTS, 1000, Rule.Per.MONTH)),
                        Sketch.fixed("a", "100").priority(2).uses(5, Rule.Per.TOTAL),
                        Sketch.fixed("b", "50").priority(1).uses(5, Rule.Per.TOTAL),
                        Sketch.fixed("c", "30").uses(5, Rule.Per.TOTAL))
                .line("A", 100);
        Awards awards = till.awards();
        assertThat(Till.points(awards)).containsExactly(entry("a", 100L), entry("b", 20L));
        assertThat(awards.parts().get(1).text())
                .isEqualTo("Rule b: 50 points; cut from 50 to 20, at most 120 points a day by all rules together");
        assertThat(awards.counted())
                .isEqualTo(Map.of(
                        new Tally.Key("a", Rule.Per.TOTAL, LocalDate.EPOCH), new Tally(100, 1),
                        new Tally.Key("b", Rule.Per.TOTAL, LocalDate.EPOCH), new Tally(20, 1),
                        new Tally.Key("", Rule.Per.DAY, SATURDAY), new Tally(120, 1),
                        new Tally.Key("", Rule.Per.MONTH, LocalDate.of(2026, 11, 1)), new Tally(120, 1)));
    }

    @Test
    void ofPartsByLineTheLastIsCutFirst() {
        Till till = Till.with(Sketch.perUnit("r", "10")
                        .rounding(Rule.Mode.FLOOR, Rule.Place.LINE)
                        .points(25, Rule.Per.SALE))
                .line("A", 100)
                .line("B", "c", 1, 100)
                .line("C", "c", 1, 100);
        assertThat(till.points()).containsExactly(entry("r/1", 10L), entry("r/2", 10L), entry("r/3", 5L));
    }

    @Test
    void periodsAreOfTheProgrammesZone() {
        Matched matched = Till.with(Sketch.fixed("r", "1").uses(1, Rule.Per.DAY).uses(9, Rule.Per.MONTH))
                .line("A", 100)
                .at("2026-11-30T23:30:00Z")
                .match();
        assertThat(matched.needs())
                .containsExactlyInAnyOrder(
                        new Tally.Key("r", Rule.Per.DAY, LocalDate.of(2026, 12, 1)),
                        new Tally.Key("r", Rule.Per.MONTH, LocalDate.of(2026, 12, 1)));
    }

    @Test
    void aFirstSaleIsAskedAboutAndHadOnce() {
        Matched matched =
                Till.with(Sketch.fixed("r", "1").firstSale()).line("A", 100).match();
        assertThat(matched.asksFirst()).isTrue();
        assertThat(matched.award(Standing.NEW).points()).isEqualTo(1);
        assertThat(matched.award(new Standing(Map.of(), false)).points()).isZero();
    }

    @Test
    void codesAreAnsweredInTheirOrder() {
        Till till = Till.with(
                        Sketch.fixed("used", "5").code("USED"),
                        Sketch.fixed("over", "5").code("OVER").valid(null, "2026-11-21T00:00"),
                        Sketch.fixed("once", "5").code("ONCE").uses(1, Rule.Per.LIFETIME),
                        Sketch.fixed("elsewhere", "5").code("ELSEWHERE").stores("LYO-001"))
                .line("A", 100)
                .codes("ELSEWHERE", "USED", "NONE", "ONCE", "OVER");
        Tally.Key once = new Tally.Key("once", Rule.Per.LIFETIME, LocalDate.EPOCH);
        Awards awards = till.match().award(new Standing(Map.of(once, new Tally(5, 1)), false));
        assertThat(awards.codes())
                .containsExactly(
                        new Awards.CodeUse("ELSEWHERE", Awards.CodeState.NOT_APPLICABLE),
                        new Awards.CodeUse("USED", Awards.CodeState.USED),
                        new Awards.CodeUse("NONE", Awards.CodeState.UNKNOWN),
                        new Awards.CodeUse("ONCE", Awards.CodeState.SPENT),
                        new Awards.CodeUse("OVER", Awards.CodeState.EXPIRED));
        assertThat(awards.points()).isEqualTo(5);
    }
}
