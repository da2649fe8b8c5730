package dev.omnipoints.loyalty.earning;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The rules that fit a sale or an event, whatever was awarded before. Immutable, safe for threads. */
public final class Matched {

    private static final long POINTS_LIMIT = 1_000_000_000_000L;

    private final RulesVersion version;

    private final Basket basket;

    private final Occasion occasion;

    private final Terms terms;

    Matched(RulesVersion version, Basket basket, Occasion occasion, Terms terms) {
        this.version = version;
        this.basket = basket;
        this.occasion = occasion;
        this.terms = terms;
    }

    /** What it has to know of what was awarded before. */
    public Set<Tally.Key> needs() {
        return Set.of();
    }

    /** It has to know whether this is the member's first sale. */
    public boolean asksFirst() {
        return false;
    }

    /** Rules that could not be asked. */
    public List<Failure> failures() {
        return List.of();
    }

    /**
     * What is awarded. Cheap: it runs under a lock, and may be called again with another standing.
     *
     * @throws ArithmeticException it would be more than 10^12 points, or a sum leaves 64 bits
     */
    public Awards award(Standing standing) {
        if (basket == null || !occasion.known() || terms.earnPoints() == 0) {
            return Awards.NONE;
        }
        int digits = Math.max(0, Currency.getInstance(basket.currency()).getDefaultFractionDigits());
        BigInteger step = BigInteger.TEN.pow(digits).multiply(BigInteger.valueOf(terms.earnPerUnits()));
        BigInteger net = BigInteger.valueOf(basket.total());
        Basket.Paid paid = basket.paid();
        if (!terms.pointsEarn() && paid.total() > 0) {
            net = net.multiply(BigInteger.valueOf(paid.total() - paid.byPoints()))
                    .divide(BigInteger.valueOf(paid.total()));
        }
        BigInteger points = net.divide(step).multiply(BigInteger.valueOf(terms.earnPoints()));
        if (points.signum() <= 0) {
            return Awards.NONE;
        }
        if (points.compareTo(BigInteger.valueOf(POINTS_LIMIT)) > 0) {
            throw new ArithmeticException("more than 10^12 points");
        }
        String text = "%d %s for each %s %s of %s %s"
                .formatted(
                        terms.earnPoints(),
                        terms.earnPoints() == 1 ? "point" : "points",
                        new BigDecimal(step, digits),
                        basket.currency(),
                        new BigDecimal(net, digits),
                        basket.currency());
        long whole = points.longValueExact();
        return new Awards(
                whole,
                List.of(new Awards.Part(Rule.BASE, terms.version(), null, net.longValueExact(), whole, text)),
                Map.of(),
                List.of());
    }
}
