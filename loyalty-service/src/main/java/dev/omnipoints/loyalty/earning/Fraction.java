package dev.omnipoints.loyalty.earning;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * An exact number, not negative: two longs where they are enough, else two big integers. Immutable.
 */
final class Fraction implements Comparable<Fraction> {

    static final Fraction ZERO = new Fraction(0, 1);

    static final Fraction ONE = new Fraction(1, 1);

    private static final int LONG_BITS = 63;

    private final long numerator;

    private final long denominator;

    /** Null: the longs hold it. */
    private final BigInteger bigNumerator;

    private final BigInteger bigDenominator;

    private Fraction(long numerator, long denominator) {
        this.numerator = numerator;
        this.denominator = denominator;
        this.bigNumerator = null;
        this.bigDenominator = null;
    }

    private Fraction(BigInteger numerator, BigInteger denominator) {
        this.numerator = 0;
        this.denominator = 0;
        this.bigNumerator = numerator;
        this.bigDenominator = denominator;
    }

    static Fraction of(long whole) {
        return whole == 0 ? ZERO : new Fraction(whole, 1);
    }

    /** In lowest terms, for what is written in rules is multiplied often. */
    static Fraction of(BigDecimal decimal) {
        BigDecimal plain = decimal.stripTrailingZeros();
        return plain.scale() <= 0
                ? reduced(plain.toBigIntegerExact(), BigInteger.ONE)
                : reduced(plain.unscaledValue(), BigInteger.TEN.pow(plain.scale()));
    }

    /** So many out of so many, times so many out of so many. */
    static Fraction product(long numerator, long factor, long denominator, long divisor) {
        if (fits(numerator, factor) && fits(denominator, divisor)) {
            return new Fraction(numerator * factor, denominator * divisor);
        }
        return reduced(
                BigInteger.valueOf(numerator).multiply(BigInteger.valueOf(factor)),
                BigInteger.valueOf(denominator).multiply(BigInteger.valueOf(divisor)));
    }

    private static Fraction reduced(BigInteger numerator, BigInteger denominator) {
        BigInteger common = numerator.gcd(denominator);
        BigInteger above = numerator.divide(common);
        BigInteger below = denominator.divide(common);
        return above.bitLength() <= LONG_BITS && below.bitLength() <= LONG_BITS
                ? new Fraction(above.longValue(), below.longValue())
                : new Fraction(above, below);
    }

    Fraction plus(Fraction other) {
        if (isZero()) {
            return other;
        }
        if (other.isZero()) {
            return this;
        }
        if (small() && other.small()) {
            Fraction sum = denominator >= other.denominator ? sum(this, other) : sum(other, this);
            if (sum != null) {
                return sum;
            }
        }
        return reduced(
                above().multiply(other.below()).add(other.above().multiply(below())), below().multiply(other.below()));
    }

    /** @return null: two longs are not enough */
    private static Fraction sum(Fraction fine, Fraction coarse) {
        boolean nested = fine.denominator % coarse.denominator == 0;
        long scale = nested ? fine.denominator / coarse.denominator : fine.denominator;
        long other = nested ? 1 : coarse.denominator;
        if (!fits(coarse.numerator, scale) || !fits(fine.numerator, other) || !fits(fine.denominator, other)) {
            return null;
        }
        long sum = fine.numerator * other + coarse.numerator * scale;
        return sum < 0 ? null : new Fraction(sum, fine.denominator * other);
    }

    Fraction times(Fraction other) {
        if (small() && other.small() && fits(numerator, other.numerator) && fits(denominator, other.denominator)) {
            return new Fraction(numerator * other.numerator, denominator * other.denominator);
        }
        return reduced(above().multiply(other.above()), below().multiply(other.below()));
    }

    Fraction times(long factor) {
        if (small() && fits(numerator, factor)) {
            return new Fraction(numerator * factor, denominator);
        }
        return reduced(above().multiply(BigInteger.valueOf(factor)), below());
    }

    /** It is at least 1. */
    Fraction minusOne() {
        return small()
                ? new Fraction(numerator - denominator, denominator)
                : reduced(bigNumerator.subtract(bigDenominator), bigDenominator);
    }

    /** @throws ArithmeticException beyond 64 bits */
    long floor() {
        return small()
                ? numerator / denominator
                : bigNumerator.divide(bigDenominator).longValueExact();
    }

    /** What the floor leaves. */
    Fraction remainder() {
        return small()
                ? new Fraction(numerator % denominator, denominator)
                : reduced(bigNumerator.mod(bigDenominator), bigDenominator);
    }

    /** @throws ArithmeticException beyond 64 bits */
    long round(Rule.Mode mode) {
        long floor = floor();
        Fraction rest = remainder();
        boolean up = switch (mode) {
            case FLOOR -> false;
            case HALF_UP -> rest.plus(rest).compareTo(ONE) >= 0;
            case CEILING -> !rest.isZero();
        };
        return up ? Math.addExact(floor, 1) : floor;
    }

    boolean isZero() {
        return small() && numerator == 0;
    }

    @Override
    public int compareTo(Fraction other) {
        if (small() && other.small() && fits(numerator, other.denominator) && fits(other.numerator, denominator)) {
            return Long.compare(numerator * other.denominator, other.numerator * denominator);
        }
        return above().multiply(other.below()).compareTo(other.above().multiply(below()));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Fraction that && compareTo(that) == 0;
    }

    @Override
    public int hashCode() {
        return Double.hashCode(above().doubleValue() / below().doubleValue());
    }

    @Override
    public String toString() {
        return above() + "/" + below();
    }

    private boolean small() {
        return bigNumerator == null;
    }

    private BigInteger above() {
        return small() ? BigInteger.valueOf(numerator) : bigNumerator;
    }

    private BigInteger below() {
        return small() ? BigInteger.valueOf(denominator) : bigDenominator;
    }

    /** The product of two that are not negative stays within a long. */
    private static boolean fits(long one, long other) {
        return Math.multiplyHigh(one, other) == 0 && one * other >= 0;
    }
}
