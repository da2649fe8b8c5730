package dev.omnipoints.loyalty.earning.naive;

import dev.omnipoints.loyalty.earning.Basket;
import dev.omnipoints.loyalty.earning.Rule;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Makes whole points of exact ones (ADR 9, 10). */
final class Rounding {

    private Rounding() {}

    /** A part in whole points, which caps may still cut. */
    static final class Whole {
        final Rule rule;
        final String lineId;
        final BigInteger base;
        BigInteger points;

        Whole(Rule rule, Exact exact, BigInteger points) {
            this.rule = rule;
            this.lineId = exact.lineId();
            this.base = exact.base().floor();
            this.points = points;
        }
    }

    /** In the order of rules, then of lines, what has no line last. */
    static List<Whole> round(Map<Rule, List<Exact>> worth, Basket basket) {
        List<Whole> all = new ArrayList<>();
        worth.forEach((rule, parts) -> {
            if (rule.rounding().place() == Rule.Place.LINE) {
                for (Exact part : byLine(parts, basket)) {
                    all.add(new Whole(
                            rule, part, part.points().round(rule.rounding().mode())));
                }
            } else {
                Exact sum = sum(parts, null);
                boolean later = rule.rounding().place() == Rule.Place.SALE;
                all.add(new Whole(
                        rule,
                        sum,
                        later
                                ? sum.points().floor()
                                : sum.points().round(rule.rounding().mode())));
            }
        });
        shareOut(all, worth);
        return all;
    }

    private static List<Exact> byLine(List<Exact> parts, Basket basket) {
        List<String> lineIds = new ArrayList<>();
        for (Basket.Line line : basket.lines()) {
            lineIds.add(line.lineId());
        }
        lineIds.add(null);
        List<Exact> byLine = new ArrayList<>();
        for (String lineId : lineIds) {
            List<Exact> ofLine = new ArrayList<>();
            for (Exact part : parts) {
                if (lineId == null ? part.lineId() == null : lineId.equals(part.lineId())) {
                    ofLine.add(part);
                }
            }
            byLine.add(sum(ofLine, lineId));
        }
        return byLine;
    }

    private static Exact sum(List<Exact> parts, String lineId) {
        Exact sum = new Exact(lineId, Fraction.ZERO, Fraction.ZERO);
        for (Exact part : parts) {
            sum = sum.plus(part);
        }
        return sum;
    }

    /** What the sale's rounded sum has beyond the floors goes one by one to the largest rests. */
    private static void shareOut(List<Whole> all, Map<Rule, List<Exact>> worth) {
        List<Whole> ofSale = new ArrayList<>();
        Fraction sum = Fraction.ZERO;
        BigInteger floors = BigInteger.ZERO;
        for (Whole part : all) {
            if (part.rule.rounding().place() == Rule.Place.SALE) {
                ofSale.add(part);
                sum = sum.plus(sum(worth.get(part.rule), null).points());
                floors = floors.add(part.points);
            }
        }
        if (ofSale.isEmpty()) {
            return;
        }
        ofSale.sort(Comparator.comparing(
                        (Whole part) -> sum(worth.get(part.rule), null).points().rest())
                .reversed()
                .thenComparing(part -> part.rule.id()));
        BigInteger rounded = sum.round(ofSale.getFirst().rule.rounding().mode());
        for (int i = 0; i < rounded.subtract(floors).intValueExact(); i++) {
            ofSale.get(i).points = ofSale.get(i).points.add(BigInteger.ONE);
        }
    }
}
