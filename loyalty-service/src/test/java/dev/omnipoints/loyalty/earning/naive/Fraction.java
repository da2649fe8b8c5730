package dev.omnipoints.loyalty.earning.naive;

import dev.omnipoints.loyalty.earning.Rule;
import java.math.BigDecimal;
import java.math.BigInteger;

/** An exact number, never below 0 where it is rounded. */
record Fraction(BigInteger above, BigInteger below) implements Comparable<Fraction> {
    static final Fraction ZERO = of(0);
    static final Fraction ONE = of(1);

    Fraction {
        BigInteger common = above.gcd(below);
        above = above.divide(common);
        below = below.divide(common);
    }

    static Fraction of(long whole) {
        return new Fraction(BigInteger.valueOf(whole), BigInteger.ONE);
    }

    static Fraction of(BigInteger whole) {
        return new Fraction(whole, BigInteger.ONE);
    }

    static Fraction of(long above, long below) {
        return new Fraction(BigInteger.valueOf(above), BigInteger.valueOf(below));
    }

    /** At most 6 places. */
    static Fraction of(BigDecimal decimal) {
        return new Fraction(decimal.movePointRight(6).toBigIntegerExact(), BigInteger.TEN.pow(6));
    }

    Fraction plus(Fraction other) {
        return new Fraction(above.multiply(other.below).add(other.above.multiply(below)), below.multiply(other.below));
    }

    Fraction minus(Fraction other) {
        return plus(new Fraction(other.above.negate(), other.below));
    }

    Fraction times(Fraction other) {
        return new Fraction(above.multiply(other.above), below.multiply(other.below));
    }

    Fraction over(Fraction other) {
        return new Fraction(above.multiply(other.below), below.multiply(other.above));
    }

    BigInteger floor() {
        return above.divide(below);
    }

    /** What is left beside the floor. */
    Fraction rest() {
        return minus(of(floor()));
    }

    BigInteger round(Rule.Mode mode) {
        return switch (mode) {
            case FLOOR -> floor();
            case HALF_UP -> plus(of(1, 2)).floor();
            case CEILING -> rest().equals(ZERO) ? floor() : floor().add(BigInteger.ONE);
        };
    }

    @Override
    public int compareTo(Fraction other) {
        return above.multiply(other.below).compareTo(other.above.multiply(below));
    }
}
