package dev.omnipoints.loyalty.earning;

import java.util.ArrayList;
import java.util.List;

/**
 * A rule that fits.
 *
 * @param version of the rules, or, of the programme's own rate, of the settings
 * @param grant in the basket's currency
 * @param lines that it selects; null: a named event
 * @param counters by its caps, what each counts; null: nothing beyond the sale
 */
record Fit(Rule rule, long version, Grant grant, Places lines, List<Tally.Key> counters) {

    static Fit of(Rule rule, long version, Grant grant, Places lines, Moment moment) {
        return new Fit(rule, version, grant, lines, counters(rule, moment));
    }

    /** By its caps; null: nothing beyond the sale. */
    static List<Tally.Key> counters(Rule rule, Moment moment) {
        if (rule.caps().isEmpty()) {
            return List.of();
        }
        List<Tally.Key> counters = new ArrayList<>(rule.caps().size());
        for (Rule.Cap cap : rule.caps()) {
            counters.add(moment.key(rule.id(), cap.per()));
        }
        return counters;
    }

    /** It may be used no more, or has awarded as much as it may. */
    boolean spent(Standing standing) {
        return spent(rule, counters, standing);
    }

    static boolean spent(Rule rule, List<Tally.Key> counters, Standing standing) {
        for (int cap = 0; cap < counters.size(); cap++) {
            Tally.Key counter = counters.get(cap);
            if (counter != null && left(rule.caps().get(cap), standing.tally(counter)) <= 0) {
                return true;
            }
        }
        return false;
    }

    private static long left(Rule.Cap cap, Tally tally) {
        return cap.most() - (cap.measure() == Rule.Measure.USES ? tally.uses() : tally.points());
    }
}
