package dev.omnipoints.suite.local;

import dev.omnipoints.suite.terminal.Failure;
import dev.omnipoints.suite.terminal.Terminal;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Stops the suite of a folder, or what a killed one left running. */
@Command(name = "down", description = "Stop what runs in the folder; its data stays.")
public final class Down implements Callable<Integer> {
    private static final int PATIENCE_SECONDS = 90;

    @Mixin
    private DataOption data;

    @Override
    public Integer call() throws IOException {
        var terminal = Terminal.standard();
        var folder = data.folder();
        if (!folder.used()) {
            terminal.line("Nothing runs in " + folder.path() + ": no suite has been there.");
            return 0;
        }
        var lock = folder.lock();
        if (lock.isEmpty()) {
            lock = Optional.of(ask(folder));
            terminal.line("Stopped; the data stays in " + folder.path() + ".");
        } else if (Remains.clear(folder, new Postgres(folder))) {
            terminal.line("Stopped what a killed suite had left running in " + folder.path() + ".");
        } else {
            terminal.line("Nothing runs in " + folder.path() + ".");
        }
        lock.get().close();
        return 0;
    }

    /** Asks the launcher to end, and holds the folder once it did. */
    private static Folder.Lock ask(Folder folder) {
        var launcher = Running.read(folder)
                .flatMap(running -> running.launcher().alive())
                .orElseThrow(() -> new Failure(
                        folder.path() + " is in use, but not by a suite that is up.",
                        "Wait for the audit that reads it, or stop that."));
        launcher.destroy();
        try {
            launcher.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new Failure(
                    "The suite (process " + launcher.pid() + ") does not end.",
                    "Kill that process, then run ./omnipoints down again: it stops what is left.");
        }
        var lock = folder.lock()
                .orElseThrow(() -> new Failure(
                        "Another suite took " + folder.path() + " meanwhile.", "Run ./omnipoints down again."));
        Remains.clear(folder, new Postgres(folder));
        return lock;
    }
}
