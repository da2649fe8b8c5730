package dev.omnipoints.loyalty.earning;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A rules version, compiled once: which rules fit a sale or an event. Immutable, safe for threads. */
public final class RuleBook {

    private final RulesVersion version;

    /** On sales, the greatest priority first, then by id. */
    private final List<CompiledRule> onSales;

    private final RuleIndex index;

    private final Map<String, List<Rule>> byCode;

    /** On named events by their type, in the same order. */
    private final Map<String, List<CompiledRule>> onEvents;

    private RuleBook(RulesVersion version, List<CompiledRule> onSales, Map<String, List<CompiledRule>> onEvents) {
        this.version = version;
        this.onSales = onSales;
        this.index = new RuleIndex(onSales);
        this.byCode = Codes.index(onSales);
        this.onEvents = onEvents;
    }

    /** Of the version; 0: nothing was published yet. */
    public long number() {
        return version.number();
    }

    /**
     * Compiles conditions and makes the index; nothing is parsed later. A condition that does not compile, though it
     * did when it was saved, fails whenever its rule is asked.
     */
    public static RuleBook compile(RulesVersion version) {
        List<CompiledRule> onSales = new ArrayList<>();
        Map<String, List<CompiledRule>> onEvents = new HashMap<>();
        version.rules().stream()
                .sorted(Comparator.comparingInt((Rule rule) -> rule.stacking().priority())
                        .reversed()
                        .thenComparing(Rule::id))
                .map(CompiledRule::of)
                .forEach(rule -> {
                    if (rule.rule().event().equals(Rule.SALE)) {
                        onSales.add(rule);
                    } else {
                        onEvents.computeIfAbsent(rule.rule().event(), type -> new ArrayList<>())
                                .add(rule);
                    }
                });
        return new RuleBook(version, onSales, onEvents);
    }

    /**
     * The rules that fit, whatever was awarded before. Without a named member none fits.
     *
     * @param basket null: a named event
     */
    public Matched match(Basket basket, Occasion occasion, Terms terms) {
        Moment moment = Moment.of(occasion.occurredAt(), terms.zone());
        Fitting fitting = new Fitting(version.number(), basket, occasion, moment);
        if (occasion.known() && basket == null) {
            for (CompiledRule rule : onEvents.getOrDefault(occasion.event().type(), List.of())) {
                fitting.ask(rule, null);
            }
        } else if (occasion.known()) {
            RuleIndex.Found found = index.find(basket);
            for (int place = found.rules().next(0);
                    place >= 0;
                    place = found.rules().next(place + 1)) {
                fitting.ask(onSales.get(place), found.chosen()[place]);
            }
            if (terms.earnPoints() > 0) {
                fitting.fits().add(base(basket, terms, moment));
            }
        }
        Codes codes = basket == null || basket.codes().isEmpty() ? null : Codes.of(basket.codes(), byCode, moment);
        return new Matched(basket, terms, moment, version.caps(), fitting, codes);
    }

    /** The programme's own rate (docs/adr/0009, 3). */
    private static Fit base(Basket basket, Terms terms, Moment moment) {
        int digits = Math.max(0, Currency.getInstance(basket.currency()).getDefaultFractionDigits());
        long step = BigDecimal.TEN
                .pow(digits)
                .multiply(BigDecimal.valueOf(terms.earnPerUnits()))
                .longValueExact();
        Rule.Award.Rate rate = new Rule.Award.Rate(
                BigDecimal.valueOf(terms.earnPoints()), Map.of(basket.currency(), step), Rule.Base.NET, true, false);
        Rule rule = new Rule(
                Rule.BASE,
                Rule.BASE,
                null,
                null,
                null,
                Rule.SALE,
                Set.of(),
                Set.of(),
                null,
                Rule.MemberCondition.ANY,
                List.of(),
                Rule.LineSelection.ALL,
                Rule.BasketCondition.ANY,
                rate,
                Rule.Stacking.ADDITIVE,
                List.of(),
                Rule.Rounding.DEFAULT);
        Grant grant = Grants.money(rate, step);
        return Fit.of(rule, terms.version(), grant, Places.all(basket.lines().size()), moment);
    }
}
