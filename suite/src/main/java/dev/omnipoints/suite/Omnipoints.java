package dev.omnipoints.suite;

import dev.omnipoints.suite.check.Check;
import dev.omnipoints.suite.demo.Demo;
import dev.omnipoints.suite.local.Audit;
import dev.omnipoints.suite.local.Down;
import dev.omnipoints.suite.local.Up;
import dev.omnipoints.suite.local.VerifyRoots;
import dev.omnipoints.suite.replay.Replay;
import dev.omnipoints.suite.terminal.Failure;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The local suite's commands; the script `omnipoints` calls it. Exit codes: 0 done, 1 failed, 2 wrong usage. */
@Command(
        name = "omnipoints",
        description = "Omnipoints on one machine.",
        subcommands = {Up.class, Down.class, Demo.class, Replay.class, Audit.class, Check.class, VerifyRoots.class},
        synopsisSubcommandLabel = "COMMAND")
public final class Omnipoints {
    private Omnipoints() {}

    public static void main(String[] arguments) {
        // jose4j logs by slf4j, which would remark that nobody listens.
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        System.exit(commands().execute(arguments));
    }

    private static CommandLine commands() {
        return new CommandLine(new Omnipoints()).setExecutionExceptionHandler((exception, command, parsed) -> {
            if (!(exception instanceof Failure failure)) {
                throw exception;
            }
            command.getErr().println("omnipoints: " + failure.getMessage());
            command.getErr().println("            " + failure.remedy());
            command.getErr().flush();
            return 1;
        });
    }
}
