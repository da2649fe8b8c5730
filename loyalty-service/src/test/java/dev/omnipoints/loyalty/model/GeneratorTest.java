package dev.omnipoints.loyalty.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The generator is worth what it reaches: every outcome that the ledger can come to, within a few seeds. */
class GeneratorTest {
    private static final int SEEDS = 12;

    private static final List<String> ANSWERS = List.of(
            "Earn done|first|key reused points|key reused body|MEMBER_BLOCKED|MEMBER_CLOSED"
                    + "|not written POINTS_OUT_OF_RANGE",
            "Confirm done|first|key reused original|key reused kind|MEMBER_CLOSED|not written OPERATION_UNKNOWN",
            "Hold done|first|key reused points|key reused kind|key reused body|MEMBER_BLOCKED|MEMBER_CLOSED|MEMBER_OWES"
                    + "|TOO_MANY_HOLDS|INSUFFICIENT_POINTS|not written FIELD_INVALID|not written POINTS_OUT_OF_RANGE",
            "Capture done|first|key reused points|key reused hold|key reused kind|MEMBER_CLOSED|HOLD_ALREADY_CAPTURED"
                    + "|HOLD_ALREADY_VOIDED|HOLD_EXPIRED|CAPTURE_EXCEEDS_HOLD|not written HOLD_UNKNOWN",
            "Void done|first|key reused hold|key reused kind|MEMBER_CLOSED|HOLD_ALREADY_CAPTURED|HOLD_EXPIRED"
                    + "|not written HOLD_UNKNOWN",
            "Redeem done|first|key reused points|key reused kind|MEMBER_BLOCKED|MEMBER_CLOSED|MEMBER_OWES"
                    + "|INSUFFICIENT_POINTS|not written POINTS_OUT_OF_RANGE",
            "Reverse done|first|key reused points|key reused original|key reused kind|MEMBER_CLOSED|NOT_REVERSIBLE"
                    + "|REVERSAL_EXCEEDS_ORIGINAL|RETURN_REFUSED|not written OPERATION_UNKNOWN",
            "Adjust done|first|key reused points|MEMBER_CLOSED|INSUFFICIENT_POINTS|not written POINTS_OUT_OF_RANGE",
            "Transfer done|first|key reused points|MEMBER_BLOCKED|MEMBER_CLOSED|MEMBER_OWES|INSUFFICIENT_POINTS"
                    + "|not written FIELD_INVALID|not written POINTS_OUT_OF_RANGE",
            "Merge done|first|MEMBER_CLOSED",
            "Unmerge done|first|not written MERGE_NOT_UNDOABLE",
            "SetStatus shown",
            "Read shown");

    private static final List<String> ROWS = List.of(
            "row TIME_OUT applied|repays debt|to clamp",
            "row ACTIVATE applied|repays debt",
            "row EXPIRE applied",
            "row CLOSE applied",
            "row EARN repays debt",
            "row CONFIRM repays debt",
            "row ADJUST repays debt|owes",
            "row TRANSFER repays debt",
            "row MERGE repays debt|owes",
            "row UNMERGE owes",
            "row REVERSE owes|clamps|to clamp|counts expired|counts only|from other lots|repays debt"
                    + "|new lot of new dates|new lot of old dates");

    @Test
    void reachesEveryOutcomeWithinAFewSeeds() {
        Map<String, Long> outcomes = new TreeMap<>();
        for (int seed = 1; seed <= SEEDS; seed++) {
            Duel.run(seed, 10_000, Naive::new).forEach((what, often) -> outcomes.merge(what, often, Long::sum));
        }
        outcomes.forEach((what, often) -> System.out.printf("%8d %s%n", often, what));
        assertThat(outcomes.keySet()).containsAll(each(ANSWERS)).containsAll(each(ROWS));
    }

    private static List<String> each(List<String> lines) {
        List<String> each = new ArrayList<>();
        for (String line : lines) {
            String kind = line.substring(0, line.indexOf(' ', line.startsWith("row ") ? 4 : 0) + 1);
            for (String outcome : line.substring(kind.length()).split("\\|")) {
                each.add(kind + outcome);
            }
        }
        return each;
    }

    @Test
    void turnsEverySwitchWithinAFewSeeds() {
        Set<Object> drawn = new HashSet<>();
        for (int seed = 1; seed <= 40; seed++) {
            Rules rules = ((Generator.Change) new Generator(seed, new Naive()).next()).rules();
            drawn.addAll(List.of(
                    rules.expiry(),
                    rules.alignment(),
                    rules.expiryUnit(),
                    rules.pending(),
                    rules.debt(),
                    rules.giveBack(),
                    rules.transfer(),
                    rules.negativeAdjustments()));
        }
        assertThat(drawn)
                .contains((Object[]) Rules.Expiry.values())
                .contains((Object[]) Rules.Alignment.values())
                .contains((Object[]) Rules.Unit.values())
                .contains((Object[]) Rules.Pending.values())
                .contains((Object[]) Rules.Debt.values())
                .contains((Object[]) Rules.GiveBack.values())
                .contains((Object[]) Rules.Transfer.values())
                .contains(true, false);
    }

    @Test
    void isTheSameForTheSameSeed() {
        assertThat(commands(7)).isEqualTo(commands(7)).isNotEqualTo(commands(8));
    }

    private static List<Generator.Next> commands(long seed) {
        Naive model = new Naive();
        Generator generator = new Generator(seed, model);
        List<Generator.Next> commands = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            Generator.Next next = generator.next();
            commands.add(next);
            switch (next) {
                case Generator.Change change -> model.rules(change.rules());
                case Generator.Question question -> generator.heard(question.asked(), model.ask(question.asked()));
            }
        }
        return commands;
    }
}
