package dev.omnipoints.suite;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs the suite's commands as processes of their own, as the script does. */
final class Cli {
    private static final int LIMIT_SECONDS = 300;

    private Cli() {}

    /** What a command said, errors included, and its exit code. */
    record Result(int code, String output) {}

    /** Runs a command to its end. */
    static Result run(Path home, Object... arguments) throws IOException, InterruptedException {
        var output = Files.createTempFile("omnipoints-", ".out");
        try {
            var process = start(home, output, arguments);
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroy();
                throw new AssertionError("still running: " + List.of(arguments) + "\n" + Files.readString(output));
            }
            return new Result(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
        } finally {
            Files.delete(output);
        }
    }

    /** Runs a command on the repository's own build. */
    static Result run(Object... arguments) throws IOException, InterruptedException {
        return run(home(), arguments);
    }

    /** Starts a command. */
    static Process start(Path home, Path output, Object... arguments) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-Domnipoints.home=" + home,
                "-Domnipoints.services.java=" + System.getProperty("omnipoints.services.java", ""),
                "-cp",
                System.getProperty("java.class.path"),
                Omnipoints.class.getName()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(output.toFile())
                .start();
    }

    /** The repository. */
    static Path home() {
        return Path.of(System.getProperty("omnipoints.home")).toAbsolutePath().normalize();
    }
}
