package dev.omnipoints.suite.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who may have written a member's rows. */
final class Causes {
    private final String member;
    private final Statement statement;
    private final Map<String, Statement> statements;
    private final Acknowledged acknowledged;
    private final List<Command> commands;
    private final List<Command> unknown;
    private final List<Command> everyones;
    private final Transfers transfers;
    private final Seen seen;

    /** @param everyones the commands of all members */
    Causes(
            String member,
            Map<String, Statement> statements,
            Acknowledged acknowledged,
            List<Command> everyones,
            Transfers transfers,
            Seen seen) {
        this.member = member;
        this.statement = statements.get(member);
        this.statements = statements;
        this.acknowledged = acknowledged;
        this.everyones = everyones;
        this.commands = everyones.stream()
                .filter(command -> command.asked().member().equals(member))
                .toList();
        this.unknown = commands.stream().filter(Command::isUnknown).toList();
        this.transfers = transfers;
        this.seen = seen;
    }

    /** All that may have written a row, and those after it that are the same command's. */
    List<Cause> of(long seq, Set<Command> used) {
        var causes = new ArrayList<Cause>();
        var told = acknowledged.of(seq);
        if (told != null) {
            causes.add(new Cause.Asking(told));
        }
        // A capture is told of the sale that had captured as much of the hold before.
        if (told != null && told.verb() != Verb.CAPTURE) {
            return causes;
        }
        var row = statement.row(seq);
        var after = acknowledged.of(seq + 1);
        if (after != null && (after.verb() == Verb.SALE || after.verb() == Verb.RETURN)) {
            causes.add(new Cause.Asking(after));
        }
        if (row.kind() == Kind.TIME_OUT) {
            causes.add(new Cause.TimeOut());
        } else if (isArrival(row) && mayHaveArrived(row)) {
            causes.add(new Cause.Arrival());
        } else {
            addUnknown(row, used, causes);
        }
        return causes;
    }

    private void addUnknown(Entry row, Set<Command> used, List<Cause> causes) {
        var meanings = new HashSet<List<Object>>();
        for (var command : unknown) {
            if (!used.contains(command)
                    && fits(command, row)
                    && objection(command, row.seq()) == null
                    && meanings.add(List.of(command.verb(), command.asked().meaning()))) {
                causes.add(new Cause.Asking(command));
            }
        }
    }

    private boolean fits(Command command, Entry row) {
        var asked = command.asked();
        var kind = command.verb().kind();
        boolean paysFirst = command.verb() == Verb.SALE && asked.hold() != null && row.kind() == Kind.CAPTURE;
        if (row.kind() != kind && !paysFirst) {
            return false;
        }
        if (kind == Kind.TRANSFER && row.isApplied()) {
            var other = transfers.other(member, row.seq());
            return other == null ? mayBeOnItsWay(command, row) : other.member().equals(asked.to());
        }
        return asked.hold() != null || asked.points() == null || asked.points() == row.points();
    }

    /** It was committed after the receiver's statement was read. */
    private boolean mayBeOnItsWay(Command command, Entry row) {
        var receiver = statements.get(command.asked().to());
        return receiver != null
                && seen.of(member, row.seq()).at() > receiver.operation().index();
    }

    private boolean isArrival(Entry row) {
        return row.kind() == Kind.TRANSFER && row.isApplied() && Transfers.isArrival(statement, row);
    }

    /** Its other row stands there, or came after the sender's statement was read. */
    private boolean mayHaveArrived(Entry row) {
        if (transfers.other(member, row.seq()) != null) {
            return true;
        }
        var first = seen.of(member, row.seq());
        return everyones.stream()
                .filter(command -> command.verb() == Verb.TRANSFER && command.isUnknown())
                .filter(command -> member.equals(command.asked().to())
                        && command.asked().points() == row.points()
                        && command.begun() < first.at())
                .map(command -> statements.get(command.asked().member()))
                .anyMatch(sender ->
                        sender != null && first.at() > sender.operation().index());
    }

    /** What speaks against this command's having written the row; null: nothing. */
    String objection(Command command, long seq) {
        var row = statement.row(seq);
        if (row.kind() == Kind.TRANSFER
                && row.isApplied()
                && transfers.other(member, seq) == null
                && !mayBeOnItsWay(command, row)) {
            return "half a transfer: row " + seq + " is " + row + ", and it arrived nowhere";
        }
        return tooLate(command, seq);
    }

    /** Why this command began too late to have written the row; null: it did not. */
    private String tooLate(Command command, long seq) {
        long begun = command.begun();
        for (var other : unknown) {
            if (other.isAlso(command)) {
                begun = Math.min(begun, other.begun());
            }
        }
        return seen.tooLate(member, seq, begun);
    }

    /** What to say of a row that no command accounts for: which one it looks like. */
    Violation unasked(long seq) {
        var row = statement.row(seq);
        var what = "row " + seq + ", " + row + ", " + row.id();
        for (var command : commands) {
            var acknowledged = command.acknowledged().orElse(null);
            boolean sameSale = acknowledged != null
                    && row.sale() != null
                    && row.sale()
                            .equals(statement.row(acknowledged.told().seq()).sale());
            if (sameSale) {
                return new Violation(acknowledged, "done twice: " + acknowledged.answer() + ", and again " + what);
            }
        }
        for (var command : commands) {
            if (looksLike(command, row)) {
                var operation = command.operation();
                return new Violation(
                        operation,
                        "nobody asked for " + what + "; it looks like this operation, " + operation.answer()
                                + (tooLate(command, seq) == null ? ": done twice?" : ", and came later"));
            }
        }
        return new Violation(statement.operation(), "nobody asked for " + what);
    }

    private static boolean looksLike(Command command, Entry row) {
        var points = command.acknowledged()
                .map(Operation::told)
                .map(Told::points)
                .orElse(command.asked().points());
        return command.verb().kind() == row.kind() && points != null && points == row.points();
    }
}
