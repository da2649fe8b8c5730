package dev.omnipoints.suite.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/** One request, and every time that it was sent under its key: it is done once at most. */
record Command(Verb verb, Asked asked, List<Operation> attempts) {
    private record Identity(Verb verb, Asked asked) {}

    /** All of a history, in the order in which they were first asked. */
    static List<Command> of(History history) {
        var commands = new LinkedHashMap<Identity, Command>();
        for (var operation : history.operations()) {
            if (operation.verb().isCommand()) {
                var identity = new Identity(operation.verb(), operation.asked().door(null));
                commands.computeIfAbsent(
                                identity, first -> new Command(operation.verb(), operation.asked(), new ArrayList<>()))
                        .attempts()
                        .add(operation);
            }
        }
        return List.copyOf(commands.values());
    }

    /** The first time that it was told its row. */
    Optional<Operation> acknowledged() {
        return attempts.stream().filter(Operation::seesRow).findFirst();
    }

    /** Nobody was told what became of it, and it may have come to pass. */
    boolean isUnknown() {
        return acknowledged().isEmpty() && attempts.stream().anyMatch(attempt -> !attempt.leftNothing());
    }

    /** Before this it cannot have had any effect: its first attempt that was not refused without a trace. */
    long begun() {
        return attempts.stream()
                .filter(attempt -> !attempt.leftNothing())
                .mapToLong(Operation::index)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    /** The operation to name. */
    Operation operation() {
        return acknowledged().orElse(attempts.getFirst());
    }

    /** Under another key the same: the one end of a hold, a receipt. */
    boolean isAlso(Command other) {
        return verb == other.verb
                && asked.member().equals(other.asked.member())
                && switch (verb) {
                    case CAPTURE, VOID -> asked.hold().equals(other.asked.hold());
                    case SALE, RETURN ->
                        asked.receipt() != null && asked.receipt().equals(other.asked.receipt());
                    default -> false;
                };
    }

    /** A command is itself, whatever its content. */
    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
