package dev.omnipoints.loyalty.rules;

import dev.omnipoints.loyalty.earning.Rule.MemberCondition;
import dev.omnipoints.loyalty.earning.Rule.TimeWindow;
import dev.omnipoints.loyalty.earning.Scope;
import dev.omnipoints.loyalty.platform.Fields;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads whom a rule is for, and at what times. */
final class WhoAndWhenReader {
    private static final int MOST_WINDOWS = 100;
    private static final Pattern TIME = Pattern.compile("([01]\\d|2[0-3]):[0-5]\\d");
    private static final String END_OF_DAY = "24:00";
    private static final List<String> DAYS =
            Arrays.stream(DayOfWeek.values()).map(Enum::name).toList();

    private WhoAndWhenReader() {}

    /** Who earns by it; a sale can be a member's first one, a named event cannot. */
    static MemberCondition member(Fields rule, boolean onSales) {
        return rule.object("member", Set.of("tiers", "segments", "flags", "firstSale", "when"))
                .map(member -> member(member, onSales, onSales ? Scope.SALE : Scope.EVENT))
                .orElse(MemberCondition.ANY);
    }

    private static MemberCondition member(Fields member, boolean onSales, Scope scope) {
        if (member.has("firstSale") && !onSales) {
            throw member.invalid("firstSale", "Leave it out: it goes with rules on sales, a named event is none.");
        }
        if (member.has("firstSale") && !member.flag("firstSale")) {
            throw member.invalid("firstSale", "Send true, or leave it out: then it asks nothing.");
        }
        return new MemberCondition(
                Parts.words(member, "tiers"),
                Parts.words(member, "segments"),
                Parts.words(member, "flags"),
                member.has("firstSale"),
                Parts.when(member, scope));
    }

    /** The times of the week; empty: any. */
    static List<TimeWindow> times(Fields rule) {
        if (!rule.has("times")) {
            return List.of();
        }
        List<Fields> written = rule.objects("times", Set.of("days", "from", "to"));
        if (written.isEmpty() || written.size() > MOST_WINDOWS) {
            throw rule.invalid(
                    "times", "Send 1 to " + MOST_WINDOWS + " windows, or leave it out: then it asks nothing.");
        }
        List<TimeWindow> windows = new ArrayList<>();
        for (Fields fields : written) {
            TimeWindow window = window(fields);
            if (windows.contains(window)) {
                throw rule.invalid("times[" + windows.size() + ']', "Send each one once.");
            }
            windows.add(window);
        }
        return List.copyOf(windows);
    }

    private static TimeWindow window(Fields fields) {
        Set<DayOfWeek> days = EnumSet.allOf(DayOfWeek.class);
        if (fields.has("days")) {
            days.clear();
            Parts.some(fields, "days", DAYS).forEach(day -> days.add(DayOfWeek.valueOf(day)));
        }
        String from = fields.has("from") ? time(fields, "from", "Send a time from 00:00 to 23:59.") : "00:00";
        String to = END_OF_DAY;
        if (fields.has("to") && !fields.textOrEmpty("to").equals(END_OF_DAY)) {
            to = time(fields, "to", "Send a time from 00:00 to 24:00.");
        }
        if (from.equals(to)) {
            throw fields.invalid("to", "Send another time than from: the window has no length. 24:00 ends the day.");
        }
        // Midnight as the end is the day's own end.
        return new TimeWindow(
                Collections.unmodifiableSet(days),
                LocalTime.parse(from),
                to.equals(END_OF_DAY) ? LocalTime.MIDNIGHT : LocalTime.parse(to));
    }

    private static String time(Fields fields, String name, String detail) {
        String text = fields.textOrEmpty(name);
        if (!TIME.matcher(text).matches()) {
            throw fields.invalid(name, detail);
        }
        return text;
    }
}
