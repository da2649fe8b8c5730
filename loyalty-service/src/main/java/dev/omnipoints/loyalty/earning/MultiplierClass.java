package dev.omnipoints.loyalty.earning;

import java.util.List;

/** Lines that the same multipliers select, and what other rules give for them. */
final class MultiplierClass {

    /** In order. */
    private final List<Due> multipliers;

    private final int place;

    private final int lines;

    private final boolean byLine;

    /** Of groups of lines. */
    private Fraction points = Fraction.ZERO;

    private long money;

    /** Of lines that are groups of their own, where it matters which; null: none. */
    private Fraction[] linePoints;

    private long[] lineMoney;

    /**
     * @param place among the classes
     * @param lines of the basket
     */
    MultiplierClass(List<Due> multipliers, int place, int lines) {
        this.multipliers = multipliers;
        this.place = place;
        this.lines = lines;
        this.byLine = multipliers.stream().anyMatch(Due::byLine);
    }

    int place() {
        return place;
    }

    /** One of the multipliers rounds by line. */
    boolean byLine() {
        return byLine;
    }

    /** Another rule gives so much for a group. */
    void add(Fraction more, long base) {
        points = points.plus(more);
        money = Math.addExact(money, base);
    }

    /** Another rule gives so much for a line that is a group of its own. */
    void add(int line, Fraction more, long base) {
        if (!byLine) {
            add(more, base);
            return;
        }
        if (linePoints == null) {
            linePoints = new Fraction[lines];
            lineMoney = new long[lines];
        }
        linePoints[line] = linePoints[line] == null ? more : linePoints[line].plus(more);
        lineMoney[line] = Math.addExact(lineMoney[line], base);
    }

    /** Each multiplier adds its share: what those before it made of the points, times its factor less 1. */
    void act() {
        Fraction grown = Fraction.ONE;
        for (Due multiplier : multipliers) {
            Fraction factor = ((Grant.Times) multiplier.grant()).factor();
            Fraction share = grown.times(factor.minusOne());
            if (!points.isZero() || money > 0) {
                multiplier.add(points.times(share), money);
            }
            if (linePoints != null) {
                actByLine(multiplier, share);
            }
            grown = grown.times(factor);
        }
    }

    private void actByLine(Due multiplier, Fraction share) {
        for (int line = 0; line < lines; line++) {
            if (linePoints[line] == null) {
                continue;
            }
            Fraction more = linePoints[line].times(share);
            if (multiplier.byLine()) {
                multiplier.add(line, lines, more, lineMoney[line]);
            } else {
                multiplier.add(more, lineMoney[line]);
            }
        }
    }
}
