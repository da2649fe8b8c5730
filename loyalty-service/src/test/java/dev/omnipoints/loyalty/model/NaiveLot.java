package dev.omnipoints.loyalty.model;

import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;
import static java.util.Comparator.nullsLast;

import java.time.Instant;
import java.util.Comparator;

/** Points from one row that share a life. The same object all its life, in whatever account it lies. */
final class NaiveLot {
    /** Where its points are; counted and clamped only remember. */
    enum Part {
        PENDING,
        REMAINING,
        HELD,
        EXPIRED,
        COUNTED,
        CLAMPED
    }

    static final Comparator<NaiveLot> BY_ID = comparing((NaiveLot lot) -> lot.made.member())
            .thenComparing(lot -> lot.made.seq())
            .thenComparing(lot -> lot.index);

    static final Comparator<NaiveLot> SPENDING = comparing((NaiveLot lot) -> lot.expiresAt, nullsLast(naturalOrder()))
            .thenComparing(lot -> lot.availableAt, nullsLast(naturalOrder()))
            .thenComparing(lot -> lot.made.seq())
            .thenComparing(lot -> lot.index)
            .thenComparing(lot -> lot.made.member());

    final Ask.Ref made;
    final int index;
    final long points;
    final Instant expiresAt;
    /** Whom the earn named that made it; null: no earn made it. An undone merge sends it home by this. */
    final Integer earnedFor;

    private Instant availableAt;
    /** As it was last shown, until it changes. */
    private Standing.Lot shown;

    private final long[] parts = new long[Part.values().length];

    NaiveLot(Ask.Ref made, int index, long points, Instant availableAt, Instant expiresAt, Integer earnedFor) {
        this.made = made;
        this.index = index;
        this.points = points;
        this.availableAt = availableAt;
        this.expiresAt = expiresAt;
        this.earnedFor = earnedFor;
    }

    long get(Part part) {
        return parts[part.ordinal()];
    }

    void add(Part part, long points) {
        shown = null;
        parts[part.ordinal()] = Math.addExact(parts[part.ordinal()], points);
    }

    Instant availableAt() {
        return availableAt;
    }

    void availableAt(Instant at) {
        shown = null;
        availableAt = at;
    }

    boolean open() {
        return live() > 0;
    }

    /** Points in it that count in a balance. */
    long live() {
        return get(Part.PENDING) + get(Part.REMAINING) + get(Part.HELD);
    }

    Standing.Lot shown() {
        if (shown == null) {
            shown = show();
        }
        return shown;
    }

    private Standing.Lot show() {
        return new Standing.Lot(
                made,
                index,
                points,
                get(Part.PENDING),
                get(Part.REMAINING),
                get(Part.HELD),
                get(Part.EXPIRED),
                get(Part.COUNTED),
                get(Part.CLAMPED),
                availableAt,
                expiresAt);
    }
}
