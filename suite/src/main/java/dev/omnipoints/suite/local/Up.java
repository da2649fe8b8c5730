package dev.omnipoints.suite.local;

import dev.omnipoints.suite.terminal.Failure;
import dev.omnipoints.suite.terminal.Terminal;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Starts a suite and stays until Ctrl-C, `down`, or the end of one of its parts. */
@Command(name = "up", description = "Start everything on this machine: database, services, issuer.")
public final class Up implements Callable<Integer> {
    private static final int INTERRUPTED = 130;
    private static final int MAX_PORT = 65_535;

    @Spec
    private CommandSpec spec;

    @Mixin
    private DataOption data;

    @Option(names = "--port", paramLabel = "N", description = "The gateway's port (default: as last time, or 8080).")
    private Integer port;

    @Option(names = "--fresh", description = "Forget the folder's data first.")
    private boolean fresh;

    @Option(names = "--detach", description = "Return when ready; ./omnipoints down stops it.")
    private boolean detach;

    /** The process that `--detach` leaves behind. */
    @Option(names = "--background", hidden = true)
    private boolean background;

    @Override
    public Integer call() {
        if (port != null && (port < 1 || port > MAX_PORT)) {
            throw new Failure("--port " + port + " is no port.", "Choose one from 1 to " + MAX_PORT + ".");
        }
        var terminal = Terminal.standard();
        var folder = data.folder();
        var room = new Room(folder);
        room.require();
        if (detach) {
            return new Detached(spec.root().userObject().getClass().getName(), folder, terminal).start(port, fresh);
        }
        var progress = new Progress(terminal);
        var launcher = new Launcher(folder, progress);
        var signalled = new AtomicBoolean();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            signalled.set(true);
            launcher.close();
        }));
        try {
            terminal.line("Omnipoints in " + folder.path());
            var local = launcher.start(Optional.ofNullable(port), fresh);
            terminal.line(String.format(Locale.ROOT, "Ready after %.1f s.", progress.seconds()));
            if (!background) {
                new Welcome(terminal, local).show();
                terminal.line("Ctrl-C stops everything; the data stays in " + folder.path() + ".");
            }
            launcher.awaitEnd();
            return 0;
        } catch (RuntimeException e) {
            if (signalled.get()) {
                return INTERRUPTED;
            }
            // Before anything that was begun is stopped: that may free some.
            var told = e instanceof Failure failure ? room.explained(failure) : e;
            launcher.close();
            throw told;
        }
    }
}
