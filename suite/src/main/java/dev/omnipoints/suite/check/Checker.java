package dev.omnipoints.suite.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Whether a history is one of a ledger that is linearizable a member (ledger.md, L5): all that is asked about a member
 * can be put in one order, that of `seq`, which agrees with real time and in which each is told what a sequential
 * account tells. The numbers are not believed: rows are done again by a model, what anyone was told is held against it,
 * and what nobody knows came to pass once, at a place that agrees with when it was asked, or never.
 */
public final class Checker {
    private final List<Violation> violations = new ArrayList<>();
    private final History history;
    private final Map<String, Statement> statements;
    private final List<Command> commands;
    private final Map<String, List<Operation>> operations;

    private Checker(History history) {
        this.history = history;
        this.statements = Statement.finals(history, violations);
        this.commands = Command.of(history);
        this.operations = history.operations().stream()
                .collect(Collectors.groupingBy(operation -> operation.asked().member()));
    }

    /**
     * What no correct ledger could have told, the plainest first; empty: nothing.
     *
     * @throws Unreadable where the history does not tell enough, such as no last statement of a member
     */
    public static List<Violation> check(History history) {
        var checker = new Checker(history);
        checker.run();
        return List.copyOf(checker.violations);
    }

    private void run() {
        history.operations().forEach(this::possible);
        var acknowledged = new HashMap<String, Acknowledged>();
        statements.forEach(
                (member, statement) -> acknowledged.put(member, new Acknowledged(statement, of(member), violations)));
        var transfers = new Transfers(statements, receivers(acknowledged));
        var seen = new Seen(history, statements, transfers);
        statements.forEach((member, statement) -> reads(member, statement, seen));
        var contradicted = violations.stream()
                .map(violation -> violation.operation().asked().member())
                .collect(Collectors.toSet());
        statements.forEach((member, statement) -> {
            // What follows from a contradiction is not told beside it.
            if (!contradicted.contains(member)) {
                var causes = new Causes(member, statements, acknowledged.get(member), commands, transfers, seen);
                new Replay(statement, operations.get(member), causes).run().ifPresent(violations::add);
            }
        });
    }

    private List<Command> of(String member) {
        return commands.stream()
                .filter(command -> command.asked().member().equals(member))
                .toList();
    }

    private void possible(Operation operation) {
        var told = operation.told();
        if (told.balance() != null && told.balance().isImpossible()) {
            violations.add(new Violation(operation, "told a balance that cannot be: " + told.balance()));
        }
        if (operation.type() == Type.OK
                && told.points() != null
                && operation.asked().points() != null
                && !Objects.equals(told.points(), operation.asked().points())) {
            violations.add(new Violation(operation, "told " + told.points() + " points, which it did not ask for"));
        }
    }

    private static Map<Transfers.Place, String> receivers(Map<String, Acknowledged> acknowledged) {
        var receivers = new HashMap<Transfers.Place, String>();
        acknowledged.forEach((member, told) -> told.all().forEach((seq, command) -> {
            if (command.verb() == Verb.TRANSFER) {
                receivers.put(new Transfers.Place(member, seq), command.asked().to());
            }
        }));
        return receivers;
    }

    private void reads(String member, Statement statement, Seen seen) {
        var reads = operations.get(member).stream()
                .filter(operation -> !operation.verb().isCommand() && operation.type() == Type.OK)
                .toList();
        for (var read : reads) {
            if (read.told().seq() > statement.last()) {
                violations.add(new Violation(
                        read,
                        "lost: told row " + read.told().seq() + ", and the last read, "
                                + statement.operation().named() + ", ends at row " + statement.last()));
            }
        }
        seen.stale(statement, reads, violations);
    }
}
