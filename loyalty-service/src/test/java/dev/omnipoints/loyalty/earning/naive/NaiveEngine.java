package dev.omnipoints.loyalty.earning.naive;

import dev.omnipoints.loyalty.earning.Awards;
import dev.omnipoints.loyalty.earning.Awards.CodeState;
import dev.omnipoints.loyalty.earning.Awards.CodeUse;
import dev.omnipoints.loyalty.earning.Awards.Part;
import dev.omnipoints.loyalty.earning.Rule;
import dev.omnipoints.loyalty.earning.Rule.Award;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Awards as earning.md, docs/rules.md and ADR 9 tell them, straight and slow, with nothing of the engine in it but the
 * model. What the two disagree on, one of them has wrong. It does not read conditions: it is told what each means.
 */
public final class NaiveEngine {
    private static final BigInteger MOST = BigInteger.TEN.pow(12);

    private final Map<String, Predicate<Seen>> conditions;

    /** @param conditions what each text means */
    public NaiveEngine(Map<String, Predicate<Seen>> conditions) {
        this.conditions = conditions;
    }

    /**
     * What is awarded; texts are not told.
     *
     * @throws ArithmeticException more than 10^12 points, or beyond 64 bits on the way
     */
    public Awards award(Case asked) {
        Fitting fitting = new Fitting(asked, conditions);
        Worth worth = new Worth(asked, fitting);
        List<Rule> kept = stack(fitting.rules());
        if (asked.basket() == null) {
            kept = greatest(kept, worth);
        }
        List<Rounding.Whole> parts = Rounding.round(worth.of(kept), asked.basket());
        for (Rounding.Whole part : parts) {
            part.base.longValueExact();
            part.points.longValueExact();
        }
        Caps caps = new Caps(asked, fitting);
        caps.cut(parts);
        BigInteger total = Caps.sum(parts);
        if (total.compareTo(MOST) > 0) {
            throw new ArithmeticException("more than 10^12 points");
        }
        return new Awards(
                total.longValueExact(), told(parts, asked), caps.counted(parts), codes(parts, asked, fitting));
    }

    /** ADR 9, 11. */
    private static List<Rule> stack(List<Rule> fitting) {
        List<Rule> kept = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (Rule rule : fitting) {
            String group = rule.stacking().group();
            if (rule.stacking().exclusive() && group != null && !taken.add(group)) {
                continue;
            }
            kept.add(rule);
            if (rule.stacking().stop()) {
                break;
            }
        }
        for (Rule rule : kept) {
            if (rule.stacking().exclusive() && rule.stacking().group() == null) {
                return List.of(rule);
            }
        }
        return kept;
    }

    /** ADR 9, 12. */
    private static List<Rule> greatest(List<Rule> kept, Worth worth) {
        Rule greatest = null;
        for (Rule rule : kept) {
            if (!rule.stacking().stackable()
                    && (greatest == null || points(worth, rule).compareTo(points(worth, greatest)) > 0)) {
                greatest = rule;
            }
        }
        List<Rule> awarding = new ArrayList<>();
        for (Rule rule : kept) {
            if (rule.stacking().stackable() || rule == greatest) {
                awarding.add(rule);
            }
        }
        return awarding;
    }

    private static Fraction points(Worth worth, Rule rule) {
        if (rule.award() instanceof Award.Multiplier) {
            return Fraction.ZERO;
        }
        return worth.own(rule).getFirst().points();
    }

    private static List<Part> told(List<Rounding.Whole> parts, Case asked) {
        List<Part> told = new ArrayList<>();
        for (Rounding.Whole part : parts) {
            if (part.points.signum() > 0) {
                long version = part.rule.id().equals(Rule.BASE)
                        ? asked.terms().version()
                        : asked.version().number();
                told.add(new Part(
                        part.rule.id(),
                        version,
                        part.lineId,
                        part.base.longValueExact(),
                        part.points.longValueExact(),
                        ""));
            }
        }
        return told;
    }

    private static List<CodeUse> codes(List<Rounding.Whole> parts, Case asked, Fitting fitting) {
        List<CodeUse> codes = new ArrayList<>();
        if (asked.basket() != null) {
            for (String code : asked.basket().codes()) {
                codes.add(new CodeUse(code, state(code, parts, asked, fitting)));
            }
        }
        return codes;
    }

    private static CodeState state(String code, List<Rounding.Whole> parts, Case asked, Fitting fitting) {
        if (parts.stream().anyMatch(part -> code.equals(part.rule.code()) && part.points.signum() > 0)) {
            return CodeState.USED;
        }
        List<Rule> asking = asked.version().rules().stream()
                .filter(rule -> code.equals(rule.code()))
                .toList();
        if (asking.isEmpty()) {
            return CodeState.UNKNOWN;
        }
        List<Rule> live = asking.stream().filter(rule -> !fitting.over(rule)).toList();
        if (live.isEmpty()) {
            return CodeState.EXPIRED;
        }
        return live.stream().allMatch(fitting::spent) ? CodeState.SPENT : CodeState.NOT_APPLICABLE;
    }
}
