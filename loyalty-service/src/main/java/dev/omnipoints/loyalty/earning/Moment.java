package dev.omnipoints.loyalty.earning;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Set;

/** When it happened, in the programme's zone. */
record Moment(Instant instant, LocalDateTime local) {

    private static final LocalDate ALWAYS = LocalDate.EPOCH;

    static Moment of(Instant instant, ZoneId zone) {
        return new Moment(instant, LocalDateTime.ofInstant(instant, zone));
    }

    /** The rule has begun and is not over. */
    boolean within(Rule rule) {
        return (rule.validFrom() == null || !local.isBefore(rule.validFrom())) && !isAfter(rule);
    }

    /** The rule is over. */
    boolean isAfter(Rule rule) {
        return rule.validTo() != null && !local.isBefore(rule.validTo());
    }

    /** One of the windows holds; none asks nothing. */
    boolean within(List<Rule.TimeWindow> windows) {
        if (windows.isEmpty()) {
            return true;
        }
        for (Rule.TimeWindow window : windows) {
            if (within(window)) {
                return true;
            }
        }
        return false;
    }

    private boolean within(Rule.TimeWindow window) {
        LocalTime time = local.toLocalTime();
        DayOfWeek day = local.getDayOfWeek();
        if (window.to().isAfter(window.from())) {
            return on(window.days(), day) && !time.isBefore(window.from()) && time.isBefore(window.to());
        }
        return on(window.days(), day) && !time.isBefore(window.from())
                || on(window.days(), day.minus(1)) && time.isBefore(window.to());
    }

    private static boolean on(Set<DayOfWeek> days, DayOfWeek day) {
        return days.isEmpty() || days.contains(day);
    }

    /** What such a cap counts; null: it counts nothing beyond the sale. */
    Tally.Key key(String rule, Rule.Per per) {
        LocalDate day = local.toLocalDate();
        return switch (per) {
            case SALE -> null;
            case DAY -> new Tally.Key(rule, per, day);
            case WEEK -> new Tally.Key(rule, per, day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)));
            case MONTH -> new Tally.Key(rule, per, day.withDayOfMonth(1));
            case LIFETIME, TOTAL -> new Tally.Key(rule, per, ALWAYS);
        };
    }
}
