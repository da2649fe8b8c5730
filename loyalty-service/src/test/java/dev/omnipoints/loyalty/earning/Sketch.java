package dev.omnipoints.loyalty.earning;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A rule for a test, part by part; what is not said is as docs/rules.md has it by default. */
final class Sketch {

    private final String id;

    private final Rule.Award award;

    private String text;

    private LocalDateTime from;

    private LocalDateTime to;

    private String event = Rule.SALE;

    private Set<String> channels = Set.of();

    private Set<String> stores = Set.of();

    private String code;

    private Rule.MemberCondition member = Rule.MemberCondition.ANY;

    private List<Rule.TimeWindow> times = List.of();

    private Rule.Criteria include;

    private Rule.Criteria exclude;

    private Rule.BasketCondition basket = Rule.BasketCondition.ANY;

    private Rule.Stacking stacking = Rule.Stacking.ADDITIVE;

    private final List<Rule.Cap> caps = new ArrayList<>();

    private Rule.Rounding rounding = Rule.Rounding.DEFAULT;

    private Sketch(String id, Rule.Award award) {
        this.id = id;
        this.award = award;
    }

    static Sketch of(String id, Rule.Award award) {
        return new Sketch(id, award);
    }

    static Sketch rate(String id, String points, long cents) {
        return of(id, rate(points, cents));
    }

    static Sketch fixed(String id, String points) {
        return of(id, new Rule.Award.Fixed(new BigDecimal(points), false));
    }

    static Sketch perUnit(String id, String points) {
        return of(id, new Rule.Award.PerUnit(new BigDecimal(points), false));
    }

    static Sketch times(String id, String factor) {
        return of(id, new Rule.Award.Multiplier(new BigDecimal(factor)));
    }

    /** Whole steps of the net of the selected lines. */
    static Rule.Award.Rate rate(String points, long cents) {
        return new Rule.Award.Rate(new BigDecimal(points), Map.of("EUR", cents), Rule.Base.NET, false, false);
    }

    static Rule.Criteria skus(String... skus) {
        return new Rule.Criteria(Set.of(skus), Set.of(), Set.of(), null);
    }

    static Rule.Criteria categories(String... categories) {
        return new Rule.Criteria(Set.of(), Set.of(categories), Set.of(), null);
    }

    static Rule.Criteria labels(String... labels) {
        return new Rule.Criteria(Set.of(), Set.of(), Set.of(labels), null);
    }

    static Rule.Criteria lineWhen(String cel) {
        return new Rule.Criteria(Set.of(), Set.of(), Set.of(), cel);
    }

    Sketch text(String told) {
        this.text = told;
        return this;
    }

    Sketch valid(String begin, String end) {
        this.from = begin == null ? null : LocalDateTime.parse(begin);
        this.to = end == null ? null : LocalDateTime.parse(end);
        return this;
    }

    Sketch event(String type) {
        this.event = type;
        return this;
    }

    Sketch channels(String... some) {
        this.channels = Set.of(some);
        return this;
    }

    Sketch stores(String... some) {
        this.stores = Set.of(some);
        return this;
    }

    Sketch code(String asked) {
        this.code = asked;
        return this;
    }

    Sketch member(Rule.MemberCondition asked) {
        this.member = asked;
        return this;
    }

    Sketch memberWhen(String cel) {
        return member(new Rule.MemberCondition(Set.of(), Set.of(), Set.of(), false, cel));
    }

    Sketch firstSale() {
        return member(new Rule.MemberCondition(Set.of(), Set.of(), Set.of(), true, null));
    }

    Sketch times(Rule.TimeWindow... windows) {
        this.times = List.of(windows);
        return this;
    }

    Sketch include(Rule.Criteria criteria) {
        this.include = criteria;
        return this;
    }

    Sketch exclude(Rule.Criteria criteria) {
        this.exclude = criteria;
        return this;
    }

    Sketch minimum(long cents, boolean ofLines) {
        this.basket = new Rule.BasketCondition(Map.of("EUR", cents), ofLines, null);
        return this;
    }

    Sketch basketWhen(String cel) {
        this.basket = new Rule.BasketCondition(Map.of(), false, cel);
        return this;
    }

    Sketch priority(int priority) {
        return stacking(stacking.exclusive(), stacking.group(), priority, stacking.stop(), stacking.stackable());
    }

    Sketch exclusive(String group) {
        return stacking(true, group, stacking.priority(), stacking.stop(), stacking.stackable());
    }

    Sketch stop() {
        return stacking(stacking.exclusive(), stacking.group(), stacking.priority(), true, stacking.stackable());
    }

    Sketch stackable() {
        return stacking(stacking.exclusive(), stacking.group(), stacking.priority(), stacking.stop(), true);
    }

    private Sketch stacking(boolean exclusive, String group, int priority, boolean stop, boolean stackable) {
        this.stacking = new Rule.Stacking(exclusive, group, priority, stop, stackable);
        return this;
    }

    Sketch points(long most, Rule.Per per) {
        caps.add(new Rule.Cap(Rule.Measure.POINTS, most, per));
        return this;
    }

    Sketch uses(long most, Rule.Per per) {
        caps.add(new Rule.Cap(Rule.Measure.USES, most, per));
        return this;
    }

    Sketch rounding(Rule.Mode mode, Rule.Place place) {
        this.rounding = new Rule.Rounding(mode, place);
        return this;
    }

    Rule rule() {
        return new Rule(
                id,
                "Rule " + id,
                text,
                from,
                to,
                event,
                channels,
                stores,
                code,
                member,
                times,
                new Rule.LineSelection(include, exclude),
                basket,
                award,
                stacking,
                List.copyOf(caps),
                rounding);
    }
}
