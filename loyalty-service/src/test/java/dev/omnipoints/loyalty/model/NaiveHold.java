package dev.omnipoints.loyalty.model;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** A reservation of points. It ends once. */
final class NaiveHold {
    static final Comparator<Ask.Ref> BY_ID =
            Comparator.comparing(Ask.Ref::member).thenComparing(Ask.Ref::seq);

    final Ask.Ref made;
    final long points;
    final Instant expiresAt;
    /** In the order reserved. */
    final List<Take> parts;

    String end;
    long captured;
    Told ending;

    NaiveHold(Ask.Ref made, long points, Instant expiresAt, List<Take> parts) {
        this.made = made;
        this.points = points;
        this.expiresAt = expiresAt;
        this.parts = parts;
    }

    Standing.Hold shown() {
        return new Standing.Hold(made, points, expiresAt, end, captured);
    }

    /** So many points out of a lot. */
    record Take(NaiveLot lot, long points) {}
}
