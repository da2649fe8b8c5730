package dev.omnipoints.loyalty.examples;

import dev.omnipoints.loyalty.model.Ask;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a step does, read from its words.
 *
 * @param times how often in a row
 * @param name of the row in later steps; null: none
 * @param key null: a new one each time
 */
record Command(int times, Ask ask, String name, String key, String caller) {
    private static final String WHO = "(Ada|Bea|Cleo)";
    private static final String ROW = "([a-z]\\d+|(?:Ada|Bea|Cleo)#\\d+)";
    private static final String POINTS = "(0|[1-9]\\d{0,17})";
    private static final String LAST_DAY = "(?: usable to (" + Calendar.DATE + "))?";
    private static final Pattern WHOLE =
            Pattern.compile("(?:(\\d+) times: )?(.+?)(?: as ([a-z]\\d+))?(?:, key (k\\d+))?(?:, by (web|app))?");

    private static final List<Form> FORMS = List.of(
            new Form(
                    WHO + " earns " + POINTS + "(?: of (" + Calendar.TIME + "))?" + LAST_DAY,
                    (m, words) -> new Ask.Earn(
                            words.who(m.group(1)),
                            words.points(m.group(2)),
                            words.time(m.group(3)),
                            words.day(m.group(4)))),
            new Form("confirm " + ROW, (m, words) -> new Ask.Confirm(words.row(m.group(1)))),
            new Form(
                    WHO + " holds " + POINTS + " for (\\d{1,6}) (s|min|h|d)",
                    (m, words) -> new Ask.Hold(
                            words.who(m.group(1)), words.points(m.group(2)), seconds(m.group(3), m.group(4)))),
            new Form(
                    "capture " + ROW + "(?: " + POINTS + ")?",
                    (m, words) -> new Ask.Capture(words.row(m.group(1)), words.points(m.group(2)))),
            new Form("void " + ROW, (m, words) -> new Ask.Void(words.row(m.group(1)))),
            new Form(
                    WHO + " redeems " + POINTS,
                    (m, words) -> new Ask.Redeem(words.who(m.group(1)), words.points(m.group(2)))),
            new Form(
                    "reverse " + ROW + "(?: " + POINTS + ")?",
                    (m, words) -> new Ask.Reverse(words.row(m.group(1)), words.points(m.group(2)))),
            new Form(
                    "adjust " + WHO + " ([+-][1-9]\\d{0,17})" + LAST_DAY,
                    (m, words) ->
                            new Ask.Adjust(words.who(m.group(1)), words.points(m.group(2)), words.day(m.group(3)))),
            new Form(
                    WHO + " transfers " + POINTS + " to " + WHO,
                    (m, words) ->
                            new Ask.Transfer(words.who(m.group(1)), words.who(m.group(3)), words.points(m.group(2)))),
            new Form(
                    WHO + " is (ACTIVE|BLOCKED|CLOSED)",
                    (m, words) -> new Ask.SetStatus(words.who(m.group(1)), Ask.Status.valueOf(m.group(2)))),
            new Form(
                    "merge " + WHO + " into " + WHO,
                    (m, words) -> new Ask.Merge(words.who(m.group(1)), words.who(m.group(2)))),
            new Form(
                    "undo merge of " + WHO + " into " + WHO,
                    (m, words) -> new Ask.Unmerge(words.who(m.group(1)), words.who(m.group(2)))),
            new Form("read " + WHO, (m, words) -> new Ask.Read(words.who(m.group(1)))));

    static Command read(String text, Words words) {
        Matcher whole = WHOLE.matcher(text);
        if (!whole.matches()) {
            throw Page.wrong(words.line(), "nothing is done: " + text);
        }
        int times = whole.group(1) == null ? 1 : Integer.parseInt(whole.group(1));
        String caller = whole.group(5) == null ? "till" : whole.group(5);
        return new Command(times, ask(whole.group(2), words), whole.group(3), whole.group(4), caller);
    }

    /** Status and reads have no key. */
    boolean keyed() {
        return !(ask instanceof Ask.SetStatus || ask instanceof Ask.Read);
    }

    private static Ask ask(String text, Words words) {
        for (Form form : FORMS) {
            Matcher m = form.pattern().matcher(text);
            if (m.matches()) {
                return form.meaning().of(m, words);
            }
        }
        throw Page.wrong(words.line(), "no such step: " + text);
    }

    private static int seconds(String number, String unit) {
        int each = switch (unit) {
            case "s" -> 1;
            case "min" -> 60;
            case "h" -> 3_600;
            default -> 86_400;
        };
        return Math.multiplyExact(Integer.parseInt(number), each);
    }

    private interface Meaning {
        Ask of(Matcher m, Words words);
    }

    private record Form(Pattern pattern, Meaning meaning) {
        Form(String regex, Meaning meaning) {
            this(Pattern.compile(regex), meaning);
        }
    }
}
