package dev.omnipoints.loyalty.earning.naive;

import dev.omnipoints.loyalty.earning.Rule;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Set;

/** A rule with parts of it set back to what they are where nothing is said. */
final class Plain {
    private final Rule from;
    private LocalDateTime validFrom;
    private LocalDateTime validTo;
    private Set<String> channels;
    private Set<String> stores;
    private String code;
    private Rule.MemberCondition member;
    private List<Rule.TimeWindow> times;
    private Rule.LineSelection lines;
    private Rule.BasketCondition basket;
    private Rule.Stacking stacking;
    private List<Rule.Cap> caps;
    private Rule.Rounding rounding;

    private Plain(Rule from) {
        this.from = from;
        validFrom = from.validFrom();
        validTo = from.validTo();
        channels = from.channels();
        stores = from.stores();
        code = from.code();
        member = from.member();
        times = from.times();
        lines = from.lines();
        basket = from.basket();
        stacking = from.stacking();
        caps = from.caps();
        rounding = from.rounding();
    }

    static Plain of(Rule from) {
        return new Plain(from);
    }

    Plain dates() {
        validFrom = null;
        validTo = null;
        return this;
    }

    Plain places() {
        channels = Set.of();
        stores = Set.of();
        return this;
    }

    Plain code() {
        code = null;
        return this;
    }

    Plain member() {
        member = Rule.MemberCondition.ANY;
        return this;
    }

    Plain times() {
        times = List.of();
        return this;
    }

    Plain lines() {
        lines = Rule.LineSelection.ALL;
        return this;
    }

    Plain basket() {
        basket = Rule.BasketCondition.ANY;
        return this;
    }

    Plain stacking() {
        stacking = Rule.Stacking.ADDITIVE;
        return this;
    }

    Plain caps(List<Rule.Cap> to) {
        caps = to;
        return this;
    }

    Plain rounding() {
        rounding = Rule.Rounding.DEFAULT;
        return this;
    }

    Rule rule() {
        return new Rule(
                from.id(),
                from.name(),
                from.text(),
                validFrom,
                validTo,
                from.event(),
                channels,
                stores,
                code,
                member,
                times,
                lines,
                basket,
                from.award(),
                stacking,
                caps,
                rounding);
    }
}
