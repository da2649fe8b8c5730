package dev.omnipoints.loyalty.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** docs/ledger-examples.md, read strictly: a line that is not understood is a defect of the page. */
final class Page {
    private static final Path PLACE = Path.of("..", "docs", "ledger-examples.md");
    private static final String START = "<!-- From here on ExamplesTest reads every line. -->";
    private static final List<String> COLUMNS = List.of(
            "time",
            "what is done",
            "answer",
            "account",
            "seq",
            "pending",
            "spendable",
            "held",
            "owed",
            "issued",
            "redeemed",
            "expired",
            "forfeited",
            "adjusted",
            "transferred",
            "lots and holds");
    private static final Pattern WHY = Pattern.compile("[\\p{Lu}\\d][^*|]*?(?: \\*Settings: ([^*|]+)\\.\\*)?");
    private static final Pattern RULE = Pattern.compile("\\|( -+:? \\|){16}");

    private final List<String> lines;
    private final List<Story> stories = new ArrayList<>();
    private final Set<String> titles = new HashSet<>();
    private int at;

    private Page(List<String> lines) {
        this.lines = lines;
    }

    /** One story. @param settings null: the programme of the page's top */
    record Story(String title, int line, String settings, List<Step> steps) {}

    /** One step, as written. */
    record Step(int line, String time, String what, String answer, List<After> after) {}

    /** How an account is after the step. */
    record After(int line, String account, long seq, Totals totals, String lots) {}

    /** The ten numbers. */
    record Totals(
            long pending,
            long spendable,
            long held,
            long owed,
            long issued,
            long redeemed,
            long expired,
            long forfeited,
            long adjusted,
            long transferred) {

        boolean balances() {
            return pending + spendable + held - owed
                    == issued - redeemed - expired - forfeited + adjusted + transferred;
        }
    }

    /** What is wrong with the page, and where. */
    static IllegalStateException wrong(int line, String what) {
        return new IllegalStateException("docs/ledger-examples.md:" + line + ": " + what);
    }

    static List<Story> stories() {
        try {
            Page page = new Page(Files.readAllLines(PLACE));
            page.read();
            return page.stories;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read() {
        at = lines.indexOf(START) + 1;
        if (at == 0) {
            throw wrong(1, "no line says where the stories begin");
        }
        while (at < lines.size()) {
            String line = lines.get(at);
            if (line.startsWith("### ")) {
                stories.add(story(line.substring(4)));
            } else if (line.isEmpty() || line.startsWith("## ")) {
                at++;
            } else {
                throw wrong(at + 1, "neither a section nor a story: " + line);
            }
        }
    }

    private Story story(String title) {
        int start = at + 1;
        if (!titles.add(title)) {
            throw wrong(start, "a second story of that name");
        }
        at++;
        Matcher why = WHY.matcher(next());
        if (!why.matches()) {
            throw wrong(at, "a line of why was expected, perhaps with *Settings: ….* at its end");
        }
        expect(next().isEmpty(), "an empty line");
        expect(cells().equals(COLUMNS), "the names of the columns");
        expect(RULE.matcher(next()).matches(), "the line under the columns' names");
        List<Step> steps = new ArrayList<>();
        while (at < lines.size() && lines.get(at).startsWith("|")) {
            row(cells(), steps);
        }
        expect(!steps.isEmpty(), "a step");
        return new Story(title, start, why.group(1), List.copyOf(steps));
    }

    private void row(List<String> cells, List<Step> steps) {
        boolean further = cells.subList(0, 3).stream().allMatch(String::isEmpty);
        if (further) {
            expect(!steps.isEmpty(), "a step before a further account");
            steps.getLast().after().add(after(cells));
            return;
        }
        Step step = new Step(at, cells.get(0), cells.get(1), cells.get(2), new ArrayList<>());
        if (!cells.subList(2, 16).stream().allMatch(String::isEmpty)) {
            expect(!step.answer().isEmpty(), "an answer");
            step.after().add(after(cells));
        }
        steps.add(step);
    }

    private After after(List<String> cells) {
        long[] n = cells.subList(4, 15).stream().mapToLong(this::number).toArray();
        Totals totals = new Totals(n[1], n[2], n[3], n[4], n[5], n[6], n[7], n[8], n[9], n[10]);
        expect(totals.balances(), "a line that balances");
        expect(totals.spendable() == 0 || totals.owed() == 0, "either spendable or owed");
        expect(!cells.get(3).isEmpty() && !cells.get(15).isEmpty(), "an account and its lots");
        return new After(at, cells.get(3), n[0], totals, cells.get(15));
    }

    private long number(String cell) {
        expect(cell.matches("0|-?[1-9]\\d{0,17}"), "a number, not \"" + cell + "\"");
        return Long.parseLong(cell);
    }

    private List<String> cells() {
        String line = next();
        expect(line.startsWith("| ") && line.endsWith(" |"), "a line of a table");
        List<String> cells = List.of(line.substring(2, line.length() - 2).split(" \\| ", -1)).stream()
                .map(String::strip)
                .toList();
        expect(cells.size() == COLUMNS.size(), COLUMNS.size() + " columns, not " + cells.size());
        return cells;
    }

    private String next() {
        if (at >= lines.size()) {
            throw wrong(at, "the page ends amid a story");
        }
        return lines.get(at++);
    }

    private void expect(boolean so, String what) {
        if (!so) {
            throw wrong(at, "expected " + what);
        }
    }
}
