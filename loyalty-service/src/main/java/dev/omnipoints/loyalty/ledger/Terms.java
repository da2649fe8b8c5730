package dev.omnipoints.loyalty.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/**
 * When points earned under a programme's settings become usable and stop being so (ledger.md, "Dates"). Calendars are
 * those of the programme's zone; a day starts at its first instant there, whatever the clocks do.
 *
 * @param lastDay on which these points can be spent, whatever the programme says; null: by the programme
 */
public record Terms(ZoneId zone, Expiry expiry, Pending pending, LocalDate lastDay) {

    /** A programme's terms as they are. */
    public Terms(ZoneId zone, Expiry expiry, Pending pending) {
        this(zone, expiry, pending, null);
    }

    /** How long points are usable. */
    public sealed interface Expiry {

        /** For ever. */
        record Never() implements Expiry {}

        /** So many calendar units (0 is allowed), then to the end of the aligned period. */
        record Period(int length, ChronoUnit unit, Alignment alignment) implements Expiry {}

        /** As long after the account's last activity; points have no date of their own. */
        record Inactivity(Period period) implements Expiry {}

        /** To the end of one day, whenever they were earned. */
        record Until(LocalDate day) implements Expiry {}
    }

    /** What points wait for before they can be spent. */
    public sealed interface Pending {

        /** Usable at once. */
        record None() implements Pending {}

        /** To the start of the local day so many days after; at least 1. */
        record Days(int days) implements Pending {}

        /** To the start of one day. */
        record On(LocalDate day) implements Pending {}

        /** Until someone confirms the earn. */
        record Confirmation() implements Pending {}

        /** So many days; 0: none. */
        static Pending days(int days) {
            return days == 0 ? new None() : new Days(days);
        }
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

    /** From when on points that were earned then can be spent; at once means no later than `now`; null: unconfirmed. */
    public Instant availableAt(Instant occurredAt, Instant now) {
        return switch (pending) {
            case Pending.None() -> occurredAt.isAfter(now) ? now : occurredAt;
            case Pending.Days(int days) -> startOf(day(occurredAt).plusDays(days));
            case Pending.On(LocalDate day) -> startOf(day);
            case Pending.Confirmation() -> null;
        };
    }

    /**
     * Before when points that were earned then can be spent: the start of the day after the last; null: no own date.
     */
    public Instant expiresAt(Instant occurredAt) {
        if (lastDay != null) {
            return after(lastDay);
        }
        return switch (expiry) {
            case Expiry.Never() -> null;
            case Expiry.Period period -> endOf(period, occurredAt);
            case Expiry.Inactivity inactivity -> null;
            case Expiry.Until(LocalDate day) -> after(day);
        };
    }

    /** Until when an activity keeps the account's points alive; null: expiry has nothing to do with activity. */
    public Instant inactiveAt(Instant occurredAt) {
        return expiry instanceof Expiry.Inactivity(Expiry.Period period) ? endOf(period, occurredAt) : null;
    }

    /** The start of the day after a day: points that can be spent on it, last, expire then. */
    public Instant after(LocalDate day) {
        return startOf(day.plusDays(1));
    }

    /** The end of the local day so many days after an instant. */
    Instant endOfDayAfter(Instant now, int days) {
        return after(day(now).plusDays(days));
    }

    /** These terms with a last day of the caller's choice; null: the programme's. */
    public Terms until(LocalDate day) {
        return new Terms(zone, expiry, pending, day);
    }

    private Instant endOf(Expiry.Period period, Instant occurredAt) {
        LocalDate end = day(occurredAt).plus(period.length(), period.unit());
        return after(period.alignment().lastDay(end));
    }

    private LocalDate day(Instant instant) {
        return instant.atZone(zone).toLocalDate();
    }

    private Instant startOf(LocalDate day) {
        return day.atStartOfDay(zone).toInstant();
    }
}
