package dev.omnipoints.loyalty.earning;

/** What one rule gives before it is rounded: on the whole, and by line where it rounds by line. */
final class Due {

    private final Fit fit;

    /** A best-of: what won. */
    private final Grant grant;

    private Fraction points = Fraction.ZERO;

    private long base;

    /** Null: it has nothing by line. */
    private Fraction[] linePoints;

    private long[] lineBases;

    Due(Fit fit, Grant grant) {
        this.fit = fit;
        this.grant = grant;
    }

    Fit fit() {
        return fit;
    }

    Grant grant() {
        return grant;
    }

    boolean byLine() {
        return fit.rule().rounding().place() == Rule.Place.LINE;
    }

    /** @param money that it looked at */
    void add(Fraction more, long money) {
        points = points.plus(more);
        base = Math.addExact(base, money);
    }

    /** @param lines of the basket */
    void add(int line, int lines, Fraction more, long money) {
        if (linePoints == null) {
            linePoints = new Fraction[lines];
            lineBases = new long[lines];
        }
        linePoints[line] = linePoints[line] == null ? more : linePoints[line].plus(more);
        lineBases[line] = Math.addExact(lineBases[line], money);
    }

    /** What is not of one line. */
    Fraction points() {
        return points;
    }

    long base() {
        return base;
    }

    /** Of one line; null: nothing. */
    Fraction points(int line) {
        return linePoints == null ? null : linePoints[line];
    }

    long base(int line) {
        return lineBases[line];
    }
}
