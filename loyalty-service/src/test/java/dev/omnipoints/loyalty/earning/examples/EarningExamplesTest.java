package dev.omnipoints.loyalty.earning.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.omnipoints.loyalty.earning.Awards;
import dev.omnipoints.loyalty.earning.Awards.CodeState;
import dev.omnipoints.loyalty.earning.Rule;
import dev.omnipoints.loyalty.earning.Rule.Award;
import dev.omnipoints.loyalty.earning.RuleBook;
import dev.omnipoints.loyalty.earning.naive.Case;
import dev.omnipoints.loyalty.earning.naive.NaiveEngine;
import dev.omnipoints.loyalty.earning.naive.NaiveReturns;
import dev.omnipoints.loyalty.earning.naive.NaiveReturns.Back;
import dev.omnipoints.loyalty.earning.naive.NaiveReturns.Brought;
import dev.omnipoints.loyalty.earning.naive.Seen;
import dev.omnipoints.loyalty.returns.ProductReturns;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** docs/earning-examples.md: every sale, event and return, with every engine that there is, number by number. */
class EarningExamplesTest {
    /** What the page's conditions mean, for the engine that does not read them. */
    private static final Map<String, Predicate<Seen>> CONDITIONS = Map.of(
            "line.net > 2000",
            seen -> seen.line().net() > 2000,
            "line.labels[0] == 'new'",
            seen -> seen.line().labels().get(0).equals("new"),
            "'staff' in segments == false",
            seen -> !seen.occasion().segments().contains("staff"),
            "has(event.data.photo) && event.data.photo == true",
            seen -> Boolean.TRUE.equals(seen.occasion().event().data().get("photo")));

    private static final NaiveEngine NAIVE = new NaiveEngine(CONDITIONS);

    private static final List<Subject> SUBJECTS = List.of(
            new Subject("naive", NAIVE::award, new NaiveReturns(NAIVE::award)::after),
            new Subject("engine", EarningExamplesTest::engine, ProductReturns::after));

    /** One that awards, and settles what comes back. */
    private record Subject(String name, Function<Case, Awards> engine, Returning returns) {}

    /** What each return comes to together with those before it. */
    private interface Returning {
        List<Back> after(Case sale, long pointsPaid, List<Brought> brought);
    }

    private static Awards engine(Case asked) {
        return RuleBook.compile(asked.version())
                .match(asked.basket(), asked.occasion(), asked.terms())
                .award(asked.standing());
    }

    @TestFactory
    Stream<DynamicContainer> everyStoryComesOutAsThePageSays() {
        List<Page.Story> stories = Page.stories();
        return SUBJECTS.stream()
                .map(subject -> DynamicContainer.dynamicContainer(
                        subject.name(),
                        stories.stream()
                                .map(story -> DynamicTest.dynamicTest(
                                        story.title(), () -> story.told().forEach(told -> check(told, subject))))));
    }

    private static void check(Told told, Subject subject) {
        String where = "docs/earning-examples.md:" + told.line();
        if (told.awards() == null) {
            assertThatThrownBy(() -> subject.engine().apply(told.asked()))
                    .as(where)
                    .isInstanceOf(ArithmeticException.class);
            return;
        }
        Awards awards = subject.engine().apply(told.asked());
        assertThat(untold(awards.parts())).as(where).isEqualTo(told.awards().parts());
        assertThat(awards.points()).as(where).isEqualTo(told.awards().points());
        assertThat(awards.codes()).as(where).isEqualTo(told.awards().codes());
        assertThat(new HashMap<>(awards.counted()))
                .as(where)
                .isEqualTo(told.awards().counted());
        if (!told.returns().isEmpty()) {
            checkReturns(told, subject.returns());
        }
    }

    private static List<Awards.Part> untold(List<Awards.Part> parts) {
        return parts.stream()
                .map(part ->
                        new Awards.Part(part.rule(), part.version(), part.lineId(), part.base(), part.points(), ""))
                .toList();
    }

    private static void checkReturns(Told told, Returning returns) {
        List<Back> backs = returns.after(
                told.asked(),
                told.pointsPaid(),
                told.returns().stream().map(Told.Return::brought).toList());
        Back before = new Back(0, 0, 0, 0, 0);
        for (int i = 0; i < backs.size(); i++) {
            Told.Return expected = told.returns().get(i);
            Back so = backs.get(i);
            assertThat(new Told.Return(
                            expected.line(),
                            expected.brought(),
                            so.money(),
                            so.keptEarns(),
                            so.taken() - before.taken(),
                            so.takenByShare() - before.takenByShare(),
                            so.given() - before.given()))
                    .isEqualTo(expected);
            before = so;
        }
    }

    @Test
    void thereAreAtLeastFortyStoriesAndAHundredBaskets() {
        assertThat(Page.stories()).hasSizeGreaterThanOrEqualTo(40);
        assertThat(told()).hasSizeGreaterThanOrEqualTo(100);
    }

    @Test
    void everyKindOfAwardOccursEveryRoundingAndEveryCap() {
        List<Rule> rules = Page.stories().stream()
                .flatMap(story -> story.version().rules().stream())
                .toList();
        Set<Class<?>> kinds =
                rules.stream().map(rule -> rule.award().getClass()).collect(Collectors.toSet());
        assertThat(kinds).containsExactlyInAnyOrder(Award.class.getPermittedSubclasses());
        assertThat(occurring(rules, rule -> rule.rounding().place())).isEqualTo(EnumSet.allOf(Rule.Place.class));
        assertThat(occurring(rules, rule -> rule.rounding().mode())).isEqualTo(EnumSet.allOf(Rule.Mode.class));
        List<Rule.Cap> caps =
                rules.stream().flatMap(rule -> rule.caps().stream()).toList();
        for (Rule.Measure measure : Rule.Measure.values()) {
            List<Rule.Cap> ofMeasure =
                    caps.stream().filter(cap -> cap.measure() == measure).toList();
            assertThat(occurring(ofMeasure, Rule.Cap::per))
                    .as(measure.name())
                    .containsAll(
                            measure == Rule.Measure.POINTS
                                    ? EnumSet.allOf(Rule.Per.class)
                                    : EnumSet.of(Rule.Per.DAY, Rule.Per.WEEK, Rule.Per.LIFETIME, Rule.Per.TOTAL));
        }
    }

    @Test
    void everyStateOfACodeOccursAndReturnsOfEachKind() {
        Set<CodeState> states = new HashSet<>();
        List<Brought> brought = new ArrayList<>();
        for (Told told : told()) {
            if (told.awards() != null) {
                told.awards().codes().forEach(code -> states.add(code.state()));
            }
            told.returns().forEach(one -> brought.add(one.brought()));
        }
        assertThat(states).isEqualTo(EnumSet.allOf(CodeState.class));
        assertThat(brought).anyMatch(Brought::all);
        assertThat(brought).anyMatch(one -> !one.units().isEmpty());
        assertThat(brought).anyMatch(one -> !one.amounts().isEmpty());
    }

    private static List<Told> told() {
        return Page.stories().stream().flatMap(story -> story.told().stream()).toList();
    }

    private static <T, E> Set<E> occurring(List<T> of, Function<T, E> what) {
        return of.stream().map(what).collect(Collectors.toSet());
    }
}
