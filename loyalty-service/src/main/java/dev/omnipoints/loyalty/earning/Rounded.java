package dev.omnipoints.loyalty.earning;

import java.util.List;

/**
 * What one rule gives, rounded, before caps.
 *
 * @param grant a best-of: what won
 */
record Rounded(Fit fit, Grant grant, List<Piece> pieces) {

    /** Of all pieces. */
    long points() {
        long sum = 0;
        for (Piece piece : pieces) {
            sum = Math.addExact(sum, piece.points());
        }
        return sum;
    }
}
