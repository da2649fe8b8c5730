package dev.omnipoints.loyalty.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omnipoints.loyalty.ledger.Core;
import dev.omnipoints.loyalty.model.Ask;
import dev.omnipoints.loyalty.model.Asked;
import dev.omnipoints.loyalty.model.Naive;
import dev.omnipoints.loyalty.model.Rules;
import dev.omnipoints.loyalty.model.Standing;
import dev.omnipoints.loyalty.model.Subject;
import dev.omnipoints.loyalty.model.Told;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** docs/ledger-examples.md: every story, told to every ledger that there is, cell by cell. */
class ExamplesTest {
    private static final Map<String, Supplier<Subject>> SUBJECTS = Map.of("naive", Naive::new, "core", Core::new);

    private static final List<String> REASONS = List.of(
            "MEMBER_CLOSED",
            "MEMBER_BLOCKED",
            "NOT_REVERSIBLE",
            "HOLD_ALREADY_CAPTURED",
            "HOLD_ALREADY_VOIDED",
            "HOLD_EXPIRED",
            "CAPTURE_EXCEEDS_HOLD",
            "REVERSAL_EXCEEDS_ORIGINAL",
            "RETURN_REFUSED",
            "MEMBER_OWES",
            "TOO_MANY_HOLDS",
            "INSUFFICIENT_POINTS",
            "HOLD_UNKNOWN",
            "OPERATION_UNKNOWN",
            "MERGE_NOT_UNDOABLE",
            "FIELD_INVALID",
            "POINTS_OUT_OF_RANGE");

    @TestFactory
    Stream<DynamicContainer> everyStoryComesOutAsThePageSays() {
        List<Page.Story> stories = Page.stories();
        return SUBJECTS.entrySet().stream()
                .map(subject -> DynamicContainer.dynamicContainer(
                        subject.getKey(),
                        stories.stream()
                                .map(story -> DynamicTest.dynamicTest(
                                        story.title(),
                                        () -> Telling.check(
                                                story, subject.getValue().get())))));
    }

    @Test
    void thereAreAtLeastSixtyStories() {
        assertThat(Page.stories()).hasSizeGreaterThanOrEqualTo(60);
    }

    @Test
    void everyOperationOccursAndEveryWayToAnswer() {
        Listener heard = listen();
        // The page is the ledger's, to which a sale is an earn.
        assertThat(heard.asks).containsExactlyInAnyOrderElementsOf(allBut(Ask.Sale.class, Ask.class));
        assertThat(heard.told).containsExactlyInAnyOrderElementsOf(allBut(Told.Kept.class, Told.class));
        assertThat(heard.reasons).containsExactlyInAnyOrderElementsOf(REASONS);
    }

    private static List<Class<?>> allBut(Class<?> ofSales, Class<?> words) {
        return Stream.<Class<?>>of(words.getPermittedSubclasses())
                .filter(word -> word != ofSales)
                .toList();
    }

    @Test
    void everySwitchOfAProgrammeOccurs() {
        Listener heard = listen();
        assertThat(heard.of(Rules::expiry)).isEqualTo(EnumSet.allOf(Rules.Expiry.class));
        assertThat(heard.of(Rules::expiryUnit)).isEqualTo(EnumSet.allOf(Rules.Unit.class));
        assertThat(heard.of(Rules::alignment)).isEqualTo(EnumSet.allOf(Rules.Alignment.class));
        assertThat(heard.of(Rules::pending)).isEqualTo(EnumSet.allOf(Rules.Pending.class));
        assertThat(heard.of(Rules::debt)).isEqualTo(EnumSet.allOf(Rules.Debt.class));
        assertThat(heard.of(Rules::negativeAdjustments)).isEqualTo(Set.of(true, false));
        assertThat(heard.of(Rules::giveBack)).isEqualTo(EnumSet.allOf(Rules.GiveBack.class));
        assertThat(heard.of(Rules::transfer)).isEqualTo(EnumSet.allOf(Rules.Transfer.class));
        assertThat(heard.of(rules -> rules.zone().getId())).hasSizeGreaterThanOrEqualTo(3);
    }

    private static Listener listen() {
        Listener listener = new Listener();
        for (Page.Story story : Page.stories()) {
            listener.subject = new Naive();
            Telling.check(story, listener);
        }
        return listener;
    }

    /** Passes on, and remembers what was asked and told. */
    private static final class Listener implements Subject {
        private final Set<Class<?>> asks = new HashSet<>();
        private final Set<Class<?>> told = new HashSet<>();
        private final Set<String> reasons = new HashSet<>();
        private final Set<Rules> rules = new HashSet<>();
        private Subject subject;

        @Override
        public void rules(Rules of) {
            rules.add(of);
            subject.rules(of);
        }

        @Override
        public Told ask(Asked asked) {
            Told answer = subject.ask(asked);
            asks.add(asked.ask().getClass());
            told.add(answer.getClass());
            if (answer instanceof Told.Refused refused) {
                reasons.add(refused.reason());
            } else if (answer instanceof Told.Rejected rejected) {
                reasons.add(rejected.reason());
            }
            return answer;
        }

        @Override
        public Standing standing(int member) {
            return subject.standing(member);
        }

        private <T> Set<T> of(Function<Rules, T> setting) {
            return rules.stream().map(setting).collect(Collectors.toSet());
        }
    }
}
