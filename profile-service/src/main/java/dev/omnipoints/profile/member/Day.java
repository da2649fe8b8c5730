package dev.omnipoints.profile.member;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * A day as a programme's zone has it.
 *
 * @param from its first instant
 * @param until the next day's first instant
 */
public record Day(LocalDate date, ZoneId zone, Instant from, Instant until) {
    /** As loyalty-service has it: what is further ahead is a clock gone wrong, and taken as now. */
    private static final Duration SKEW_LIMIT = Duration.ofMinutes(10);

    /**
     * The day on which something is rated that happened then.
     *
     * @param at null: now
     */
    static Day of(Instant at, Instant now, ZoneId zone) {
        Instant rated = at == null || at.isAfter(now.plus(SKEW_LIMIT)) ? now : at;
        LocalDate date = LocalDate.ofInstant(rated, zone);
        return new Day(
                date,
                zone,
                date.atStartOfDay(zone).toInstant(),
                date.plusDays(1).atStartOfDay(zone).toInstant());
    }

    /** Whoever was born on 29 February has their birthday on the 28th of years without it (docs/adr/0009). */
    boolean isBirthday(LocalDate born) {
        return born.withYear(date.getYear()).equals(date);
    }
}
