package dev.omnipoints.loyalty.earning;

import java.util.List;
import java.util.Set;

/**
 * A rule with its conditions compiled.
 *
 * @param grants what it gives, by currency
 * @param memberWhen null: none
 * @param basketWhen null: none
 * @param include null: all lines
 * @param exclude null: none
 * @param broken why its conditions do not compile, though they did when it was saved; null: they do
 */
record CompiledRule(
        Rule rule,
        Grants grants,
        Condition memberWhen,
        Condition basketWhen,
        Chosen include,
        Chosen exclude,
        String broken) {

    /** Lines that any of it names. */
    record Chosen(Set<String> skus, Set<String> categories, Set<String> labels, Condition when) {

        /** One of the words names the line. */
        boolean names(Basket.Line line) {
            if (skus.contains(line.sku())) {
                return true;
            }
            if (!labels.isEmpty()) {
                for (String label : line.labels()) {
                    if (labels.contains(label)) {
                        return true;
                    }
                }
            }
            return !categories.isEmpty() && below(line.category());
        }

        private boolean below(String category) {
            if (category == null) {
                return false;
            }
            for (int end = category.indexOf('/'); end >= 0; end = category.indexOf('/', end + 1)) {
                if (categories.contains(category.substring(0, end))) {
                    return true;
                }
            }
            return categories.contains(category);
        }
    }

    static CompiledRule of(Rule rule) {
        try {
            Scope whole = rule.event().equals(Rule.SALE) ? Scope.SALE : Scope.EVENT;
            return new CompiledRule(
                    rule,
                    Grants.of(rule.award()),
                    condition(rule.member().when(), whole),
                    condition(rule.basket().when(), Scope.SALE),
                    chosen(rule.lines().include()),
                    chosen(rule.lines().exclude()),
                    null);
        } catch (ConditionError e) {
            return new CompiledRule(rule, Grants.of(rule.award()), null, null, null, null, e.getMessage());
        }
    }

    private static Chosen chosen(Rule.Criteria criteria) {
        return criteria == null
                ? null
                : new Chosen(
                        criteria.skus(),
                        criteria.categories(),
                        criteria.labels(),
                        condition(criteria.when(), Scope.LINE));
    }

    private static Condition condition(String source, Scope scope) {
        return source == null ? null : Conditions.compile(source, scope);
    }

    String id() {
        return rule.id();
    }

    /** Its lines are found by their SKU, category or label alone. */
    boolean indexed() {
        return include != null && include.when() == null;
    }

    /** All that needs neither the lines nor CEL. */
    boolean invites(Occasion occasion, Moment moment, List<String> codes) {
        return moment.within(rule)
                && among(rule.channels(), occasion.channel())
                && among(rule.stores(), occasion.store())
                && (rule.code() == null || codes.contains(rule.code()))
                && among(rule.member().tiers(), occasion.tier())
                && oneOf(rule.member().segments(), occasion.segments())
                && oneOf(rule.member().flags(), occasion.flags())
                && moment.within(rule.times());
    }

    private static boolean among(Set<String> asked, String word) {
        return asked.isEmpty() || word != null && asked.contains(word);
    }

    private static boolean oneOf(Set<String> asked, Set<String> words) {
        if (asked.isEmpty()) {
            return true;
        }
        for (String word : words) {
            if (asked.contains(word)) {
                return true;
            }
        }
        return false;
    }
}
