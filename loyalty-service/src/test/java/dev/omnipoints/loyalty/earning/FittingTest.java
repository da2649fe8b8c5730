package dev.omnipoints.loyalty.earning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which rules fit a sale. */
class FittingTest {

    private static final LocalTime MIDNIGHT = LocalTime.MIDNIGHT;

    private static boolean fits(Sketch rule) {
        return fits(rule, "2026-11-21T12:30:00Z");
    }

    private static boolean fits(Sketch rule, String at) {
        return Till.with(rule)
                        .line("A", "a/b/c", 2, 1000, "new")
                        .codes("SERUM")
                        .at(at)
                        .awards()
                        .points()
                > 0;
    }

    private static Sketch five() {
        return Sketch.fixed("r", "5");
    }

    @Test
    void validityIsOfTheProgrammesZoneFromInclusiveToExclusive() {
        assertThat(fits(five().valid("2026-11-21T13:30", "2026-11-21T13:31"))).isTrue();
        assertThat(fits(five().valid("2026-11-21T13:31", null))).isFalse();
        assertThat(fits(five().valid(null, "2026-11-21T13:30"))).isFalse();
    }

    @Test
    void channelStoreAndCodeHaveToBeAmongThoseAskedFor() {
        assertThat(fits(five().channels("APP", "STORE").stores("PAR-012").code("SERUM")))
                .isTrue();
        assertThat(fits(five().channels("APP"))).isFalse();
        assertThat(fits(five().stores("LYO-001"))).isFalse();
        assertThat(fits(five().code("OTHER"))).isFalse();
    }

    @Test
    void theMemberHasOneOfEachListThatIsThere() {
        assertThat(fits(five().member(asking(Set.of("GOLD", "SILVER"), Set.of("x", "skincare"), Set.of("isBirthday")))))
                .isTrue();
        assertThat(fits(five().member(asking(Set.of("SILVER"), Set.of(), Set.of()))))
                .isFalse();
        assertThat(fits(five().member(asking(Set.of(), Set.of("x"), Set.of())))).isFalse();
        assertThat(fits(five().member(asking(Set.of(), Set.of(), Set.of("x"))))).isFalse();
        assertThat(fits(five().memberWhen("tier == 'GOLD' && basket.total == 1000")))
                .isTrue();
        assertThat(fits(five().memberWhen("'skincare' in segments == false"))).isFalse();
    }

    private static Rule.MemberCondition asking(Set<String> tiers, Set<String> segments, Set<String> flags) {
        return new Rule.MemberCondition(tiers, segments, flags, false, null);
    }

    @Test
    void oneOfTheTimesHolds() {
        Set<DayOfWeek> saturday = Set.of(DayOfWeek.SATURDAY);
        Sketch evening = five().times(new Rule.TimeWindow(saturday, LocalTime.of(17, 0), LocalTime.of(20, 0)));
        assertThat(fits(evening, "2026-11-21T16:00:00Z")).isTrue();
        assertThat(fits(evening, "2026-11-21T19:00:00Z")).isFalse();
        assertThat(fits(evening, "2026-11-20T16:00:00Z")).isFalse();
        Sketch night = five().times(new Rule.TimeWindow(saturday, LocalTime.of(22, 0), LocalTime.of(2, 0)));
        assertThat(fits(night, "2026-11-21T21:00:00Z")).isTrue();
        assertThat(fits(night, "2026-11-22T00:59:00Z")).isTrue();
        assertThat(fits(night, "2026-11-22T01:00:00Z")).isFalse();
        assertThat(fits(night, "2026-11-21T00:30:00Z")).isFalse();
        Sketch allDay = five().times(new Rule.TimeWindow(saturday, MIDNIGHT, MIDNIGHT));
        assertThat(fits(allDay, "2026-11-21T22:59:59Z")).isTrue();
        assertThat(fits(allDay, "2026-11-21T23:00:00Z")).isFalse();
    }

    @Test
    void linesAreFoundBySkuCategoryAboveOrLabel() {
        assertThat(fits(five().include(Sketch.skus("X", "A")))).isTrue();
        assertThat(fits(five().include(Sketch.skus("X")))).isFalse();
        for (String category : List.of("a", "a/b", "a/b/c")) {
            assertThat(fits(five().include(Sketch.categories(category)))).isTrue();
            assertThat(fits(five().exclude(Sketch.categories(category)))).isFalse();
        }
        for (String category : List.of("a/b/c/d", "a/bc", "b", "a/")) {
            assertThat(fits(five().include(Sketch.categories(category)))).isFalse();
            assertThat(fits(five().exclude(Sketch.categories(category)))).isTrue();
        }
        assertThat(fits(five().include(Sketch.labels("old", "new")))).isTrue();
        assertThat(fits(five().include(Sketch.labels("old")))).isFalse();
        assertThat(fits(five().include(Sketch.lineWhen("line.net > 999")))).isTrue();
        assertThat(fits(five().include(Sketch.lineWhen("line.net > 1000")))).isFalse();
        assertThat(fits(five().exclude(Sketch.lineWhen("line.net > 999")))).isFalse();
        assertThat(fits(five().include(Sketch.skus("A")).exclude(Sketch.labels("new"))))
                .isFalse();
    }

    @Test
    void linesBeyondTheSixtyFourthAreFoundToo() {
        Till till = Till.with(Sketch.perUnit("r", "1").include(Sketch.skus("A")).exclude(Sketch.labels("not")));
        for (int line = 0; line < 1_000; line++) {
            if (line % 10 == 9) {
                till.line("A", "c", 1, 100, "not");
            } else {
                till.line(line % 2 == 0 ? "A" : "B", "c", 1, 100);
            }
        }
        assertThat(till.points()).containsExactly(entry("r", 500L));
    }

    @Test
    void theMinimumIsOfTheTotalOrOfTheSelectedLines() {
        Till till = Till.with(
                        Sketch.fixed("a", "1").minimum(1400, false),
                        Sketch.fixed("b", "1").minimum(1401, false),
                        Sketch.fixed("c", "1").minimum(500, true).include(Sketch.skus("B")),
                        Sketch.fixed("d", "1").minimum(501, true).include(Sketch.skus("B")))
                .line("A", 1000)
                .line("B", 500)
                .discount(100);
        assertThat(till.points()).containsExactly(entry("a", 1L), entry("c", 1L));
    }

    @Test
    void aConditionThatFailsGivesNothingAndHarmsNoOther() {
        Matched matched = Till.with(
                        Sketch.fixed("a", "1").basketWhen("100 / (basket.quantity - 1) > 1"),
                        Sketch.fixed("b", "2").include(Sketch.lineWhen("100 / (line.quantity - 1) > 1")),
                        Sketch.fixed("c", "4"),
                        Sketch.fixed("d", "8").basketWhen("no longer known"))
                .line("A", 100)
                .match();
        assertThat(Till.points(matched.award(Standing.NEW))).containsExactly(entry("c", 4L));
        assertThat(matched.failures()).extracting(Failure::rule).containsExactly("a", "b", "d");
        assertThat(matched.failures().getFirst().message()).isEqualTo("Line 1, column 5: it divides by zero");
    }

    @Test
    void withoutAMemberNothingFits() {
        RulesVersion version = new RulesVersion(7, List.of(five().code("SERUM").rule()), List.of());
        Occasion nobody = new Occasion(
                "STORE", null, null, Instant.parse("2026-11-21T12:30:00Z"), false, "", Set.of(), Set.of(), null);
        Basket basket = Till.with().line("A", 1000).codes("SERUM", "X").basket();
        Terms terms = new Terms(3, ZoneId.of("Europe/Paris"), 10, 1, false, false);
        Awards awards = RuleBook.compile(version).match(basket, nobody, terms).award(Standing.NEW);
        assertThat(awards)
                .isEqualTo(new Awards(
                        0,
                        List.of(),
                        Map.of(),
                        List.of(
                                new Awards.CodeUse("SERUM", Awards.CodeState.NOT_APPLICABLE),
                                new Awards.CodeUse("X", Awards.CodeState.UNKNOWN))));
    }
}
