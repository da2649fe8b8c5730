package dev.omnipoints.loyalty.earning.examples;

import dev.omnipoints.loyalty.earning.RulesVersion;
import dev.omnipoints.loyalty.earning.Terms;
import dev.omnipoints.loyalty.platform.Refused;
import dev.omnipoints.loyalty.rules.RulesDocument;
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

/** docs/earning-examples.md, read strictly: a line that is not understood is a defect of the page. */
final class Page {
    private static final Path PLACE = Path.of("..", "docs", "earning-examples.md");
    private static final String START = "<!-- From here on EarningExamplesTest reads every line. -->";
    private static final long VERSION = 7;
    private static final Pattern WHY = Pattern.compile("[\\p{Lu}\\d][^*|]*?(?: \\*Settings: ([^*|]+)\\.\\*)?");

    private final List<String> lines;
    private final List<Story> stories = new ArrayList<>();
    private final Set<String> titles = new HashSet<>();
    private int at;

    Page(List<String> lines) {
        this.lines = lines;
    }

    /** Rules, and what comes of some sales and events by them. */
    record Story(String title, int line, RulesVersion version, List<Told> told) {}

    /** What is wrong with the page, and where. */
    static IllegalStateException wrong(int line, String what) {
        return new IllegalStateException("docs/earning-examples.md:" + line + ": " + what);
    }

    static List<Story> stories() {
        try {
            return new Page(Files.readAllLines(PLACE)).read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Story> read() {
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
        return stories;
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
        Terms terms = Facts.terms(at, why.group(1));
        blank();
        RulesVersion version = peek().equals("```json") ? rules() : RulesVersion.NONE;
        List<Told> told = new ArrayList<>();
        while (peek().startsWith("*Sale") || peek().startsWith("*Event")) {
            told.add(Told.read(this, version, terms));
        }
        if (told.isEmpty()) {
            throw wrong(at + 1, "a sale or an event was expected");
        }
        return new Story(title, start, version, List.copyOf(told));
    }

    private RulesVersion rules() {
        at++;
        int start = at;
        StringBuilder json = new StringBuilder();
        for (String line = next(); !line.equals("```"); line = next()) {
            json.append(line).append('\n');
        }
        blank();
        try {
            return RulesDocument.of(json.toString()).read("", VERSION);
        } catch (Refused refused) {
            throw wrong(start, refused.problem().getField() + ": " + refused.getMessage());
        }
    }

    /** The line of the page that was read last, from 1. */
    int line() {
        return at;
    }

    String next() {
        if (at >= lines.size()) {
            throw wrong(at, "the page ends amid a story");
        }
        return lines.get(at++);
    }

    /** Empty at the end. */
    String peek() {
        return at < lines.size() ? lines.get(at) : "";
    }

    /** An empty line, or the end. */
    void blank() {
        if (at < lines.size()) {
            String line = next();
            expect(line.isEmpty(), "an empty line, not \"" + line + "\"");
        }
    }

    /** The rows of a table with these columns, and the empty line after it. */
    List<Row> table(List<String> columns) {
        expect(cells().equals(columns), "a table of " + columns);
        List<String> under = cells();
        expect(under.size() == columns.size() && under.stream().allMatch(cell -> cell.matches("-+:?")), "its line");
        List<Row> rows = new ArrayList<>();
        while (peek().startsWith("|")) {
            List<String> cells = cells();
            expect(cells.size() == columns.size(), columns.size() + " columns, not " + cells.size());
            rows.add(new Row(at, columns, cells));
        }
        expect(!rows.isEmpty(), "a row");
        blank();
        return rows;
    }

    private List<String> cells() {
        String line = next();
        expect(line.startsWith("| ") && line.endsWith(" |"), "a line of a table");
        return List.of(line.substring(2, line.length() - 2).split(" \\| ", -1)).stream()
                .map(String::strip)
                .toList();
    }

    private void expect(boolean so, String what) {
        if (!so) {
            throw wrong(at, "expected " + what);
        }
    }
}
