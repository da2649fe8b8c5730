package dev.omnipoints.loyalty.earning.naive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omnipoints.loyalty.earning.Awards;
import dev.omnipoints.loyalty.earning.Rule;
import dev.omnipoints.loyalty.earning.RulesVersion;
import dev.omnipoints.loyalty.platform.Refused;
import dev.omnipoints.loyalty.rules.RulesDocument;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What is drawn is worth a duel: rules fit, meet each other and are cut. */
class DrawCaseTest {
    private final NaiveEngine naive = new NaiveEngine(Meanings.all());
    private final Map<String, Integer> seen = new TreeMap<>();

    @Test
    void everyKindOfRuleAwardsOftenAndRulesMeet() {
        for (long seed = 0; seed < 1_000; seed++) {
            for (Case asked : DrawCase.of(seed, 2)) {
                Outcome outcome = Outcome.of(() -> naive.award(asked));
                count(outcome.awards() == null ? "out of range" : "cases");
                if (outcome.awards() != null) {
                    look(asked, outcome.awards());
                }
            }
        }
        assertThat(often(800)).contains("cases", "awards", "on a sale", "two rules or more");
        assertThat(often(100))
                .contains("Rate", "PerUnit", "Fixed", "Multiplier", "BestOf", "on an event", "by line", "counted");
        assertThat(often(50)).contains("LINE", "RULE", "SALE", "FLOOR", "HALF_UP", "CEILING", "cut by a cap");
        assertThat(often(10)).contains("USED", "UNKNOWN", "EXPIRED", "SPENT", "NOT_APPLICABLE", "condition");
        assertThat(seen.getOrDefault("out of range", 0)).isBetween(10, 200);
    }

    @Test
    void everyRuleDrawnIsLawfulAndReadFromItsDocument() {
        for (long seed = 0; seed < 1_000; seed++) {
            RulesVersion version = DrawCase.of(seed, 1).getFirst().version();
            String document = Written.of(version).toString();
            assertThat(read(document, version.number())).as(document).isEqualTo(version);
        }
    }

    private static RulesVersion read(String document, long number) {
        try {
            return RulesDocument.of(document).read("", number);
        } catch (Refused refused) {
            throw new AssertionError(refused.problem().getField() + ": " + refused.getMessage() + " " + document);
        }
    }

    private Set<String> often(int times) {
        Map<String, Integer> often = new TreeMap<>(seen);
        often.values().removeIf(count -> count < times);
        return often.keySet();
    }

    private void look(Case asked, Awards awards) {
        if (awards.points() > 0) {
            count("awards");
            count(asked.basket() == null ? "on an event" : "on a sale");
        }
        if (awards.parts().stream().map(Awards.Part::rule).distinct().count() > 1) {
            count("two rules or more");
        }
        for (Awards.Part part : awards.parts()) {
            count(part.lineId() == null ? "whole" : "by line");
            for (Rule rule : asked.version().rules()) {
                if (rule.id().equals(part.rule())) {
                    look(rule, part.points());
                }
            }
        }
        awards.codes().forEach(code -> count(code.state().name()));
        awards.counted().keySet().forEach(key -> count("counted"));
        if (!asked.version().caps().isEmpty()
                && asked.version().caps().stream().anyMatch(cap -> cap.most() == awards.points())) {
            count("cut by a cap");
        }
    }

    private void look(Rule rule, long points) {
        count(rule.award().getClass().getSimpleName());
        count(rule.rounding().place().name());
        count(rule.rounding().mode().name());
        if (rule.caps().stream().anyMatch(cap -> cap.most() == points)) {
            count("cut by a cap");
        }
        if (rule.basket().when() != null || rule.member().when() != null) {
            count("condition");
        }
    }

    private void count(String what) {
        seen.merge(what, 1, Integer::sum);
    }
}
