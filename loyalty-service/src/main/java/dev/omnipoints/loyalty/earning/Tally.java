package dev.omnipoints.loyalty.earning;

import java.time.LocalDate;

/**
 * What a cap has been counted up to.
 *
 * @param points awarded
 * @param uses awards
 */
public record Tally(long points, long uses) {

    public static final Tally NONE = new Tally(0, 0);

    /** Both together. */
    public Tally plus(Tally other) {
        return new Tally(Math.addExact(points, other.points), Math.addExact(uses, other.uses));
    }

    /**
     * What it counts.
     *
     * @param rule its id; empty: all rules together
     * @param per DAY, WEEK (from Monday), MONTH, LIFETIME, or TOTAL, which is of all members
     * @param from the period's first day in the programme's zone; of LIFETIME and TOTAL 1970-01-01
     */
    public record Key(String rule, Rule.Per per, LocalDate from) {}
}
