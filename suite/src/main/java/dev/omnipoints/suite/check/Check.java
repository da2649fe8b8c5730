package dev.omnipoints.suite.check;

import dev.omnipoints.suite.terminal.Table;
import dev.omnipoints.suite.terminal.Terminal;
import dev.omnipoints.suite.terminal.Terminal.Style;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Judges histories, each for itself. */
@Command(
        name = "check",
        description = "Judge histories recorded at clients, in Jepsen's form: is the ledger linearizable a member?"
                + " Exit code 0: it is, 1: told what contradicts it, 2: a history cannot be read.")
public final class Check implements Callable<Integer> {
    private static final int VIOLATED = 1;
    private static final int NOT_READ = 2;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Histories, one JSON object a line.")
    private List<Path> files;

    @Override
    public Integer call() {
        var terminal = Terminal.standard();
        return files.stream().mapToInt(file -> judge(file, terminal)).max().orElseThrow();
    }

    private static int judge(Path file, Terminal terminal) {
        try {
            var history = History.read(file);
            var violations = Checker.check(history);
            for (var violation : violations) {
                terminal.line(terminal.paint(Style.RED, "VIOLATION: ") + violation);
            }
            terminal.line(file + ": " + counted(history) + (violations.isEmpty() ? ": linearizable" : ""));
            return violations.isEmpty() ? 0 : VIOLATED;
        } catch (Unreadable e) {
            terminal.line(terminal.paint(Style.RED, "CANNOT BE READ: ") + e.getMessage());
            return NOT_READ;
        }
    }

    private static String counted(History history) {
        var operations = history.operations();
        long unknown = operations.stream().filter(Operation::isUnknown).count();
        long members = operations.stream()
                .map(operation -> operation.asked().member())
                .distinct()
                .count();
        return Table.grouped(operations.size()) + " operations on " + Table.grouped(members) + " members, "
                + Table.grouped(unknown) + " of unknown outcome";
    }
}
