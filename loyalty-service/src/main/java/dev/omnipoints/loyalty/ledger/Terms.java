package dev.omnipoints.loyalty.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/**
 * When points earned under a programme's settings become usable and stop being so (ledger.md, "Dates"). Calendars are
 * those of the programme's zone; a day starts at its first instant there, whatever the clocks do.
 *
 * @param pendingDays 0: usable at once
 */
public record Terms(ZoneId zone, Expiry expiry, int pendingDays) {

    /** How long points are usable. */
    public sealed interface Expiry {

        /** For ever. */
        record Never() implements Expiry {}

        /** So many calendar units (0 is allowed), then to the end of the aligned period. */
        record Period(int length, ChronoUnit unit, Alignment alignment) implements Expiry {}
    }

    /** The period to whose last day an expiry is moved. */
    public enum Alignment {
        NONE(0),
        MONTH(1),
        QUARTER(3),
        HALF_YEAR(6),
        YEAR(12);

        private final int months;

        Alignment(int months) {
            this.months = months;
        }

        LocalDate lastDay(LocalDate day) {
            if (months == 0) {
                return day;
            }
            int last = (day.getMonthValue() + months - 1) / months * months;
            LocalDate first = day.withDayOfMonth(1).withMonth(last);
            return first.withDayOfMonth(first.lengthOfMonth());
        }
    }

    /** From when on points that were earned then can be spent; at once means no later than `now`. */
    public Instant availableAt(Instant occurredAt, Instant now) {
        if (pendingDays == 0) {
            return occurredAt.isAfter(now) ? now : occurredAt;
        }
        return startOf(day(occurredAt).plusDays(pendingDays));
    }

    /** Before when points that were earned then can be spent: the start of the day after the last; null: for ever. */
    public Instant expiresAt(Instant occurredAt) {
        return switch (expiry) {
            case Expiry.Never() -> null;
            case Expiry.Period(int length, ChronoUnit unit, Alignment alignment) ->
                startOf(alignment.lastDay(day(occurredAt).plus(length, unit)).plusDays(1));
        };
    }

    private LocalDate day(Instant instant) {
        return instant.atZone(zone).toLocalDate();
    }

    private Instant startOf(LocalDate day) {
        return day.atStartOfDay(zone).toInstant();
    }
}
