package dev.omnipoints.loyalty.earning.naive;

import dev.omnipoints.loyalty.earning.Basket;
import dev.omnipoints.loyalty.earning.Rule;
import dev.omnipoints.loyalty.earning.Rule.Award;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What rules are worth before rounding and caps (ADR 9, 7 to 9). */
final class Worth {
    private final Case asked;
    private final Fitting fitting;
    private final Bases bases;

    Worth(Case asked, Fitting fitting) {
        this.asked = asked;
        this.fitting = fitting;
        this.bases = asked.basket() == null ? null : new Bases(asked);
    }

    /** By rule, in their order; of a multiplier what it adds to the others. */
    Map<Rule, List<Exact>> of(List<Rule> kept) {
        Map<Rule, List<Exact>> worth = new LinkedHashMap<>();
        for (Rule rule : kept) {
            worth.put(rule, rule.award() instanceof Award.Multiplier ? new ArrayList<>() : own(rule));
        }
        for (Rule rule : kept) {
            multiply(rule, kept, worth);
        }
        return worth;
    }

    /** What a rule that is no multiplier gives by itself. */
    List<Exact> own(Rule rule) {
        Award award = chosen(rule);
        if (rule.rounding().place() != Rule.Place.LINE) {
            return List.of(worth(award, whole(rule, award), null));
        }
        List<Exact> byLine = new ArrayList<>();
        for (Basket.Line line : fitting.selected(rule)) {
            byLine.add(worth(award, group(award, List.of(line)), line.lineId()));
        }
        return byLine;
    }

    /** Of a best-of the one that is worth the most, of equal ones the first. */
    private Award chosen(Rule rule) {
        Award best = null;
        Fraction most = null;
        for (Award option : fitting.options(rule)) {
            if (option instanceof Award.Multiplier) {
                return option;
            }
            Fraction points = worth(option, whole(rule, option), null).points();
            if (best == null || points.compareTo(most) > 0) {
                best = option;
                most = points;
            }
        }
        return best;
    }

    /** What an award looks at: money, or so many units. */
    private record Looked(Fraction base, Fraction units) {}

    /** All that an award of this rule looks at. */
    private Looked whole(Rule rule, Award award) {
        if (award instanceof Award.Rate rate && rate.ofBasket()) {
            return new Looked(bases.ofBasket(rate.base()), Fraction.ZERO);
        }
        return asked.basket() == null ? new Looked(Fraction.ZERO, Fraction.ZERO) : group(award, fitting.selected(rule));
    }

    /** What it looks at of these lines. */
    private Looked group(Award award, List<Basket.Line> lines) {
        Fraction units = Fraction.ZERO;
        for (Basket.Line line : lines) {
            units = units.plus(Fraction.of(line.quantity()));
        }
        Fraction base = award instanceof Award.Rate rate ? bases.ofLines(lines, rate.base()) : Fraction.ZERO;
        return new Looked(base, units);
    }

    private Exact worth(Award award, Looked looked, String lineId) {
        Fraction points = switch (award) {
            case Award.Rate rate -> {
                Fraction steps = looked.base()
                        .over(Fraction.of(rate.per().get(asked.basket().currency())));
                yield times(rate.points(), rate.proportional() ? steps : Fraction.of(steps.floor()));
            }
            case Award.PerUnit each -> times(each.points(), looked.units());
            case Award.Fixed fixed -> Fraction.of(fixed.points());
            case Award.Multiplier factor -> throw new IllegalArgumentException("worth nothing alone: " + factor);
            case Award.BestOf best -> throw new IllegalArgumentException("not chosen yet: " + best);
        };
        return new Exact(lineId, looked.base(), points);
    }

    private static Fraction times(BigDecimal points, Fraction much) {
        return Fraction.of(points).times(much);
    }

    /** Gives each multiplier what it adds to the award of one rule. */
    private void multiply(Rule rule, List<Rule> kept, Map<Rule, List<Exact>> worth) {
        Award award = chosen(rule);
        if (award instanceof Award.Fixed fixed && fixed.multiplied() && asked.basket() != null) {
            List<Rule> acting = new ArrayList<>();
            for (Rule other : kept) {
                if (multiplies(other)
                        && fitting.selected(other).stream()
                                .anyMatch(line -> fitting.selected(rule).contains(line))) {
                    acting.add(other);
                }
            }
            add(acting, new Exact(null, Fraction.ZERO, Fraction.of(fixed.points())), worth);
        } else if (award instanceof Award.Rate || award instanceof Award.PerUnit each && each.multiplied()) {
            multiplyByLines(rule, award, kept, worth);
        }
    }

    private void multiplyByLines(Rule rule, Award award, List<Rule> kept, Map<Rule, List<Exact>> worth) {
        boolean ofBasket = award instanceof Award.Rate rate && rate.ofBasket();
        List<Basket.Line> lines = ofBasket ? asked.basket().lines() : fitting.selected(rule);
        Map<List<Rule>, List<Basket.Line>> groups = new LinkedHashMap<>();
        for (Basket.Line line : lines) {
            List<Rule> acting = new ArrayList<>();
            for (Rule other : kept) {
                if (multiplies(other) && fitting.selected(other).contains(line)) {
                    acting.add(other);
                }
            }
            groups.computeIfAbsent(acting, none -> new ArrayList<>()).add(line);
        }
        groups.forEach((acting, group) -> {
            boolean alone = byLine(rule) || acting.stream().anyMatch(Worth::byLine);
            if (alone) {
                for (Basket.Line line : group) {
                    add(acting, ofGroup(rule, award, List.of(line), lines, line.lineId()), worth);
                }
            } else {
                add(acting, ofGroup(rule, award, group, lines, null), worth);
            }
        });
    }

    /** A group that is all lines of the rate has the rate's own base. */
    private Exact ofGroup(Rule rule, Award award, List<Basket.Line> group, List<Basket.Line> all, String lineId) {
        Looked looked = group.size() == all.size() ? whole(rule, award) : group(award, group);
        return worth(award, looked, lineId);
    }

    /** The first adds X times (f1 - 1), the second X times f1 times (f2 - 1), and so on. */
    private static void add(List<Rule> acting, Exact acted, Map<Rule, List<Exact>> worth) {
        Fraction points = acted.points();
        for (Rule multiplier : acting) {
            Fraction factor = Fraction.of(((Award.Multiplier) multiplier.award()).factor());
            Fraction more = points.times(factor.minus(Fraction.ONE));
            worth.get(multiplier).add(new Exact(acted.lineId(), acted.base(), more));
            points = points.times(factor);
        }
    }

    private static boolean multiplies(Rule rule) {
        return rule.award() instanceof Award.Multiplier;
    }

    private static boolean byLine(Rule rule) {
        return rule.rounding().place() == Rule.Place.LINE;
    }
}
