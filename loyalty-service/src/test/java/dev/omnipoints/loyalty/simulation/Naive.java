package dev.omnipoints.loyalty.simulation;

import dev.omnipoints.loyalty.simulation.Quarter.Bought;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What {@link #DRAFT} gives, reckoned plainly, without the engine. */
final class Naive {

    static final String DRAFT = """
            {"rules": [
              {"id": "broken", "name": "Broken", "basket": {"when": "basket.lines[1].sku == 'X'"},
               "award": {"fixed": {"points": "1000"}}},
              {"id": "double", "name": "Double points on new things", "lines": {"include": {"labels": ["new"]}},
               "award": {"multiplier": {"factor": "2"}}, "caps": [{"points": 50, "per": "WEEK"}]},
              {"id": "launch", "name": "Launch", "lines": {"include": {"labels": ["new"]}},
               "award": {"fixed": {"points": "3"}}, "caps": [{"points": 40, "per": "TOTAL"}]},
              {"id": "welcome", "name": "Welcome", "member": {"firstSale": true}, "award": {"fixed": {"points": "5"}}}]}
            """;
    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

    /** Of one sale. */
    record Given(long doubled, long launch, long welcome, long base) {

        long points() {
            return doubled + launch + welcome + base;
        }
    }

    private record Week(int buyer, LocalDate monday) {}

    private Naive() {}

    /** By sale, in their order; of those who cannot earn nothing. */
    static List<Given> given(List<Bought> sales) {
        Map<Week, Long> weeks = new HashMap<>();
        Set<Integer> known = new HashSet<>();
        long budget = 40;
        List<Given> given = new ArrayList<>();
        for (Bought bought : sales) {
            if (bought.buyer() < 1) {
                given.add(new Given(0, 0, 0, 0));
                continue;
            }
            long base = bought.cents() / 100;
            LocalDate day = bought.at().atZone(PARIS).toLocalDate();
            Week week = new Week(bought.buyer(), day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)));
            long doubled = bought.fresh() ? Math.min(base, 50 - weeks.getOrDefault(week, 0L)) : 0;
            weeks.merge(week, doubled, Long::sum);
            long launch = bought.fresh() ? Math.min(3, budget) : 0;
            budget -= launch;
            given.add(new Given(doubled, launch, known.add(bought.buyer()) ? 5 : 0, base));
        }
        return given;
    }
}
