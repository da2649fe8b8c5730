package dev.omnipoints.loyalty.earning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A shortcut answers what CEL's own program answers, errors too. */
class ShortcutTest {

    private static final Moment MOMENT =
            Moment.of(java.time.Instant.parse("2026-11-21T12:30:00Z"), Till.NOTHING.zone());

    private static final String[] WORDS = {"A", "B", "AB", "", "é😀", "a/b"};

    private static Basket basket(Random random) {
        List<Basket.Line> lines = new ArrayList<>();
        for (int line = 1; line <= 1 + random.nextInt(4); line++) {
            List<String> labels = random.nextBoolean() ? List.of() : List.of(word(random), "new");
            long gross = random.nextInt(8) == 0 ? Long.MAX_VALUE : random.nextInt(5) * 100L;
            lines.add(new Basket.Line(
                    String.valueOf(line),
                    word(random),
                    random.nextInt(4) == 0 ? null : word(random),
                    labels,
                    random.nextInt(3),
                    gross,
                    random.nextInt(2) * gross / 2,
                    0));
        }
        return new Basket("EUR", List.copyOf(lines), random.nextInt(3) * 50L, Basket.Paid.NOTHING, List.of("CODE"));
    }

    private static String word(Random random) {
        return WORDS[random.nextInt(WORDS.length)];
    }

    private static String answer(Asked asked) {
        try {
            return String.valueOf(asked.answer());
        } catch (Condition.Failed e) {
            return e.getMessage();
        }
    }

    /** A condition that is asked. */
    private interface Asked {
        boolean answer() throws Condition.Failed;
    }

    private static void compare(Condition condition) {
        Random random = new Random(5);
        for (int draw = 0; draw < 100; draw++) {
            Facts facts = new Facts(basket(random), Till.member("2026-11-21T12:30:00Z", null), MOMENT);
            assertThat(answer(() -> condition.holds(facts, 0))).isEqualTo(answer(() -> condition.run(facts.ofLine(0))));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "true",
                "line.net > 150",
                "line.net - 100 >= 50 && line.quantity * 2 < 3",
                "line.gross + line.gross > 5",
                "line.gross * 3 > 5 || line.sku == 'A'",
                "100 / line.quantity > 60",
                "100 % line.quantity == 1 || true",
                "line.quantity != 0 && 100 / line.quantity <= 60",
                "100 / line.quantity > 60 && line.sku != 'A'",
                "line.sku != 'A' && 100 / line.quantity > 60",
                "!(line.sku == 'A') == (line.category == '')",
                "line.sku in ['A', 'B'] || 'new' in line.labels",
                "line.sku.startsWith('A') || line.sku.endsWith('B') || line.category.contains('/')",
                "size(line.labels) == 2 && line.labels.size() > 1",
                "basket.total > 500 && basket.quantity > 1",
                "basket.lines.exists(l, l.sku == 'A' && l.net > 100)",
                "basket.lines.all(l, 100 / l.quantity > 40)",
                "basket.lines.exists(l, 100 / l.quantity > 40)",
                "basket.lines.exists(l, l.labels.exists(x, x == l.sku))",
                "basket.lines.filter(l, l.net > 100).size() > 1",
                "basket.lines.filter(l, l.net > 100).all(l, l.sku == 'A')",
                "basket.lines.exists(l, l.sku == line.sku && l.lineId != line.lineId)",
                "tier == 'GOLD' && 'skincare' in segments && 'isBirthday' in member.flags && member.known",
                "time.hour >= 9 && time.date > '2026-11-01' == true",
                "channel == 'STORE' && store != 'X' && terminal in ['T3']"
            })
    void itAnswersAsCelDoes(String source) {
        Condition condition = Conditions.compile(source, Scope.LINE);
        assertThat(condition.hasShortcut()).isEqualTo(!source.contains("time.date >"));
        compare(condition);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "line.sku.size() > 1",
                "line.sku < 'B'",
                "-line.net < 0",
                "line.net > 100.5",
                "line.labels == ['new']",
                "basket.lines.exists_one(l, l.sku == 'A')",
                "basket.lines.map(l, l.net)[0] > 100",
                "basket.lines.map(l, l.net > 100, l.net).size() > 1",
                "basket.lines[0].net == line.net",
                "(line.net > 100 ? line.sku : line.category) == 'A'",
                "has(line.sku) && line.sku + 'B' == 'AB'",
                "line.sku.matches('^A')",
                "time.at > timestamp('2026-01-01T00:00:00Z')",
                "dyn(line.sku) == 'A'"
            })
    void whatItDoesNotKnowIsLeftToCel(String source) {
        Condition condition = Conditions.compile(source, Scope.LINE);
        assertThat(condition.hasShortcut()).isFalse();
        compare(condition);
    }

    @Test
    void eventsAreLeftToCel() {
        assertThat(Conditions.compile("event.data.stars > 3", Scope.EVENT).hasShortcut())
                .isFalse();
        assertThat(Conditions.compile("event.type == 'review' && tier == 'GOLD'", Scope.EVENT)
                        .hasShortcut())
                .isTrue();
    }
}
