package dev.omnipoints.loyalty.earning.examples;

import dev.omnipoints.loyalty.earning.Rule;
import dev.omnipoints.loyalty.earning.Tally;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What caps have counted, in the page's words: `serum WEEK 2026-11-16 450 points 3 uses, together DAY …`. */
final class Counts {
    private static final Pattern ONE = Pattern.compile("([A-Za-z0-9._-]+) (?:(DAY|WEEK|MONTH) (\\d{4}-\\d\\d-\\d\\d)"
            + "|(LIFETIME|TOTAL)) (\\d+) points? (?:1 use|(\\d+) uses)");

    private Counts() {}

    static Map<Tally.Key, Tally> read(int line, String text) {
        Map<Tally.Key, Tally> counts = new HashMap<>();
        for (String one : text.split(", ", -1)) {
            Matcher count = ONE.matcher(one);
            if (!count.matches()) {
                throw Page.wrong(line, "no count: " + one);
            }
            String rule = count.group(1).equals("together") ? "" : count.group(1);
            Tally.Key key = count.group(2) == null
                    ? new Tally.Key(rule, Rule.Per.valueOf(count.group(4)), LocalDate.EPOCH)
                    : new Tally.Key(rule, Rule.Per.valueOf(count.group(2)), day(line, count.group(3)));
            long uses = count.group(6) == null ? 1 : Row.number(line, count.group(6));
            if (counts.put(key, new Tally(Row.number(line, count.group(5)), uses)) != null) {
                throw Page.wrong(line, "counted twice: " + one);
            }
        }
        return counts;
    }

    private static LocalDate day(int line, String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw Page.wrong(line, e.getMessage());
        }
    }
}
