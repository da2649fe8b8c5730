package dev.omnipoints.loyalty.earning;

/**
 * Whole points of one rule.
 *
 * @param line its place in the basket; negative: of no one line
 * @param base the money that it looked at, in minor units
 */
record Piece(int line, long base, long points) {

    static final int NO_LINE = -1;
}
