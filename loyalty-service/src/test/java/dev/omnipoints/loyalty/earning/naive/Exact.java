package dev.omnipoints.loyalty.earning.naive;

/**
 * Points before they are rounded.
 *
 * @param lineId null: of no one line
 * @param base the money looked at, in minor units
 */
record Exact(String lineId, Fraction base, Fraction points) {

    Exact plus(Exact other) {
        return new Exact(lineId, base.plus(other.base), points.plus(other.points));
    }
}
