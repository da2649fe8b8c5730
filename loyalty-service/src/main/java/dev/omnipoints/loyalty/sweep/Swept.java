package dev.omnipoints.loyalty.sweep;

import java.time.Duration;
import java.time.Instant;

/**
 * What sweeping came to.
 *
 * @param pages read
 * @param due accounts for which something seemed due
 * @param written of them, those for which rows were written; for the others someone else had been there, or their date
 *     was early
 * @param failed of them, those left to a later round
 * @param behind how long the longest overdue had been
 */
record Swept(int pages, int due, int written, int failed, Duration behind) {

    static final Swept NOTHING = new Swept(0, 0, 0, 0, Duration.ZERO);

    /** A page that was read. */
    static Swept page(int due, Instant oldest, Instant now) {
        Duration behind = oldest == null || oldest.isAfter(now) ? Duration.ZERO : Duration.between(oldest, now);
        return new Swept(1, due, 0, 0, behind);
    }

    Swept plus(Swept o) {
        return new Swept(
                pages + o.pages,
                due + o.due,
                written + o.written,
                failed + o.failed,
                behind.compareTo(o.behind) < 0 ? o.behind : behind);
    }

    @Override
    public String toString() {
        return "%d due, %d written, %d left to a later round, overdue up to %d s"
                .formatted(due, written, failed, behind.toSeconds());
    }
}
