package dev.omnipoints.suite.check;

/**
 * A row of a member's statement.
 *
 * @param id the operation's
 * @param refused why nothing was done; null: it was done
 * @param points asked for; of an adjustment signed
 * @param balance after it
 * @param sale the sale's id; null: it is of none
 * @param recordedAt RFC 3339; the two rows of a transfer have the same
 */
public record Entry(
        String id, long seq, Kind kind, String refused, long points, Balance balance, String sale, String recordedAt) {
    boolean isApplied() {
        return refused == null;
    }

    @Override
    public String toString() {
        return Step.told(kind, points, refused) + ", leaving " + balance;
    }
}
