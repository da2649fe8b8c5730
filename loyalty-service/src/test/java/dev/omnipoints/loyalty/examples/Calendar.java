package dev.omnipoints.loyalty.examples;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Days and times as the page writes them, in a programme's zone. */
record Calendar(ZoneId zone) {
    /** Wall clock, or with Z or an offset. */
    static final String TIME = "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d(?::\\d\\d)?(?:Z|[+-]\\d\\d:\\d\\d)?";

    static final String DATE = "\\d{4}-\\d\\d-\\d\\d";

    private static final Pattern TIMES =
            Pattern.compile("(\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d(?::\\d\\d)?)(Z|[+-]\\d\\d:\\d\\d)?");

    /** A wall-clock time that the zone skips or has twice needs an offset. */
    Instant instant(int line, String text) {
        Matcher time = TIMES.matcher(text);
        if (!time.matches()) {
            throw Page.wrong(line, "no time: " + text);
        }
        try {
            LocalDateTime local = LocalDateTime.parse(time.group(1).replace(' ', 'T'));
            if (time.group(2) != null) {
                return local.toInstant(ZoneOffset.of(time.group(2)));
            }
            if (zone.getRules().getValidOffsets(local).size() != 1) {
                throw Page.wrong(line, "say with an offset which " + text + " is meant");
            }
            return local.atZone(zone).toInstant();
        } catch (DateTimeException e) {
            throw Page.wrong(line, e.getMessage());
        }
    }

    LocalDate date(int line, String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw Page.wrong(line, e.getMessage());
        }
    }

    /** The last day before an instant that must be a day's start; else the instant itself, which no page names. */
    String lastDay(Instant end) {
        LocalDate day = end.atZone(zone).toLocalDate();
        boolean whole = day.atStartOfDay(zone).toInstant().equals(end);
        return whole ? day.minusDays(1).toString() : end.toString();
    }

    /** A day stands for its start. */
    Instant dayOrTime(int line, String text) {
        return text.matches(DATE) ? date(line, text).atStartOfDay(zone).toInstant() : instant(line, text);
    }
}
