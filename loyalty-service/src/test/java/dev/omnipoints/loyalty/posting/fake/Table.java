package dev.omnipoints.loyalty.posting.fake;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A table: its committed rows by primary key, and what else is unique in it. */
public final class Table {

    /** What no two rows may have in common. */
    record Unique(String constraint, int[] columns) {

        List<Object> of(Object[] row) {
            List<Object> key = new ArrayList<>();
            for (int column : columns) {
                key.add(row[column]);
            }
            return key;
        }
    }

    final Layout layout;
    final List<Unique> uniques = new ArrayList<>();
    final Map<List<Object>, Object[]> rows = new LinkedHashMap<>();

    /**
     * @param columns with commas between them, as SQL has them
     * @param constraint of the primary key
     */
    public Table(String columns, String constraint, String... key) {
        layout = Layout.of(columns);
        unique(constraint, key);
    }

    /** What else is unique. */
    public Table unique(String constraint, String... columns) {
        uniques.add(new Unique(
                constraint, Arrays.stream(columns).mapToInt(layout::place).toArray()));
        return this;
    }

    /** The names of its columns. */
    public Layout layout() {
        return layout;
    }

    /** A row's primary key. */
    public List<Object> key(Object[] row) {
        return uniques.getFirst().of(row);
    }

    /** A column of a row. */
    public Object of(Object[] row, String column) {
        return row[layout.place(column)];
    }

    /** All that is committed, as it would be read. */
    public Found committed() {
        return new Found(layout, List.copyOf(rows.values()));
    }
}
