package dev.omnipoints.loyalty.audit;

import dev.omnipoints.contracts.loyalty.v1.Award;
import dev.omnipoints.contracts.loyalty.v1.Earned;
import dev.omnipoints.loyalty.audit.Cells.Counter;
import dev.omnipoints.loyalty.earning.Rule;
import dev.omnipoints.loyalty.earning.Tally;
import dev.omnipoints.loyalty.ledger.AccountKey;
import dev.omnipoints.loyalty.posting.CapScan;
import dev.omnipoints.loyalty.posting.SaleScan.Rated;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Counts anew what caps have counted: the points of every award by the caps of its rules, from the breakdown that was
 * answered; what returns moved, from {@link ReturnCounting}. Both are counted under the member in whose journal they
 * stand, so that merges, undone or not, move nothing.
 */
final class Counting {

    private static final LocalDate ALWAYS = LocalDate.EPOCH;
    private static final Rule.Per[] PERIODS = {Rule.Per.DAY, Rule.Per.WEEK, Rule.Per.MONTH, Rule.Per.LIFETIME};

    private final Rates rates;
    private final Cells cells;
    private final Map<Counter, Limit> limits = new HashMap<>();

    /**
     * What a budget may have come to, by any version of its rule that awarded.
     *
     * @param raised points that returns counted up again, past every cap: less was missing than before
     */
    private record Limit(long points, long uses, long raised) {
        static final Limit NONE = new Limit(0, 0, 0);

        Limit atLeast(long morePoints, long moreUses) {
            return new Limit(Math.max(points, morePoints), Math.max(uses, moreUses), raised);
        }

        Limit raisedBy(long more) {
            return new Limit(points, uses, raised + more);
        }
    }

    Counting(Rates rates, Cells cells) {
        this.rates = rates;
        this.cells = cells;
    }

    /** An award stands in a member's journal. */
    void award(String where, Rated rated, UUID member, Earned earned) {
        if (earned.getPoints() == 0) {
            return;
        }
        Rates.Edition rules = rates.rules(where, rated);
        if (rules.counts()) {
            of(where, rated, rules, earned).forEach((key, by) -> {
                Counter counter = counter(rated.programme(), member, key);
                cells.due(counter, by);
                if (counter.member() == null) {
                    List<Rule.Cap> caps = rules.caps(key.rule());
                    long points = most(caps, Rule.Measure.POINTS);
                    long uses = most(caps, Rule.Measure.USES);
                    limits.merge(counter, Limit.NONE.atLeast(points, uses), (old, more) -> old.atLeast(points, uses));
                }
            });
        }
    }

    private static long most(List<Rule.Cap> caps, Rule.Measure measure) {
        return caps.stream()
                .filter(cap -> cap.per() == Rule.Per.TOTAL && cap.measure() == measure)
                .mapToLong(Rule.Cap::most)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    /** What caps had to remember of an award. */
    Map<Tally.Key, Tally> of(String where, Rated rated, Rates.Edition rules, Earned earned) {
        ZoneId zone = Lie.unless(
                where, () -> Rates.terms(rates.settings(where, rated)).zone());
        LocalDate day = LocalDate.ofInstant(rated.occurredAt(), zone);
        Map<String, Long> byRule = new HashMap<>();
        for (Award part : earned.getBreakdownList()) {
            byRule.merge(part.getRule(), part.getPoints(), Long::sum);
        }
        Map<Tally.Key, Tally> counted = new HashMap<>();
        byRule.forEach((rule, points) -> rules.caps(rule).forEach(cap -> put(counted, rule, cap.per(), day, points)));
        rules.caps().forEach(cap -> put(counted, "", cap.per(), day, earned.getPoints()));
        return counted;
    }

    private static void put(Map<Tally.Key, Tally> counted, String rule, Rule.Per per, LocalDate day, long points) {
        LocalDate from = switch (per) {
            case SALE -> null;
            case DAY -> day;
            case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case MONTH -> day.withDayOfMonth(1);
            case LIFETIME, TOTAL -> ALWAYS;
        };
        if (from != null) {
            counted.put(new Tally.Key(rule, per, from), new Tally(points, 1));
        }
    }

    /** A return that stands in a member's journal moved a counter. */
    void moved(String programme, UUID member, Tally.Key key, Tally by) {
        Counter counter = counter(programme, member, key);
        cells.due(counter, by);
        if (counter.member() == null && by.points() > 0) {
            limits.merge(counter, Limit.NONE.raisedBy(by.points()), (old, more) -> old.raisedBy(by.points()));
        }
    }

    /** What is stored. */
    void stored(CapScan scan) {
        for (Iterator<CapScan.Counted> all = scan.tallies(); all.hasNext(); ) {
            CapScan.Counted row = all.next();
            String where = "tally " + row.programme() + "/" + row.member() + "/" + row.rule();
            if (row.per() < 1 || row.per() > PERIODS.length) {
                throw new Lie(where, "counts by an unknown period");
            }
            if (row.bucket() != AccountKey.of(row.programme(), row.member()).bucket()) {
                throw new Lie(where, "stands in a wrong bucket");
            }
            Tally.Key key = new Tally.Key(row.rule(), PERIODS[row.per() - 1], row.from());
            cells.stored(new Counter(row.programme(), row.member(), key), new Tally(row.points(), row.uses()));
        }
        for (Iterator<CapScan.Counted> all = scan.budgets(); all.hasNext(); ) {
            CapScan.Counted row = all.next();
            Counter counter = counter(row.programme(), null, new Tally.Key(row.rule(), Rule.Per.TOTAL, ALWAYS));
            cells.stored(counter, new Tally(row.points(), row.uses()));
        }
    }

    /** Of the budgets, each of which is as it must be by its awards: none is beyond its limit. */
    void withinLimits(CapScan scan) {
        for (Iterator<CapScan.Counted> all = scan.budgets(); all.hasNext(); ) {
            CapScan.Counted row = all.next();
            Counter counter = counter(row.programme(), null, new Tally.Key(row.rule(), Rule.Per.TOTAL, ALWAYS));
            Limit limit = limits.getOrDefault(counter, Limit.NONE);
            if (row.points() - limit.raised() > limit.points() || row.uses() > limit.uses()) {
                throw new Lie(
                        counter.toString(),
                        "has counted " + row.points() + " points and " + row.uses() + " uses, beyond its limit");
            }
        }
    }

    private static Counter counter(String programme, UUID member, Tally.Key key) {
        return new Counter(programme, key.per() == Rule.Per.TOTAL ? null : member, key);
    }
}
