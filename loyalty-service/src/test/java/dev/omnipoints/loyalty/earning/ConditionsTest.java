package dev.omnipoints.loyalty.earning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Conditions: what they may say, what is refused and where, what they answer. */
class ConditionsTest {

    private static final Moment MOMENT =
            Moment.of(java.time.Instant.parse("2026-11-21T12:30:00Z"), Till.NOTHING.zone());

    private static final Map<String, Object> ZERO = Map.of("flag", 1L, "zero", 0L);

    private static ConditionError refused(String source, Scope scope) {
        return catchThrowableOfType(ConditionError.class, () -> Conditions.compile(source, scope));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            LINE  | line.net >                         | 1 | 11 | the condition ends too early; complete it
            SALE  | basket.total > 5 && line.net > 3   | 1 | 21 | there is no 'line' here; there are basket, member
            SALE  | event.type == 'x'                  | 1 | 1  | there is no 'event' here
            EVENT | basket.total > 5                   | 1 | 1  | there is no 'basket' here; there are event, member
            LINE  | line.price > 5                     | 1 | 5  | there is no field 'price'
            SALE  | basket.lines.exists(l, l.foo == 1) | 1 | 25 | there is no field 'foo'
            LINE  | line.net > '5'                     | 1 | 10 | found no matching overload
            LINE  | line.net                           | 1 | 5  | expected type 'bool' but found 'int'
            LINE  | line.net / 0 > 1                   | 1 | 12 | it divides by zero; divide by something else
            LINE  | 5 < line.net % 0                   | 1 | 16 | it divides by zero; divide by something else
            LINE  | Line{sku: 'A'}.sku == 'A'          | 1 | 5  | a condition makes nothing; ask for what is there
            LINE  | type(line.net) == int              | 1 | 5  | the types of all values are known; leave type out
            LINE  | line.net > 99999999999999999999    | 1 | 12 | the number is beyond 64 bits; write a smaller one
            LINE  | line.sku.matches('(')              | 1 | 18 | it is no regular expression (RE2)
            LINE  | line.sku.matches(line.category)    | 1 | 22 | the pattern of matches has to stand here in quotes
            """)
    void eachMistakeIsToldWithItsLineAndColumn(Scope scope, String source, int line, int column, String message) {
        ConditionError error = refused(source, scope);
        assertThat(error.getMessage()).contains(message);
        assertThat(List.of(error.line(), error.column())).containsExactly(line, column);
    }

    @Test
    void theLineIsCounted() {
        ConditionError error = refused("basket.total > 5 &&\n  basket.sum > 3", Scope.SALE);
        assertThat(List.of(error.line(), error.column())).containsExactly(2, 9);
    }

    @Test
    void whatIsTooLongIsRefused() {
        ConditionError error = refused("true" + " ".repeat(2_000), Scope.SALE);
        assertThat(error).hasMessage("the condition has more than 2000 characters; make it shorter");
        assertThat(Conditions.compile("true" + " ".repeat(1_996), Scope.SALE).source())
                .hasSize(2_000);
    }

    @Test
    void whatIsTooDeepIsRefused() {
        String twelve = "basket.total" + " + (1".repeat(10) + ")".repeat(10) + " > 1";
        assertThat(Conditions.compile(twelve, Scope.SALE)).isNotNull();
        ConditionError error = refused("basket.total" + " + (1".repeat(11) + ")".repeat(11) + " > 1", Scope.SALE);
        assertThat(error).hasMessage("the condition is more than 12 deep; make it simpler");
        assertThat(refused("(".repeat(900) + "true" + ")".repeat(900), Scope.SALE)
                        .getMessage())
                .contains("recursion limit");
    }

    @Test
    void listsAreWalkedOneInsideAnotherAtMost() {
        String labels = "basket.lines.exists(l, l.labels.exists(x, x == 'new'))";
        assertThat(Conditions.compile(labels, Scope.SALE)).isNotNull();
        ConditionError error =
                refused("true && [1].exists(a, [2].exists(b, [3].exists(c, a == b && b == c)))", Scope.SALE);
        assertThat(error).hasMessage("lists are walked more than 2 one inside another; make it simpler");
        assertThat(error.column()).isEqualTo(47);
    }

    @Test
    void whatMayCostTooMuchIsRefused() {
        ConditionError error = refused("basket.lines.all(a, basket.lines.exists_one(b, a.sku == b.sku))", Scope.SALE);
        assertThat(error)
                .hasMessage("the condition may cost 2001000 steps, which is more than 100000; "
                        + "walk fewer lists one inside another");
        assertThat(refused("basket.lines.all(l, l.sku in basket.codes)", Scope.SALE))
                .hasMessageContaining("1001000 steps");
        assertThat(refused("basket.lines.all(l, basket.lines == [l])", Scope.SALE))
                .hasMessageContaining("1002000 steps");
        assertThat(Conditions.compile("event.data.photos.exists(p, p == 'b.jpg')", Scope.EVENT))
                .isNotNull();
        assertThat(Conditions.compile("basket.lines.all(l, l.sku in ['A', 'B'])", Scope.SALE))
                .isNotNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            basket.currency == 'EUR' && basket.gross == 1500 && basket.net == 1400               | true
            basket.netExTax == 1300 && basket.discount == 50 && basket.total == 1350             | true
            basket.quantity == 4 && size(basket.lines) == 2 && 'WELCOME' in basket.codes         | true
            basket.lines.exists(l, l.sku == 'B' && l.lineId == '2' && l.quantity == 1)           | true
            basket.lines.exists(l, l.category == 'a/b' && 'new' in l.labels && l.gross == 1000)  | true
            basket.lines.filter(l, l.discount > 0)[0].tax == 100                                 | true
            basket.lines.map(l, l.net) == [900, 500]                                             | true
            basket.lines.all(l, l.netExTax == 800)                                               | false
            member.known && member.tier == tier && tier == 'GOLD' && member.segments == segments | true
            'staff' in segments == false && 'isBirthday' in member.flags                         | true
            channel == 'STORE' && store == 'PAR-012' && terminal == 'T3'                         | true
            time.year == 2026 && time.month == 11 && time.day == 21 && time.weekday == 6         | true
            time.hour == 13 && time.minute == 30 && time.date == '2026-11-21'                    | true
            time.at == timestamp('2026-11-21T12:30:00Z') && time.at.getHours('UTC') == 12        | true
            store.matches('^PAR-[0-9]+$') && !matches(store, 'LYO')                              | true
            store.startsWith('PAR') && store.size() == 7                                         | true
            [1, 2].exists(a, [2, 3].exists(b, a == b))                                           | true
            """)
    void aSaleAnswers(String source, boolean answer) throws Condition.Failed {
        Basket basket = new Basket(
                "EUR",
                List.of(
                        new Basket.Line("1", "A", "a/b", List.of("new"), 3, 1000, 100, 100),
                        new Basket.Line("2", "B", null, List.of(), 1, 500, 0, 0)),
                50,
                Basket.Paid.NOTHING,
                List.of("WELCOME"));
        Facts facts = new Facts(basket, Till.member("2026-11-21T12:30:00Z", null), MOMENT);
        assertThat(Conditions.compile(source, Scope.SALE).holds(facts)).isEqualTo(answer);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            event.source == 'app' && event.type == 'review'           | true
            event.data.stars >= 4 && event.data['text'] != ''         | true
            event.data.weight > 1 && has(event.data.product.sku)      | true
            event.data.photos.exists(p, p == 'b.jpg')                 | true
            has(event.data.video)                                     | false
            """)
    void anEventAnswers(String source, boolean answer) throws Condition.Failed {
        Map<String, Object> data = Map.of(
                "stars",
                5L,
                "text",
                "Good",
                "weight",
                1.5,
                "product",
                Map.of("sku", "A"),
                "photos",
                List.of("a", "b.jpg"));
        Occasion occasion = Till.member("2026-11-21T12:30:00Z", new Occasion.Event("app", "review", data));
        assertThat(Conditions.compile(source, Scope.EVENT).holds(new Facts(null, occasion, MOMENT)))
                .isEqualTo(answer);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            event.data.stars > 1                   |  11 | there is no such field
            100 / event.data.zero > 1              |   5 | it divides by zero
            event.data.big + event.data.big > 1    |  16 | a number is beyond its type
            event.data.flag.startsWith('x')        |  27 | a value is of a type that this does not take
            int(event.data.name) > 1               |   4 | a text is not what it is converted to
            double(event.data.name) > 1.0          |   7 | a text is not what it is converted to
            timestamp(event.data.name) > time.at   |  10 | a text is not what it is converted to
            event.data.list[7] == 1                |  16 | the list has no such place
            {'a': 1}[event.data.name] == 1         |   9 | there is no such field
            """)
    void whatFailsAtRunTimeSaysWhereAndWhyButNotOfWhat(String source, int column, String message) {
        Map<String, Object> data =
                Map.of("flag", 1L, "zero", 0L, "big", Long.MAX_VALUE, "name", "Ann", "list", List.of(1L));
        assertThat(failed(source, data)).hasMessage("Line 1, column " + column + ": " + message);
    }

    @Test
    void whatFailsBelowTheFirstLineSaysWhichLine() {
        assertThat(failed("event.data.flag == 1\n  && 1 / event.data.zero > 0", ZERO))
                .hasMessage("Line 2, column 8: it divides by zero");
    }

    @Test
    void anAnswerThatIsNeitherTrueNorFalseFails() {
        assertThat(failed("event.data.flag", ZERO)).hasMessage("the condition answers neither true nor false");
    }

    private static Condition.Failed failed(String source, Map<String, Object> data) {
        Occasion occasion = Till.member("2026-11-21T12:30:00Z", new Occasion.Event("app", "review", data));
        Condition condition = Conditions.compile(source, Scope.EVENT);
        return catchThrowableOfType(Condition.Failed.class, () -> condition.holds(new Facts(null, occasion, MOMENT)));
    }

    @Test
    void walksAreBoundedAtRunTimeToo() {
        List<Long> many = java.util.Collections.nCopies(1_000, 1L);
        List<List<Long>> square = java.util.Collections.nCopies(1_000, many);
        String source = "event.data.labels.all(a, a.all(b, b == 1))".replace("a.all", "[a][0].all");
        assertThat(failed(source, Map.of("labels", square, "x", many)))
                .hasMessage("Line 1, column 22: it walks lists for too long");
    }
}
