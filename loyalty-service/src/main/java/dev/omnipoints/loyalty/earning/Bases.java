package dev.omnipoints.loyalty.earning;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The money of a basket that awards look at: a basket discount spread where the programme wants it, the part that
 * points pay left out where it earns nothing (docs/adr/0009, 4 and 5).
 */
final class Bases {

    /** By base and line. */
    private final long[][] byLine = new long[Rule.Base.values().length][];

    private final Places lines;

    private final long[] ofLines = new long[Rule.Base.values().length];

    private final long[] ofBasket = new long[Rule.Base.values().length];

    /** Every base earns by this share … */
    private final long earning;

    /** … of this whole. */
    private final long whole;

    /** @throws ArithmeticException a sum leaves 64 bits */
    Bases(Basket basket, Terms terms) {
        this.lines = Places.all(basket.lines().size());
        long[] spread = terms.spreadBasketDiscount() && basket.basketDiscount() > 0 ? spread(basket) : null;
        Basket.Paid paid = basket.paid();
        boolean all = terms.pointsEarn() || paid.total() <= 0 || paid.byPoints() == 0;
        this.earning = all ? 1 : paid.total() - paid.byPoints();
        this.whole = all ? 1 : paid.total();
        for (Rule.Base base : Rule.Base.values()) {
            long[] money = byLine(basket, base, base == Rule.Base.GROSS ? null : spread);
            long sum = 0;
            for (long one : money) {
                sum = Math.addExact(sum, one);
            }
            byLine[base.ordinal()] = money;
            ofLines[base.ordinal()] = sum;
            ofBasket[base.ordinal()] =
                    base == Rule.Base.GROSS || spread != null ? sum : Math.max(0, sum - basket.basketDiscount());
        }
    }

    /** @param spread null: nothing */
    private static long[] byLine(Basket basket, Rule.Base base, long[] spread) {
        long[] money = new long[basket.lines().size()];
        for (int line = 0; line < money.length; line++) {
            long sent = basket.lines().get(line).base(base);
            money[line] = spread == null ? sent : Math.max(0, sent - spread[line]);
        }
        return money;
    }

    /** All lines of the basket. */
    Places lines() {
        return lines;
    }

    /** By line, before points that pay; not to be changed. */
    long[] byLine(Rule.Base base) {
        return byLine[base.ordinal()];
    }

    /** Of the whole basket, before points that pay. */
    long ofBasket(Rule.Base base) {
        return ofBasket[base.ordinal()];
    }

    /** Of these lines, before points that pay. */
    long of(Places some, Rule.Base base) {
        if (some.size() == lines.size()) {
            return ofLines[base.ordinal()];
        }
        long[] money = byLine[base.ordinal()];
        long sum = 0;
        for (int line = some.next(0); line >= 0; line = some.next(line + 1)) {
            sum = Math.addExact(sum, money[line]);
        }
        return sum;
    }

    /** What the rate gives for so much money, without the part that points pay. */
    Fraction points(long money, Grant.ForMoney grant) {
        if (grant.rate().proportional()) {
            return grant.points().times(Fraction.product(money, earning, whole, grant.step()));
        }
        long steps = whole == 1
                ? money / grant.step()
                : Fraction.product(money, earning, whole, grant.step()).floor();
        return grant.points().times(steps);
    }

    /** So much money, without the part that points pay, down to the minor unit. */
    long shown(long money) {
        return whole == 1 ? money : Fraction.product(money, earning, whole, 1).floor();
    }

    private static long[] spread(Basket basket) {
        List<Basket.Line> lines = basket.lines();
        BigInteger discount = BigInteger.valueOf(basket.basketDiscount());
        BigInteger net = BigInteger.ZERO;
        for (Basket.Line line : lines) {
            net = net.add(BigInteger.valueOf(line.net()));
        }
        long[] shares = new long[lines.size()];
        if (net.signum() == 0) {
            return shares;
        }
        BigInteger[] remainders = new BigInteger[lines.size()];
        long rest = basket.basketDiscount();
        for (int line = 0; line < shares.length; line++) {
            BigInteger[] parts =
                    discount.multiply(BigInteger.valueOf(lines.get(line).net())).divideAndRemainder(net);
            shares[line] = parts[0].longValueExact();
            remainders[line] = parts[1];
            rest -= shares[line];
        }
        IntStream.range(0, shares.length)
                .boxed()
                .sorted(Comparator.comparing((Integer line) -> remainders[line]).reversed())
                .limit(rest)
                .forEach(line -> shares[line]++);
        return shares;
    }
}
