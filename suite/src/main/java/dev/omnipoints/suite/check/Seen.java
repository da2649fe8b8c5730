package dev.omnipoints.suite.check;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * When a row was known at the latest: the first completion of an operation that was told of it or of a later row of its
 * member, or, of a transfer, of its other row, for both are one commit.
 */
final class Seen {
    /** @param by who was told; null: nobody */
    record First(long at, Operation by) {
        private static final First NEVER = new First(Long.MAX_VALUE, null);

        private First earlier(First other) {
            return other.at < at ? other : this;
        }
    }

    private final Map<String, First[]> rows = new HashMap<>();

    Seen(History history, Map<String, Statement> statements, Transfers transfers) {
        statements.forEach((member, statement) -> {
            var first = new First[(int) statement.last() + 2];
            Arrays.fill(first, First.NEVER);
            rows.put(member, first);
        });
        for (var operation : history.operations()) {
            var first = rows.get(operation.asked().member());
            if (first != null && operation.seesRow()) {
                int row = (int) Math.min(operation.told().seq(), first.length - 1);
                first[row] = first[row].earlier(new First(operation.completed(), operation));
            }
        }
        rows.values().forEach(Seen::spread);
        while (share(transfers)) {
            rows.values().forEach(Seen::spread);
        }
    }

    /** Who was told of a row was told of all before it. */
    private static void spread(First[] first) {
        for (int row = first.length - 2; row >= 0; row--) {
            first[row] = first[row].earlier(first[row + 1]);
        }
    }

    private boolean share(Transfers transfers) {
        boolean changed = false;
        for (var pair : transfers.pairs().entrySet()) {
            var one = pair.getKey();
            var other = pair.getValue();
            var here = rows.get(one.member());
            var there = rows.get(other.member())[(int) other.seq()];
            if (there.at() < here[(int) one.seq()].at()) {
                here[(int) one.seq()] = there;
                changed = true;
            }
        }
        return changed;
    }

    /** Who knew it first; of a row that stands nowhere nobody. */
    First of(String member, long seq) {
        var first = rows.get(member);
        return seq >= first.length ? First.NEVER : first[(int) seq];
    }

    /** Reads that were told of less than was known before they asked. */
    void stale(Statement statement, List<Operation> reads, List<Violation> violations) {
        for (var read : reads) {
            long seq = read.told().seq();
            var next = of(read.asked().member(), seq + 1);
            if (seq <= statement.last() && next.at() < read.index()) {
                violations.add(new Violation(
                        read,
                        "a stale read: told row " + seq + ", though row " + (seq + 1) + " was known before, to "
                                + next.by().named() + ", " + next.by().answer()));
            }
        }
    }

    /** Why a command that began then cannot be the row's; null: it can. */
    String tooLate(String member, long seq, long begun) {
        var first = of(member, seq);
        return begun < first.at()
                ? null
                : "real-time order: it became row " + seq + ", and before it was asked for a row as late was known to "
                        + first.by().named() + ", " + first.by().answer();
    }
}
