package dev.omnipoints.loyalty.posting.fake;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/** A transaction at READ COMMITTED: it sees what is committed and what it wrote itself. */
public final class Transaction {

    /** By table and key, in the order of writing; null: removed. */
    private final Map<Table, Map<List<Object>, Object[]>> written = new LinkedHashMap<>();

    final Set<Lock> locks = new HashSet<>();
    boolean aborted;
    /** How many commits there were when it looked first; -1: it has not. */
    long seen = -1;

    long lockTimeoutNanos;

    /** What another transaction would have to wait for. */
    public record Lock(String of, List<Object> key) {}

    /** What is visible now. */
    public List<Object[]> rows(Table table, Predicate<Object[]> wanted) {
        Map<List<Object>, Object[]> own = written.getOrDefault(table, Map.of());
        List<Object[]> rows = new ArrayList<>();
        table.rows.forEach((key, row) -> {
            if (!own.containsKey(key) && wanted.test(row)) {
                rows.add(row);
            }
        });
        own.values().stream().filter(row -> row != null && wanted.test(row)).forEach(rows::add);
        return rows;
    }

    /** The row as it is visible now; null: there is none. */
    public Object[] get(Table table, List<Object> key) {
        Map<List<Object>, Object[]> own = written.getOrDefault(table, Map.of());
        return own.containsKey(key) ? own.get(key) : table.rows.get(key);
    }

    /** Writes a row, there or not. */
    public void put(Table table, Object[] row) {
        written.computeIfAbsent(table, t -> new LinkedHashMap<>()).put(table.key(row), row);
    }

    /** Removes a row. */
    public void remove(Table table, List<Object> key) {
        written.computeIfAbsent(table, t -> new LinkedHashMap<>()).put(key, null);
    }

    void commit(BiConsumer<Table, Object[]> log) {
        written.forEach((table, rows) -> rows.forEach((key, row) -> {
            if (row == null) {
                table.rows.remove(key);
            } else {
                table.rows.put(key, row);
                log.accept(table, row);
            }
        }));
    }
}
