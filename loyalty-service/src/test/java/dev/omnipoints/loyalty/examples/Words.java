package dev.omnipoints.loyalty.examples;

import dev.omnipoints.loyalty.model.Ask;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * What the words of a step stand for.
 *
 * @param line of the page, for what is not understood
 * @param at the step's time
 * @param rows that earlier steps named
 */
record Words(int line, Instant at, Calendar calendar, Map<String, Ask.Ref> rows) {
    private static final List<String> MEMBERS = List.of("Ada", "Bea", "Cleo");

    /** How many members there are: their numbers are 1, 2, … */
    static int members() {
        return MEMBERS.size();
    }

    int who(String name) {
        int found = MEMBERS.indexOf(name);
        if (found < 0) {
            throw Page.wrong(line, "nobody is called " + name);
        }
        return found + 1;
    }

    Long points(String number) {
        return number == null ? null : Long.valueOf(number);
    }

    Instant time(String text) {
        return text == null ? at : calendar.instant(line, text);
    }

    LocalDate day(String text) {
        return text == null ? null : calendar.date(line, text);
    }

    Ask.Ref row(String name) {
        int mark = name.indexOf('#');
        if (mark >= 0) {
            return new Ask.Ref(who(name.substring(0, mark)), Long.parseLong(name.substring(mark + 1)));
        }
        Ask.Ref row = rows.get(name);
        if (row == null) {
            throw Page.wrong(line, "no step before is called " + name);
        }
        return row;
    }
}
