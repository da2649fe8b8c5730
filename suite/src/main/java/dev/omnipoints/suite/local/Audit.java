package dev.omnipoints.suite.local;

import dev.omnipoints.suite.terminal.Failure;
import dev.omnipoints.suite.terminal.Terminal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Recounts the folder's ledger; where no suite runs, with just the database started for it. */
@Command(
        name = "audit",
        description =
                "Recount every account from its journal. Exit code 0: all true, 1: a lie found, 2: could not run.")
public final class Audit implements Callable<Integer> {
    private static final int NOT_RUN = 2;

    @Mixin
    private DataOption data;

    @Override
    public Integer call() {
        var folder = data.folder();
        if (!folder.used()) {
            throw new Failure(
                    "No suite has been in " + folder.path() + ".", "Start one: ./omnipoints up, or name another.");
        }
        Part.LOYALTY.jar();
        if (folder.localJson().toFile().exists() && isHeld(folder)) {
            return run(folder, Settings.read(folder));
        }
        var launcher = new Launcher(folder, new Progress(Terminal.standard()));
        var stop = new Thread(launcher::close);
        Runtime.getRuntime().addShutdownHook(stop);
        try {
            return run(folder, launcher.startDatabaseAlone());
        } finally {
            launcher.close();
        }
    }

    /** The verdict on a suite that runs: 0 all true, 1 a lie found, 2 could not run. */
    public static int ofRunning(Folder folder) {
        return run(folder, Settings.read(folder));
    }

    private static int run(Folder folder, Settings settings) {
        var how = new ServiceSettings(folder, settings);
        var command = new ArrayList<String>();
        command.add(ServiceProcess.java());
        command.addAll(ServiceSettings.once(Part.LOYALTY, "audit"));
        var builder = new ProcessBuilder(command).inheritIO();
        ServiceProcess.clean(builder.environment());
        builder.environment().putAll(how.audit());
        try {
            return builder.start().waitFor();
        } catch (IOException e) {
            throw new Failure("The audit cannot be started (" + e.getMessage() + ").", "Try again.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return NOT_RUN;
        }
    }

    private static boolean isHeld(Folder folder) {
        var lock = folder.lock();
        try {
            if (lock.isPresent()) {
                lock.get().close();
            }
        } catch (IOException e) {
            throw new Failure(folder.path() + " cannot be unlocked (" + e + ").", "Try again.");
        }
        return lock.isEmpty();
    }
}
