package dev.omnipoints.suite.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A table of plain text: the first column reads from the left, the others are numbers. */
public final class Table {
    private final List<List<String>> rows = new ArrayList<>();

    /** A table with these headings. */
    public Table(String... headings) {
        rows.add(List.of(headings));
    }

    /** One more row; as many cells as headings. */
    public Table row(Object... cells) {
        var row = new ArrayList<String>();
        for (Object cell : cells) {
            row.add(cell instanceof Long number ? grouped(number) : String.valueOf(cell));
        }
        rows.add(row);
        return this;
    }

    /** The lines of the table, aligned. */
    public List<String> lines() {
        int[] widths = new int[rows.getFirst().size()];
        for (var row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    /** 1234567 as 1,234,567. */
    public static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String line(List<String> row, int[] widths) {
        var line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String cell = row.get(i);
            String space = " ".repeat(widths[i] - cell.length());
            line.append(i == 0 ? "" : "  ").append(i == 0 ? cell + space : space + cell);
        }
        return line.toString().stripTrailing();
    }
}
