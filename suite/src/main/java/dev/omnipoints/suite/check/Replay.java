package dev.omnipoints.suite.check;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Does a member's commands again, in the order of their rows, on a model of the account, and holds every balance that
 * anyone was told against it. A row that nobody was told of is some unknown command's: each that fits is tried, until
 * the rest of the rows comes out too.
 */
final class Replay {
    private static final long MOST_TRIES = 1_000_000;

    private final Statement statement;
    private final Causes causes;
    private final Map<Long, List<Operation>> told = new HashMap<>();
    private final Deque<Branch> branches = new ArrayDeque<>();
    private long tries;
    private long furthest;
    private Violation found;

    /** A row that several may have written: as everything was before it, and who is still to be tried. */
    private record Branch(long seq, Account account, Set<Command> used, Deque<Cause> left) {}

    /** @param operations the member's */
    Replay(Statement statement, List<Operation> operations, Causes causes) {
        this.statement = statement;
        this.causes = causes;
        for (var operation : operations) {
            if (operation.seesRow()) {
                told.computeIfAbsent(operation.told().seq(), first -> new ArrayList<>())
                        .add(operation);
            }
        }
    }

    /** What speaks against every way in which the rows may have come about; empty: there is one. */
    Optional<Violation> run() {
        var account = new Account();
        if (isContradicted(0, account, account.balance())) {
            return Optional.of(found);
        }
        branches.push(branch(1, account, Set.of()));
        while (!branches.isEmpty()) {
            var branch = branches.peek();
            if (branch.seq() > statement.last()) {
                return Optional.empty();
            }
            if (branch.left().isEmpty()) {
                branches.pop();
            } else {
                advance(branch, branch.left().pop());
            }
            if (++tries > MOST_TRIES) {
                throw new Unreadable("member " + statement.operation().asked().member()
                        + " has too many unknown operations that are alike to tell which came to pass.");
            }
        }
        return Optional.of(found);
    }

    private Branch branch(long seq, Account account, Set<Command> used) {
        if (seq > statement.last()) {
            return new Branch(seq, account, used, new ArrayDeque<>());
        }
        var candidates = causes.of(seq, used);
        if (candidates.isEmpty()) {
            contradicted(seq, causes.unasked(seq));
        }
        return new Branch(seq, account, used, new ArrayDeque<>(candidates));
    }

    private void advance(Branch branch, Cause cause) {
        // Whoever comes last needs no copy to go back to.
        var account =
                branch.left().isEmpty() ? branch.account() : branch.account().copy();
        if (branch.left().isEmpty()) {
            branches.pop();
        }
        var rows = rows(branch.seq(), account, cause);
        if (rows > 0) {
            var used = branch.used();
            if (cause instanceof Cause.Asking asking && asking.command().isUnknown()) {
                used = new HashSet<>(used);
                used.add(asking.command());
            }
            branches.push(branch(branch.seq() + rows, account, used));
        }
    }

    /** How many rows the cause accounts for; 0 where it cannot have written them. */
    private int rows(long seq, Account account, Cause cause) {
        var place = statement.row(seq);
        boolean isDue = !(cause instanceof Cause.TimeOut) && account.isDue(place);
        var outcome = isDue
                ? Account.Outcome.nothing("the time of a hold was up before, and is not written yet")
                : done(seq, account, cause);
        var blamed = cause instanceof Cause.Asking(var command) ? command.operation() : statement.operation();
        if (outcome.unwritten() != null) {
            contradicted(
                    seq,
                    new Violation(
                            blamed,
                            "row " + seq + " is " + place + ", and nothing was to be written: " + outcome.unwritten()));
            return 0;
        }
        for (int i = 0; i < outcome.steps().size(); i++) {
            boolean last = i == outcome.steps().size() - 1;
            if (!fits(seq + i, account, outcome.steps().get(i), blamed, cause, last)) {
                return 0;
            }
        }
        return outcome.steps().size();
    }

    private Account.Outcome done(long seq, Account account, Cause cause) {
        var place = statement.row(seq);
        return switch (cause) {
            case Cause.Asking(var command) -> account.take(command, place, statement.row(seq + 1));
            case Cause.Arrival() -> Account.Outcome.of(account.receive(place.points()));
            case Cause.TimeOut() ->
                account.timeOut(place)
                        .map(Account.Outcome::of)
                        .orElseGet(() -> Account.Outcome.nothing("no hold's time was up"));
        };
    }

    private boolean fits(long seq, Account account, Step step, Operation blamed, Cause cause, boolean last) {
        var row = statement.row(seq);
        if (row == null || !step.isWhatStands(row)) {
            return mustBe(seq, step, blamed);
        }
        if (isContradicted(seq, account, step.after())) {
            return false;
        }
        if (!step.after().equals(row.balance())) {
            return mustBe(seq, step, blamed);
        }
        var half = last ? Optional.<Operation>empty() : halfSeen(seq);
        if (half.isPresent()) {
            contradicted(
                    seq,
                    new Violation(
                            half.get(), "told row " + seq + ", which is but the first half of " + blamed.named()));
            return false;
        }
        var objection = cause instanceof Cause.Asking(var command) ? causes.objection(command, seq) : null;
        if (objection != null) {
            contradicted(seq, new Violation(blamed, objection));
        }
        return objection == null;
    }

    private boolean mustBe(long seq, Step step, Operation blamed) {
        var row = statement.row(seq);
        var stands = row == null ? "missing" : row.toString();
        contradicted(seq, new Violation(blamed, "row " + seq + " must be " + step + "; in the end it is " + stands));
        return false;
    }

    /** Who was told of the first of two rows; but for the same capture under another key. */
    private Optional<Operation> halfSeen(long seq) {
        return told.getOrDefault(seq, List.of()).stream()
                .filter(operation -> operation.verb() != Verb.CAPTURE)
                .findFirst();
    }

    /** By someone who was told of the row, and another balance than it leaves. */
    private boolean isContradicted(long seq, Account account, Balance left) {
        for (var operation : told.getOrDefault(seq, List.of())) {
            var at = operation.told().asOf();
            boolean ofRow = operation.verb().isCommand() || at == null;
            var balance = ofRow ? left : account.asOf(at);
            if (!operation.told().balance().equals(balance)) {
                contradicted(
                        seq,
                        new Violation(
                                operation,
                                "a wrong balance: row " + seq + " leaves " + balance + (ofRow ? "" : " as of " + at)
                                        + "; told " + operation.told().balance()));
                return true;
            }
        }
        return false;
    }

    /** Of all that was tried the furthest tells the most. */
    private void contradicted(long seq, Violation violation) {
        if (found == null || seq > furthest) {
            found = violation;
            furthest = seq;
        }
    }
}
