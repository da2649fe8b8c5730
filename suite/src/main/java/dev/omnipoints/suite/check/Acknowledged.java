package dev.omnipoints.suite.check;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rows that commands were told of, held against each other and against what stands there in the end. */
final class Acknowledged {
    private final Statement statement;
    private final Map<Long, Command> bySeq = new HashMap<>();

    /** @param commands a member's */
    Acknowledged(Statement statement, List<Command> commands, List<Violation> violations) {
        this.statement = statement;
        for (var command : commands) {
            command.acknowledged().ifPresent(first -> {
                var why = contradiction(command, first);
                if (why.isPresent()) {
                    violations.add(why.get());
                } else {
                    bySeq.merge(first.told().seq(), command, (one, other) -> one.begun() < other.begun() ? one : other);
                }
            });
        }
    }

    /** The command that was told of this row; of several that are one, that which was asked first; null: none. */
    Command of(long seq) {
        return bySeq.get(seq);
    }

    Map<Long, Command> all() {
        return bySeq;
    }

    private Optional<Violation> contradiction(Command command, Operation first) {
        for (var attempt : command.attempts()) {
            if (attempt.seesRow() && !attempt.told().seq().equals(first.told().seq())) {
                return violation(
                        attempt,
                        "done twice: told row " + attempt.told().seq() + ", and under the same key " + first.named()
                                + ", " + first.answer());
            }
            var unlike = attempt.seesRow() ? unlikeRow(attempt) : null;
            if (unlike != null) {
                return violation(attempt, unlike);
            }
        }
        var there = bySeq.get(first.told().seq());
        return there == null || there.isAlso(command)
                ? Optional.empty()
                : violation(
                        first,
                        "told row " + first.told().seq() + ", as was "
                                + there.operation().named() + ": one of the two is lost");
    }

    private static Optional<Violation> violation(Operation operation, String why) {
        return Optional.of(new Violation(operation, why));
    }

    /** How the row that stands in the end is another than was told; null: it is that. */
    private String unlikeRow(Operation operation) {
        var told = operation.told();
        var row = statement.row(told.seq());
        if (row == null) {
            return "lost: told row " + told.seq() + ", and the last read, "
                    + statement.operation().named() + ", ends at row " + statement.last();
        }
        var stands = ", and in the end row " + row.seq() + " is " + row;
        if (row.kind() != operation.verb().kind()
                || told.id() != null && !told.id().equals(row.id())
                || operation.type() == Type.OK && told.points() != null && told.points() != row.points()) {
            return "lost: told row " + told.seq() + " (" + operation.verb().kind()
                    + (told.points() == null ? "" : " " + told.points())
                    + (told.id() == null ? "" : ", " + told.id()) + ")" + stands + ", " + row.id();
        }
        boolean isDone = operation.type() == Type.OK;
        if (isDone != row.isApplied() || !isDone && !row.refused().equals(told.reason())) {
            return (isDone ? "told that it is done" : "told " + told.reason()) + stands;
        }
        return null;
    }
}
