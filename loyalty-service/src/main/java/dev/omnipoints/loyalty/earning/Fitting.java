package dev.omnipoints.loyalty.earning;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Finds the rules that one sale or event fits (docs/adr/0009, 1). What is cheap is asked first, CEL last. */
final class Fitting {

    private final long version;

    private final Basket basket;

    private final Occasion occasion;

    private final Moment moment;

    private final Facts facts;

    private final List<String> codes;

    private final Places all;

    private final List<Fit> fits = new ArrayList<>();

    private final List<Failure> failures = new ArrayList<>();

    /** @param basket null: a named event */
    Fitting(long version, Basket basket, Occasion occasion, Moment moment) {
        this.version = version;
        this.basket = basket;
        this.occasion = occasion;
        this.moment = moment;
        this.facts = new Facts(basket, occasion, moment);
        this.codes = basket == null ? List.of() : basket.codes();
        this.all = basket == null ? null : Places.all(basket.lines().size());
    }

    List<Fit> fits() {
        return fits;
    }

    List<Failure> failures() {
        return failures;
    }

    /**
     * Keeps the rule if it fits.
     *
     * @param chosen the lines that its words choose, where it is found by them
     */
    void ask(CompiledRule rule, Places chosen) {
        if (!rule.invites(occasion, moment, codes)) {
            return;
        }
        if (rule.broken() != null) {
            failures.add(new Failure(rule.id(), rule.broken()));
            return;
        }
        Grant grant = rule.grants().in(basket == null ? null : basket.currency());
        if (grant == null) {
            return;
        }
        try {
            if (basket == null) {
                if (holds(rule.memberWhen())) {
                    keep(rule, grant, null);
                }
            } else {
                askSale(rule, grant, chosen);
            }
        } catch (Condition.Failed e) {
            failures.add(new Failure(rule.id(), e.getMessage()));
        }
    }

    private void askSale(CompiledRule rule, Grant grant, Places chosen) throws Condition.Failed {
        Rule.BasketCondition asked = rule.rule().basket();
        if (!asked.minimum().isEmpty() && !asked.ofLines() && !reaches(asked.minimum(), all, basket.basketDiscount())) {
            return;
        }
        if (!holds(rule.memberWhen()) || !holds(rule.basketWhen())) {
            return;
        }
        Places lines = without(rule.exclude(), chosen == null ? included(rule.include()) : chosen);
        if (lines.isEmpty() || !asked.minimum().isEmpty() && asked.ofLines() && !reaches(asked.minimum(), lines, 0)) {
            return;
        }
        keep(rule, grant, lines);
    }

    private void keep(CompiledRule rule, Grant grant, Places lines) {
        fits.add(Fit.of(rule.rule(), version, grant, lines, moment));
    }

    private boolean holds(Condition condition) throws Condition.Failed {
        return condition == null || condition.holds(facts);
    }

    private Places included(CompiledRule.Chosen include) throws Condition.Failed {
        if (include == null) {
            return all;
        }
        Places lines = new Places(basket.lines().size());
        for (int line = 0; line < basket.lines().size(); line++) {
            if (chooses(include, line)) {
                lines.add(line);
            }
        }
        return lines;
    }

    private Places without(CompiledRule.Chosen exclude, Places lines) throws Condition.Failed {
        if (exclude == null) {
            return lines;
        }
        Places left = new Places(basket.lines().size());
        for (int line = lines.next(0); line >= 0; line = lines.next(line + 1)) {
            if (!chooses(exclude, line)) {
                left.add(line);
            }
        }
        return left;
    }

    private boolean chooses(CompiledRule.Chosen criteria, int line) throws Condition.Failed {
        return criteria.names(basket.lines().get(line))
                || criteria.when() != null && criteria.when().holds(facts, line);
    }

    /** The net of the lines, less so much, comes to the minimum in the basket's currency. */
    private boolean reaches(Map<String, Long> minimum, Places lines, long discount) {
        Long least = minimum.get(basket.currency());
        if (least == null) {
            return false;
        }
        long sum = 0;
        for (int line = lines.next(0); line >= 0; line = lines.next(line + 1)) {
            sum += basket.lines().get(line).net();
            if (sum < 0) {
                // Beyond 64 bits, so above any minimum; an award on it is refused later.
                return true;
            }
        }
        return sum - discount >= least;
    }
}
