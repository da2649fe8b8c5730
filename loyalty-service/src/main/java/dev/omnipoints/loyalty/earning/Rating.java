package dev.omnipoints.loyalty.earning;

import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.loyalty.ledger.Command;
import dev.omnipoints.loyalty.platform.Refused;
import dev.omnipoints.loyalty.programme.Programme;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Currency;

/** What a sale earns by its programme's rate. Pure and exact. */
public final class Rating {

    private static final String RULE = "base";

    private Rating() {}

    /**
     * Points for whole units of a receipt's net money; what does not fill a step earns nothing.
     *
     * @param net what the receipt comes to after all discounts, in minor units of the currency
     * @throws Refused POINTS_OUT_OF_RANGE above the largest number of points of one command
     */
    public static Award rate(Programme programme, String currency, long net) {
        int digits = Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
        BigInteger step = BigInteger.TEN.pow(digits).multiply(BigInteger.valueOf(programme.earnPerUnits()));
        BigInteger points = BigInteger.valueOf(net).divide(step).multiply(BigInteger.valueOf(programme.earnPoints()));
        if (points.compareTo(BigInteger.valueOf(Command.POINTS_LIMIT)) > 0) {
            throw Refused.of(
                    Reason.REASON_POINTS_OUT_OF_RANGE,
                    "The sale would earn more than 10^12 points; check its amounts.");
        }
        String text = "%d %s for each %s %s of %s %s"
                .formatted(
                        programme.earnPoints(),
                        programme.earnPoints() == 1 ? "point" : "points",
                        new BigDecimal(step, digits),
                        currency,
                        BigDecimal.valueOf(net, digits),
                        currency);
        return new Award(RULE, programme.version(), net, points.longValueExact(), text);
    }
}
