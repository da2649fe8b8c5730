package dev.omnipoints.loyalty.earning.naive;

import dev.omnipoints.loyalty.earning.Basket;
import dev.omnipoints.loyalty.earning.Rule;
import dev.omnipoints.loyalty.earning.Rule.Award;
import dev.omnipoints.loyalty.earning.Tally;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Which rules fit, and which lines they select (ADR 9, 1 to 3 and 6). */
final class Fitting {
    private final Case asked;
    private final Map<String, Predicate<Seen>> conditions;

    Fitting(Case asked, Map<String, Predicate<Seen>> conditions) {
        this.asked = asked;
        this.conditions = conditions;
    }

    /** Greatest priority first, then by id; the programme's own rate last. */
    List<Rule> rules() {
        List<Rule> fitting = new ArrayList<>();
        if (!asked.occasion().known()) {
            return fitting;
        }
        for (Rule rule : inOrder(asked.version().rules())) {
            if (fits(rule) && !spent(rule)) {
                fitting.add(rule);
            }
        }
        if (asked.basket() != null && asked.terms().earnPoints() > 0) {
            fitting.add(ownRate());
        }
        return fitting;
    }

    private static List<Rule> inOrder(List<Rule> rules) {
        List<Rule> order = new ArrayList<>(rules);
        order.sort(
                Comparator.comparing((Rule rule) -> -rule.stacking().priority()).thenComparing(Rule::id));
        return order;
    }

    private Rule ownRate() {
        String currency = asked.basket().currency();
        int digits = Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
        BigInteger step = BigInteger.TEN
                .pow(digits)
                .multiply(BigInteger.valueOf(asked.terms().earnPerUnits()));
        Award rate = new Award.Rate(
                BigDecimal.valueOf(asked.terms().earnPoints()),
                Map.of(currency, step.longValueExact()),
                Rule.Base.NET,
                true,
                false);
        return new Rule(
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
    }

    /** A condition that fails leaves its rule out. */
    private boolean fits(Rule rule) {
        try {
            return fitsOccasion(rule) && fitsMember(rule) && (asked.basket() == null || fitsBasket(rule));
        } catch (ConditionFailed failed) {
            return false;
        }
    }

    private boolean fitsOccasion(Rule rule) {
        var occasion = asked.occasion();
        String event = occasion.event() == null ? Rule.SALE : occasion.event().type();
        return rule.event().equals(event)
                && (rule.validFrom() == null || !asked.local().isBefore(rule.validFrom()))
                && !over(rule)
                && (rule.channels().isEmpty() || rule.channels().contains(occasion.channel()))
                && (rule.stores().isEmpty() || rule.stores().contains(occasion.store()))
                && (rule.times().isEmpty() || rule.times().stream().anyMatch(this::within));
    }

    boolean over(Rule rule) {
        return rule.validTo() != null && !asked.local().isBefore(rule.validTo());
    }

    private boolean within(Rule.TimeWindow window) {
        DayOfWeek today = asked.local().getDayOfWeek();
        LocalTime now = asked.local().toLocalTime();
        boolean begun = !now.isBefore(window.from());
        if (window.to().equals(LocalTime.MIDNIGHT)) {
            return window.days().contains(today) && begun;
        }
        boolean ended = !now.isBefore(window.to());
        if (window.from().isBefore(window.to())) {
            return window.days().contains(today) && begun && !ended;
        }
        return window.days().contains(today) && begun || window.days().contains(today.minus(1)) && !ended;
    }

    private boolean fitsMember(Rule rule) {
        Rule.MemberCondition wanted = rule.member();
        var occasion = asked.occasion();
        return (wanted.tiers().isEmpty() || wanted.tiers().contains(occasion.tier()))
                && (wanted.segments().isEmpty() || !Collections.disjoint(wanted.segments(), occasion.segments()))
                && (wanted.flags().isEmpty() || !Collections.disjoint(wanted.flags(), occasion.flags()))
                && (!wanted.first() || asked.standing().firstSale())
                && holds(wanted.when(), null);
    }

    private boolean fitsBasket(Rule rule) {
        return (rule.code() == null || asked.basket().codes().contains(rule.code()))
                && holds(rule.basket().when(), null)
                && !selected(rule).isEmpty()
                && reachesMinimum(rule)
                && !options(rule).isEmpty();
    }

    private boolean reachesMinimum(Rule rule) {
        Map<String, Long> minimum = rule.basket().minimum();
        if (minimum.isEmpty()) {
            return true;
        }
        if (!minimum.containsKey(asked.basket().currency())) {
            return false;
        }
        long reached = rule.basket().ofLines()
                ? selected(rule).stream().mapToLong(Basket.Line::net).sum()
                : asked.basket().total();
        return reached >= minimum.get(asked.basket().currency());
    }

    /** The lines that a rule selects, in the basket's order. */
    List<Basket.Line> selected(Rule rule) {
        List<Basket.Line> selected = new ArrayList<>();
        for (Basket.Line line : asked.basket().lines()) {
            Rule.Criteria include = rule.lines().include();
            Rule.Criteria exclude = rule.lines().exclude();
            if ((include == null || names(include, line)) && (exclude == null || !names(exclude, line))) {
                selected.add(line);
            }
        }
        return selected;
    }

    private boolean names(Rule.Criteria criteria, Basket.Line line) {
        return criteria.skus().contains(line.sku())
                || criteria.categories().stream().anyMatch(category -> below(category, line.category()))
                || !Collections.disjoint(criteria.labels(), line.labels())
                || criteria.when() != null && holds(criteria.when(), line);
    }

    private static boolean below(String category, String of) {
        return of.equals(category) || of.startsWith(category + "/");
    }

    private boolean holds(String condition, Basket.Line line) {
        if (condition == null) {
            return true;
        }
        if (!conditions.containsKey(condition)) {
            throw new IllegalArgumentException("nobody told the naive engine what this means: " + condition);
        }
        try {
            Seen seen = new Seen(asked.basket(), line, asked.occasion(), asked.local());
            return conditions.get(condition).test(seen);
        } catch (RuntimeException e) {
            throw new ConditionFailed(e);
        }
    }

    /** What a rule may give in this currency: its award, or, of a best-of, those of its awards. */
    List<Award> options(Rule rule) {
        List<Award> all = rule.award() instanceof Award.BestOf best ? best.awards() : List.of(rule.award());
        return all.stream()
                .filter(award -> !(award instanceof Award.Rate rate)
                        || rate.per().containsKey(asked.basket().currency()))
                .toList();
    }

    /** A cap of uses is reached, or nothing is left of one of points by member or in total. */
    boolean spent(Rule rule) {
        for (Rule.Cap cap : rule.caps()) {
            if (cap.per() != Rule.Per.SALE) {
                Tally tally = asked.standing().tally(key(rule.id(), cap.per()));
                long counted = cap.measure() == Rule.Measure.USES ? tally.uses() : tally.points();
                if (counted >= cap.most()) {
                    return true;
                }
            }
        }
        return false;
    }

    Tally.Key key(String rule, Rule.Per per) {
        LocalDate day = asked.local().toLocalDate();
        LocalDate from = switch (per) {
            case SALE -> throw new IllegalArgumentException("nothing is counted by sale");
            case DAY -> day;
            case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case MONTH -> day.withDayOfMonth(1);
            case LIFETIME, TOTAL -> LocalDate.EPOCH;
        };
        return new Tally.Key(rule, per, from);
    }

    /** A condition could not be asked. */
    private static final class ConditionFailed extends RuntimeException {
        private static final long serialVersionUID = 1;

        ConditionFailed(RuntimeException cause) {
            super(cause);
        }
    }
}
