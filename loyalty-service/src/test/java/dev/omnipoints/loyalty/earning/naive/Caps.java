package dev.omnipoints.loyalty.earning.naive;

import dev.omnipoints.loyalty.earning.Rule;
import dev.omnipoints.loyalty.earning.Rule.Cap;
import dev.omnipoints.loyalty.earning.Rule.Measure;
import dev.omnipoints.loyalty.earning.Rule.Per;
import dev.omnipoints.loyalty.earning.Tally;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What caps leave, and what they count (ADR 9, 13 and 14). */
final class Caps {
    /** The name of all rules together. */
    private static final String ALL = "";

    private final Case asked;
    private final Fitting fitting;

    Caps(Case asked, Fitting fitting) {
        this.asked = asked;
        this.fitting = fitting;
    }

    /** Each rule's, then all together's; what is beyond 64 bits before is not cut, but refused. */
    void cut(List<Rounding.Whole> parts) {
        Set<Rule> rules = new LinkedHashSet<>();
        parts.forEach(part -> rules.add(part.rule));
        for (Rule rule : rules) {
            List<Rounding.Whole> own =
                    parts.stream().filter(part -> part.rule == rule).toList();
            sum(own).longValueExact();
            cut(own, rule.id(), rule.caps());
        }
        sum(parts).longValueExact();
        cut(parts, ALL, asked.version().caps());
    }

    private void cut(List<Rounding.Whole> parts, String of, List<Cap> caps) {
        for (Cap cap : caps) {
            if (cap.measure() == Measure.POINTS) {
                long before = cap.per() == Per.SALE
                        ? 0
                        : asked.standing().tally(fitting.key(of, cap.per())).points();
                BigInteger left = BigInteger.valueOf(cap.most())
                        .subtract(BigInteger.valueOf(before))
                        .max(BigInteger.ZERO);
                BigInteger tooMuch = sum(parts).subtract(left).max(BigInteger.ZERO);
                for (Rounding.Whole part : parts.reversed()) {
                    BigInteger less = tooMuch.min(part.points);
                    part.points = part.points.subtract(less);
                    tooMuch = tooMuch.subtract(less);
                }
            }
        }
    }

    /** For every period that a cap names: the points, and one use. */
    Map<Tally.Key, Tally> counted(List<Rounding.Whole> parts) {
        Map<Tally.Key, Tally> counted = new LinkedHashMap<>();
        for (Rounding.Whole part : parts) {
            Rule rule = part.rule;
            count(parts.stream().filter(other -> other.rule == rule).toList(), rule.id(), rule.caps(), counted);
        }
        count(parts, ALL, asked.version().caps(), counted);
        return counted;
    }

    private void count(List<Rounding.Whole> parts, String of, List<Cap> caps, Map<Tally.Key, Tally> counted) {
        long points = sum(parts).longValueExact();
        for (Cap cap : caps) {
            if (cap.per() != Per.SALE && points > 0) {
                counted.put(fitting.key(of, cap.per()), new Tally(points, 1));
            }
        }
    }

    static BigInteger sum(List<Rounding.Whole> parts) {
        BigInteger sum = BigInteger.ZERO;
        for (Rounding.Whole part : parts) {
            sum = sum.add(part.points);
        }
        return sum;
    }
}
