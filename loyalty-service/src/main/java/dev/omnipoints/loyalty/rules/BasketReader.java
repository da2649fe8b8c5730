package dev.omnipoints.loyalty.rules;

import dev.omnipoints.loyalty.earning.Rule.BasketCondition;
import dev.omnipoints.loyalty.earning.Rule.Criteria;
import dev.omnipoints.loyalty.earning.Rule.LineSelection;
import dev.omnipoints.loyalty.earning.Scope;
import dev.omnipoints.loyalty.platform.Fields;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Reads which lines a rule is about, and what it asks of the basket. */
final class BasketReader {
    private static final Set<String> CRITERIA = Set.of("skus", "categories", "labels", "when");

    private BasketReader() {}

    /** The lines that it selects. */
    static LineSelection lines(Fields rule) {
        Fields lines = rule.object("lines", Set.of("include", "exclude")).orElse(null);
        if (lines == null) {
            return LineSelection.ALL;
        }
        Criteria include = criteria(lines, "include");
        Criteria exclude = criteria(lines, "exclude");
        if (include != null && exclude != null) {
            apart(lines, "skus", include, exclude, Criteria::skus);
            apart(lines, "labels", include, exclude, Criteria::labels);
            categoriesApart(lines, include, exclude);
            if (include.when() != null && include.when().equals(exclude.when())) {
                throw lines.invalid("exclude.when", "Leave it out here or in include: together they fit no line.");
            }
        }
        return new LineSelection(include, exclude);
    }

    private static Criteria criteria(Fields lines, String name) {
        Fields fields = lines.object(name, CRITERIA).orElse(null);
        if (fields == null) {
            return null;
        }
        if (fields.names().isEmpty()) {
            throw lines.invalid(name, "Send one of skus, categories, labels, when at least, or leave it out.");
        }
        Set<String> categories = Parts.texts(fields, "categories");
        int place = 0;
        for (String category : categories) {
            if (category.endsWith("/")) {
                throw fields.invalid(
                        "categories[" + place + ']', "Leave the last / out: a category stands for all below it.");
            }
            place++;
        }
        return new Criteria(
                Parts.words(fields, "skus"), categories, Parts.words(fields, "labels"), Parts.when(fields, Scope.LINE));
    }

    /** What is excluded cannot be included as well. */
    private static void apart(
            Fields lines, String name, Criteria include, Criteria exclude, Function<Criteria, Set<String>> words) {
        List<String> excluded = List.copyOf(words.apply(exclude));
        for (int i = 0; i < excluded.size(); i++) {
            if (words.apply(include).contains(excluded.get(i))) {
                throw overlap(lines, "exclude." + name + '[' + i + ']');
            }
        }
    }

    /** Nor what lies below a category that is excluded. */
    private static void categoriesApart(Fields lines, Criteria include, Criteria exclude) {
        int place = 0;
        for (String excluded : exclude.categories()) {
            for (String included : include.categories()) {
                if (included.equals(excluded) || included.startsWith(excluded + '/')) {
                    throw overlap(lines, "exclude.categories[" + place + ']');
                }
            }
            place++;
        }
    }

    private static RuntimeException overlap(Fields lines, String at) {
        return lines.invalid(at, "Leave it out here or in include: what is excluded is never selected.");
    }

    /** What the sale must come to. */
    static BasketCondition basket(Fields rule) {
        Fields basket =
                rule.object("basket", Set.of("minimum", "minimumOf", "when")).orElse(null);
        if (basket == null) {
            return BasketCondition.ANY;
        }
        if (basket.has("minimumOf") && !basket.has("minimum")) {
            throw basket.invalid("minimumOf", "Send minimum too, or leave both out.");
        }
        Map<String, Long> minimum = basket.has("minimum") ? Parts.money(basket, "minimum") : Map.of();
        boolean ofLines = basket.word("minimumOf", "BASKET", "LINES").equals("LINES");
        return new BasketCondition(minimum, ofLines, Parts.when(basket, Scope.SALE));
    }
}
