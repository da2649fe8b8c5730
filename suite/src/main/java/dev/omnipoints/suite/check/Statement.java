package dev.omnipoints.suite.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A member's rows as the last read of the history tells them: what decides about the unknown.
 *
 * @param operation the read
 * @param rows by seq, without a gap from 1 on
 */
record Statement(Operation operation, List<Entry> rows) {
    /** The statements of all members that the history names, by member; those with gaps are violations instead. */
    static Map<String, Statement> finals(History history, List<Violation> violations) {
        var last = new LinkedHashMap<String, Operation>();
        for (var operation : history.operations()) {
            if (operation.verb() == Verb.STATEMENT && operation.type() == Type.OK) {
                last.put(operation.asked().member(), operation);
            }
        }
        for (var operation : history.operations()) {
            requireLast(history, operation, operation.asked().member(), last);
            if (operation.asked().to() != null) {
                requireLast(history, operation, operation.asked().to(), last);
            }
        }
        var statements = new LinkedHashMap<String, Statement>();
        last.forEach((member, operation) ->
                of(operation, violations).ifPresent(statement -> statements.put(member, statement)));
        return statements;
    }

    private static void requireLast(History history, Operation operation, String member, Map<String, Operation> last) {
        var statement = last.get(member);
        boolean completes = operation.completed() != Long.MAX_VALUE;
        if (statement == null || operation != statement && completes && operation.completed() > statement.index()) {
            throw new Unreadable(history.name() + ": after " + operation.named() + " no statement of member " + member
                    + " is read; without it nobody knows what is left of it.");
        }
    }

    private static Optional<Statement> of(Operation operation, List<Violation> violations) {
        var rows = new ArrayList<>(operation.told().entries());
        rows.sort(Comparator.comparingLong(Entry::seq));
        long last = operation.told().seq();
        for (int i = 0; i < Math.max(rows.size(), last); i++) {
            if (i >= rows.size() || rows.get(i).seq() != i + 1L || i >= last) {
                violations.add(new Violation(
                        operation, "its rows are not one each from 1 to " + last + ": look at row " + (i + 1)));
                return Optional.empty();
            }
        }
        return Optional.of(new Statement(operation, List.copyOf(rows)));
    }

    long last() {
        return rows.size();
    }

    /** Null where there is none so late. */
    Entry row(long seq) {
        return seq < 1 || seq > rows.size() ? null : rows.get((int) seq - 1);
    }

    Balance after(long seq) {
        return seq == 0 ? Balance.ZERO : row(seq).balance();
    }
}
