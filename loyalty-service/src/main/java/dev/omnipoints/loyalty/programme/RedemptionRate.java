package dev.omnipoints.loyalty.programme;

import dev.omnipoints.loyalty.ledger.Command;
import java.math.BigInteger;

/**
 * What points are worth when they pay (earning.md, 4).
 *
 * @param points so many points …
 * @param money … pay so many minor units of the sale's currency
 * @param step points are taken in multiples of it
 * @param minimum fewer points do not pay
 * @param sharePercent how much of a basket points may pay
 */
public record RedemptionRate(long points, long money, long step, long minimum, int sharePercent) {

    private static final BigInteger PERCENT = BigInteger.valueOf(100);
    private static final BigInteger MOST = BigInteger.valueOf(Command.POINTS_LIMIT);

    /** Points that so much money is worth, rounded down, at most those of one command. */
    public long pointsFor(long minorUnits) {
        return pointsFor(BigInteger.valueOf(minorUnits));
    }

    /** Points that may pay of a basket: those of its share. */
    public long pointsOfShare(long total) {
        return pointsFor(BigInteger.valueOf(total)
                .multiply(BigInteger.valueOf(sharePercent))
                .divide(PERCENT));
    }

    /** Of so many points those that pay: whole steps, and at least the minimum or none. */
    public long wholeSteps(long most) {
        long steps = most - most % step;
        return steps < minimum ? 0 : steps;
    }

    private long pointsFor(BigInteger minorUnits) {
        return minorUnits
                .multiply(BigInteger.valueOf(points))
                .divide(BigInteger.valueOf(money))
                .min(MOST)
                .longValueExact();
    }
}
