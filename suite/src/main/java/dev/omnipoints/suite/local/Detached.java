package dev.omnipoints.suite.local;

import dev.omnipoints.suite.rest.LocalJson;
import dev.omnipoints.suite.terminal.Failure;
import dev.omnipoints.suite.terminal.Terminal;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A launcher in the background that outlives the shell; the foreground shows its start and leaves when it is ready. */
final class Detached {
    private static final int POLL_MILLIS = 100;

    private final String mainClass;
    private final Folder folder;
    private final Terminal terminal;

    /** @param mainClass of the suite's commands */
    Detached(String mainClass, Folder folder, Terminal terminal) {
        this.mainClass = mainClass;
        this.folder = folder;
        this.terminal = terminal;
    }

    /** 0 once it is ready, else the code with which it ended. */
    int start(Integer port, boolean fresh) {
        folder.prepare();
        var log = folder.log(Folder.SUITE_LOG);
        try {
            long from = log.toFile().length();
            var launcher = spawn(command(port, fresh), log);
            int code = watch(launcher, log, from);
            if (code == 0) {
                welcome(launcher);
                terminal.line("It runs in the background; ./omnipoints down stops it. The data stays in "
                        + folder.path() + ".");
            }
            return code;
        } catch (IOException e) {
            throw new Failure(
                    "The suite cannot go to the background (" + e.getMessage() + ").",
                    "Try ./omnipoints up without --detach.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("Interrupted.", "Start again.");
        }
    }

    private void welcome(Process launcher) {
        try {
            new Welcome(terminal, LocalJson.of(folder.path())).show();
        } catch (Failure e) {
            ServiceProcess.stop(launcher.toHandle());
            throw e;
        }
    }

    private List<String> command(Integer port, boolean fresh) {
        // A session of its own where the system has setsid; else at least deaf to the terminal's end.
        var command = new ArrayList<>(List.of(onPath("setsid") ? "setsid" : "nohup", ServiceProcess.java()));
        command.addAll(List.of("-D" + Part.HOME + "=" + System.getProperty(Part.HOME, "."), "-Xmx192m"));
        for (var given : List.of(Part.LOYALTY_JAR, Part.SERVICES_JAVA)) {
            var value = System.getProperty(given);
            if (value != null) {
                command.add("-D" + given + "=" + value);
            }
        }
        command.addAll(List.of("-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path")));
        command.addAll(
                List.of(mainClass, "up", "--background", "--data", folder.path().toString()));
        if (port != null) {
            command.addAll(List.of("--port", port.toString()));
        }
        if (fresh) {
            command.add("--fresh");
        }
        return command;
    }

    private static Process spawn(List<String> command, Path log) throws IOException {
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        ServiceProcess.clean(builder.environment());
        return builder.start();
    }

    private int watch(Process launcher, Path log, long from) throws IOException, InterruptedException {
        var cancel = new Thread(() -> ServiceProcess.stop(launcher.toHandle()));
        Runtime.getRuntime().addShutdownHook(cancel);
        try (var output = new RandomAccessFile(log.toFile(), "r")) {
            output.seek(from);
            while (true) {
                boolean ended = launcher.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS);
                boolean ready = !ended && ready(launcher.pid());
                copy(output);
                if (ended || ready) {
                    Runtime.getRuntime().removeShutdownHook(cancel);
                    return ready ? 0 : Math.max(1, launcher.exitValue());
                }
            }
        }
    }

    private boolean ready(long pid) {
        return Files.exists(folder.localJson())
                && Running.read(folder)
                        .map(running -> running.launcher().pid() == pid)
                        .orElse(false);
    }

    private void copy(RandomAccessFile log) throws IOException {
        byte[] buffer = new byte[8_192];
        for (int read = log.read(buffer); read > 0; read = log.read(buffer)) {
            terminal.out().write(buffer, 0, read);
        }
        terminal.out().flush();
    }

    private static boolean onPath(String tool) {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
            if (Files.isExecutable(Path.of(folder, tool))) {
                return true;
            }
        }
        return false;
    }
}
