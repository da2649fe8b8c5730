package dev.omnipoints.loyalty.earning.naive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.omnipoints.loyalty.earning.Awards;
import dev.omnipoints.loyalty.earning.Basket;
import dev.omnipoints.loyalty.earning.Matched;
import dev.omnipoints.loyalty.earning.Rule;
import dev.omnipoints.loyalty.earning.RuleBook;
import dev.omnipoints.loyalty.earning.RulesVersion;
import dev.omnipoints.loyalty.earning.Standing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** The engine against the naive one, and against itself, on generated rules and sales; `-Dseed=…` for others. */
class EnginesAgreeTest {
    private static final long SEED = Long.getLong("seed", 5);
    private static final int VERSIONS = Integer.getInteger("versions", 2_500);
    private static final int SALES_EACH = 4;

    private final NaiveEngine naive = new NaiveEngine(Meanings.all());

    @Test
    void bothEnginesAwardTheSameOnTenThousandSalesAndEvents() {
        everyCase(VERSIONS, (asked, book) -> {
            if (!engine(book, asked).equals(naive(asked))) {
                fail(difference(asked));
            }
        });
    }

    private String difference(Case asked) {
        Case smallest = Shrink.smallest(
                asked,
                small -> !engine(RuleBook.compile(small.version()), small).equals(naive(small)));
        Outcome engine = engine(RuleBook.compile(smallest.version()), smallest);
        return "%s%nengine: %s%nnaive: %s".formatted(Readable.of(smallest), engine, naive(smallest));
    }

    @Test
    void partsSumToTheAwardAndNoneIsOfNothing() {
        everyCase(VERSIONS / 10, (asked, book) -> {
            Awards awards = engine(book, asked).awards();
            if (awards != null) {
                assertThat(awards.parts()).allMatch(part -> part.points() > 0);
                assertThat(awards.parts().stream()
                                .mapToLong(Awards.Part::points)
                                .sum())
                        .isEqualTo(awards.points());
            }
        });
    }

    @Test
    void askedTwiceItAwardsTheSame() {
        everyCase(VERSIONS / 10, (asked, book) -> {
            Matched matched = book.match(asked.basket(), asked.occasion(), asked.terms());
            Outcome first = Outcome.of(() -> matched.award(asked.standing()));
            Outcome.of(() -> matched.award(Standing.NEW));
            assertThat(Outcome.of(() -> matched.award(asked.standing()))).isEqualTo(first);
            assertThat(engine(RuleBook.compile(asked.version()), asked)).isEqualTo(first);
        });
    }

    @Test
    void itAsksForAllThatItHasToKnow() {
        everyCase(VERSIONS / 10, (asked, book) -> {
            Matched matched = book.match(asked.basket(), asked.occasion(), asked.terms());
            var known = new HashMap<>(asked.standing().tallies());
            known.keySet().retainAll(matched.needs());
            boolean first = !matched.asksFirst() || asked.standing().firstSale();
            Outcome outcome = Outcome.of(() -> matched.award(new Standing(known, first)));
            assertThat(outcome).as(Readable.of(asked)).isEqualTo(engine(book, asked));
            if (outcome.awards() != null) {
                assertThat(matched.needs())
                        .containsAll(outcome.awards().counted().keySet());
            }
        });
    }

    @Test
    void theOrderOfRulesInTheDocumentDoesNotMatter() {
        everyCase(VERSIONS / 10, (asked, book) -> {
            List<Rule> rules = asked.version().rules().reversed();
            RulesVersion reversed = new RulesVersion(
                    asked.version().number(), rules, asked.version().caps());
            assertThat(engine(RuleBook.compile(reversed), asked))
                    .as(Readable.of(asked))
                    .isEqualTo(engine(book, asked));
        });
    }

    /** Where a basket discount is spread, a tie goes to the first line; a condition may count lines. */
    @Test
    void theOrderOfLinesDoesNotMatterButForTies() {
        everyCase(VERSIONS / 10, (asked, book) -> {
            boolean ties = asked.basket() == null
                    || asked.terms().spreadBasketDiscount() && asked.basket().basketDiscount() > 0
                    || asked.version().toString().contains("lines[2]");
            if (!ties) {
                Case reversed = asked.with(
                        withLines(asked.basket(), asked.basket().lines().reversed()));
                assertThat(points(engine(book, reversed)))
                        .as(Readable.of(asked))
                        .isEqualTo(points(engine(book, asked)));
            }
        });
    }

    /** Where rules add up, choose nothing, ask no CEL, and no discount stands apart. */
    @Test
    void aLineMoreNeverEarnsLess() {
        everyCase(VERSIONS / 5, (asked, book) -> {
            boolean apart = asked.basket() == null
                    || asked.basket().basketDiscount() > 0
                    || asked.version().rules().stream().anyMatch(EnginesAgreeTest::setsAgainst);
            if (!apart) {
                List<Basket.Line> fewer = new ArrayList<>(asked.basket().lines());
                fewer.removeLast();
                if (!fewer.isEmpty()) {
                    Outcome kept = engine(book, asked.with(withLines(asked.basket(), fewer)));
                    assertThat(points(kept)).as(Readable.of(asked)).isLessThanOrEqualTo(points(engine(book, asked)));
                }
            }
        });
    }

    private static boolean setsAgainst(Rule rule) {
        return rule.award() instanceof Rule.Award.BestOf
                || rule.stacking().exclusive()
                || rule.stacking().stop()
                || rule.member().when() != null
                || rule.basket().when() != null
                || rule.lines().toString().contains("when=")
                        && rule.lines().toString().matches(".*when=[^n].*");
    }

    private static long points(Outcome outcome) {
        return outcome.awards() == null ? Long.MAX_VALUE : outcome.awards().points();
    }

    private static Basket withLines(Basket basket, List<Basket.Line> lines) {
        return new Basket(basket.currency(), lines, basket.basketDiscount(), basket.paid(), basket.codes());
    }

    private static void everyCase(int versions, BiConsumer<Case, RuleBook> check) {
        for (long seed = SEED; seed < SEED + versions; seed++) {
            List<Case> cases = DrawCase.of(seed, SALES_EACH);
            RuleBook book = RuleBook.compile(cases.getFirst().version());
            for (Case asked : cases) {
                try {
                    check.accept(asked, book);
                } catch (AssertionError | RuntimeException e) {
                    throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
                }
            }
        }
    }

    private Outcome naive(Case asked) {
        return Outcome.of(() -> naive.award(asked));
    }

    private static Outcome engine(RuleBook book, Case asked) {
        return Outcome.of(() ->
                book.match(asked.basket(), asked.occasion(), asked.terms()).award(asked.standing()));
    }
}
