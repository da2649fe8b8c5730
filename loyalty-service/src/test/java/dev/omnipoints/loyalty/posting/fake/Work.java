package dev.omnipoints.loyalty.posting.fake;

import dev.omnipoints.loyalty.posting.fake.Transaction.Lock;
import io.vertx.pgclient.PgException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * What a statement does: takes locks one after the other, whoever holds one is waited for, and then gives back what it
 * found.
 */
public record Work(List<Step> steps, Supplier<Found> found) {

    /** @param held what is done as soon as the lock is held */
    public record Step(Lock lock, Runnable held) {}

    /** How a statement begins; which rows it is about is seen then. */
    public interface Action {
        /** @param free whether nobody else holds a lock */
        Work begin(Transaction transaction, Arguments arguments, Predicate<Lock> free);
    }

    /** Waits for nobody. */
    public static Work reading(Layout layout, List<Object[]> rows) {
        return new Work(List.of(), () -> new Found(layout, rows));
    }

    /** Inserts rows, each as far as its unique keys are free once whoever is about to take them is through. */
    public static Work insert(Transaction transaction, Table table, List<Object[]> rows) {
        List<Step> steps = new ArrayList<>();
        for (Object[] row : rows) {
            for (int i = table.uniques.size() - 1; i >= 0; i--) {
                Table.Unique unique = table.uniques.get(i);
                List<Object> key = unique.of(row);
                boolean last = i == 0;
                steps.add(new Step(new Lock(unique.constraint(), key), () -> {
                    if (!transaction
                            .rows(table, other -> unique.of(other).equals(key))
                            .isEmpty()) {
                        throw violation(unique.constraint());
                    }
                    if (last) {
                        transaction.put(table, row);
                    }
                }));
            }
        }
        return new Work(steps, () -> Found.NOTHING);
    }

    /** Inserts rows, or changes those that are there. */
    public static Work upsert(
            Transaction transaction, Table table, List<Object[]> rows, BinaryOperator<Object[]> changed) {
        List<Step> steps = new ArrayList<>();
        for (Object[] row : rows) {
            steps.add(new Step(lock(table, table.key(row)), () -> {
                Object[] there = transaction.get(table, table.key(row));
                transaction.put(table, there == null ? row : changed.apply(there, row));
            }));
        }
        return new Work(steps, () -> Found.NOTHING);
    }

    /** Puts rows in the place of those that are there. */
    public static Work update(Transaction transaction, Table table, List<Object[]> rows) {
        List<Step> steps = new ArrayList<>();
        for (Object[] row : rows) {
            if (transaction.get(table, table.key(row)) != null) {
                steps.add(new Step(lock(table, table.key(row)), () -> transaction.put(table, row)));
            }
        }
        return new Work(steps, () -> Found.NOTHING);
    }

    /** Removes rows. */
    public static Work delete(Transaction transaction, Table table, List<List<Object>> keys) {
        List<Step> steps = new ArrayList<>();
        for (List<Object> key : keys) {
            steps.add(new Step(lock(table, key), () -> transaction.remove(table, key)));
        }
        return new Work(steps, () -> Found.NOTHING);
    }

    /** The lock of a row. */
    public static Lock lock(Table table, List<Object> key) {
        return new Lock(table.uniques.getFirst().constraint(), key);
    }

    private static PgException violation(String constraint) {
        return new PgException(
                "duplicate key value violates unique constraint",
                "ERROR",
                "23505",
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                constraint);
    }
}
