package dev.omnipoints.loyalty.model;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** Dates by the programme's calendar (ledger.md section 1, Dates). */
final class Days {
    private Days() {}

    static LocalDate day(Instant at, Rules rules) {
        return at.atZone(rules.zone()).toLocalDate();
    }

    /** Usable to the end of that day. */
    static Instant endOf(LocalDate day, ZoneId zone) {
        return day.plusDays(1).atStartOfDay(zone).toInstant();
    }

    static Instant endOfPeriod(Instant from, Rules rules) {
        LocalDate day = day(from, rules);
        LocalDate end = switch (rules.expiryUnit()) {
            case DAY -> day.plusDays(rules.expiryLength());
            case MONTH -> day.plusMonths(rules.expiryLength());
            case YEAR -> day.plusYears(rules.expiryLength());
        };
        return endOf(aligned(end, rules.alignment()), rules.zone());
    }

    private static LocalDate aligned(LocalDate day, Rules.Alignment alignment) {
        int months = switch (alignment) {
            case NONE -> 0;
            case MONTH -> 1;
            case QUARTER -> 3;
            case HALF_YEAR -> 6;
            case YEAR -> 12;
        };
        if (months == 0) {
            return day;
        }
        int last = (day.getMonthValue() + months - 1) / months * months;
        LocalDate month = LocalDate.of(day.getYear(), last, 1);
        return month.plusMonths(1).minusDays(1);
    }

    /** When a new lot ends by the programme; null: it has no date of its own. */
    static Instant expiry(Instant from, Rules rules) {
        return switch (rules.expiry()) {
            case NEVER, INACTIVITY -> null;
            case PERIOD -> endOfPeriod(from, rules);
            case DATE -> endOf(rules.expiryDate(), rules.zone());
        };
    }

    /** When a new earn's points become available; null: when they are confirmed. */
    static Instant available(Instant occurred, Instant now, Rules rules) {
        return switch (rules.pending()) {
            case NONE -> occurred.isBefore(now) ? occurred : now;
            case DAYS ->
                day(occurred, rules)
                        .plusDays(rules.pendingDays())
                        .atStartOfDay(rules.zone())
                        .toInstant();
            case DATE -> rules.pendingDate().atStartOfDay(rules.zone()).toInstant();
            case CONFIRMATION -> null;
        };
    }
}
