package dev.omnipoints.suite.check;

import java.util.Objects;

/**
 * A row as the model would write it.
 *
 * @param refused the reason; null: it is done
 * @param after what the account then has
 */
record Step(Kind kind, long points, String refused, Balance after) {
    /** But for the balance. */
    boolean isWhatStands(Entry entry) {
        return kind == entry.kind() && points == entry.points() && Objects.equals(refused, entry.refused());
    }

    static String told(Kind kind, long points, String refused) {
        return kind + " " + points + (refused == null ? "" : " refused as " + refused);
    }

    @Override
    public String toString() {
        return told(kind, points, refused) + ", leaving " + after;
    }
}
