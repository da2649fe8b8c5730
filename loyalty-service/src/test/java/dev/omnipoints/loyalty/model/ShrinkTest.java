package dev.omnipoints.loyalty.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.ZoneId;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Ledgers that are wrong on purpose are found out, by a script that can be read. */
class ShrinkTest {
    private static final Pattern SCRIPT = Pattern.compile("steps:\n(.*)\nafter which\n", Pattern.DOTALL);

    /** A model that hears something else than was said. */
    private static final class Wrong implements Subject {
        private final Subject model = new Naive();
        private final UnaryOperator<Asked> hears;
        private final UnaryOperator<Rules> reads;

        Wrong(UnaryOperator<Asked> hears, UnaryOperator<Rules> reads) {
            this.hears = hears;
            this.reads = reads;
        }

        @Override
        public void rules(Rules rules) {
            model.rules(reads.apply(rules));
        }

        @Override
        public Told ask(Asked asked) {
            return model.ask(hears.apply(asked));
        }

        @Override
        public Standing standing(int member) {
            return model.standing(member);
        }
    }

    @Test
    void whoForgetsKeysIsFoundOut() {
        Script script = shrunk(3, () -> {
            int[] keys = {0};
            return new Wrong(
                    asked -> new Asked(
                            asked.at(), asked.caller(), asked.key() == null ? null : "" + keys[0]++, asked.ask()),
                    rules -> rules);
        });
        assertThat(script.steps()).hasSizeLessThanOrEqualTo(6);
    }

    @Test
    void whoHoldsASecondTooLongIsFoundOut() {
        Script script = shrunk(
                3,
                () -> new Wrong(
                        asked -> asked.ask() instanceof Ask.Hold(int member, long points, int ttl)
                                ? new Asked(
                                        asked.at(), asked.caller(), asked.key(), new Ask.Hold(member, points, ttl + 1))
                                : asked,
                        rules -> rules));
        assertThat(script.steps()).hasSizeLessThanOrEqualTo(4);
    }

    @Test
    void whoTakesTheWrongZoneIsFoundOut() {
        Script script = shrunk(
                5,
                () -> new Wrong(asked -> asked, rules -> {
                    RuleSet other = new RuleSet();
                    other.zone = rules.zone().equals(other.zone) ? ZoneId.of("UTC") : other.zone;
                    return new Rules(
                            other.zone,
                            rules.expiry(),
                            rules.expiryLength(),
                            rules.expiryUnit(),
                            rules.alignment(),
                            rules.expiryDate(),
                            rules.pending(),
                            rules.pendingDays(),
                            rules.pendingDate(),
                            rules.debt(),
                            rules.negativeAdjustments(),
                            rules.giveBack(),
                            rules.graceDays(),
                            rules.transfer());
                }));
        assertThat(script.steps()).hasSizeLessThanOrEqualTo(4);
    }

    @Test
    void whoLetsTheClockStepBackIsFoundOut() {
        Script script = shrunk(
                11,
                () -> new Wrong(
                        asked -> new Asked(asked.at().minusSeconds(1), asked.caller(), asked.key(), asked.ask()),
                        rules -> rules));
        assertThat(script.steps()).hasSizeLessThanOrEqualTo(5);
    }

    /** What the failing run printed; it fails again where it is played, and only against the wrong one. */
    private static Script shrunk(long seed, Supplier<Subject> wrong) {
        AssertionError failure = catchThrowableOfType(AssertionError.class, () -> Duel.run(seed, 10_000, wrong));
        assertThat(failure).isNotNull().hasMessageContaining("seed " + seed);
        MatchResult found =
                SCRIPT.matcher(failure.getMessage()).results().findFirst().orElseThrow(() -> failure);
        Script script = Script.parse(found.group(1));
        assertThat(script).hasToString(found.group(1));
        assertThatCode(() -> Duel.play(script, new Naive())).doesNotThrowAnyException();
        assertThatThrownBy(() -> Duel.play(script, wrong.get())).isInstanceOf(AssertionError.class);
        return script;
    }

    @Test
    void aScriptReadsWhatItPrints() {
        String lines = """
                rules Europe/Paris PERIOD 24 MONTH QUARTER - DAYS 3 2026-04-10 CLAMP true NEW_EXPIRY 7 RENEW_EXPIRY
                1 2026-03-10T11:00:00Z till k1 earn 27 421 2026-03-10T11:00:00Z 2027-11-13
                2 2026-03-10T11:00:00.001Z till k2 hold 27 315 86400
                3 2026-03-10T11:00:01Z web k3 capture #2 all
                4 2026-03-10T11:00:02Z web k4 void 27/2
                5 2026-03-10T11:00:03Z web k5 reverse #3 15
                6 2026-03-10T11:00:04Z web k6 confirm #1
                7 2026-03-10T11:00:05Z web k7 redeem 27 -3
                8 2026-03-10T11:00:06Z web k8 adjust 27 -3 -
                9 2026-03-10T11:00:07Z web k9 transfer 27 28 1
                10 2026-03-10T11:00:08Z web - status 27 BLOCKED
                11 2026-03-10T11:00:09Z web k10 merge 27 28
                12 2026-03-10T11:00:10Z web k11 unmerge 27 28
                13 2026-03-10T11:00:11Z web - read 27""";
        assertThat(Script.parse(lines)).hasToString(lines);
        Duel.play(Script.parse(lines), new Naive());
    }
}
