package dev.omnipoints.suite.local;

import dev.omnipoints.suite.terminal.Failure;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A service as a process: started with secrets in its environment, its output in a log file. */
final class ServiceProcess {
    private static final int STOP_SECONDS = 20;
    private static final int READY_SECONDS = 180;
    private static final int POLL_MILLIS = 100;
    private static final int LAST_LINES = 15;

    private final String name;
    private final Process process;
    private final Path log;

    private ServiceProcess(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    /**
     * Starts Java.
     *
     * @param name for people and for the log file
     * @param arguments of java; seen by every user of the machine, so nothing secret
     * @param environment what is secret
     */
    static ServiceProcess start(String name, List<String> arguments, Map<String, String> environment, Path log) {
        var command = new ArrayList<String>();
        command.add(java());
        command.addAll(arguments);
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
        clean(builder.environment());
        builder.environment().putAll(environment);
        try {
            return new ServiceProcess(name, builder.start(), log);
        } catch (IOException e) {
            throw new Failure(name + " cannot be started (" + e.getMessage() + ").", "Try again.");
        }
    }

    /** What the user's shell says to Quarkus or Java is not meant for the suite. */
    static void clean(Map<String, String> environment) {
        environment
                .keySet()
                .removeIf(key -> key.startsWith("QUARKUS_")
                        || key.startsWith("OMNIPOINTS_")
                        || key.startsWith("MP_")
                        || key.equals("JAVA_TOOL_OPTIONS")
                        || key.equals("_JAVA_OPTIONS"));
    }

    /** The Java that runs this very process. */
    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    Process process() {
        return process;
    }

    /**
     * Waits for the end of a process that does one thing.
     *
     * @throws Failure where it ends with another code than 0
     */
    void awaitSuccess() {
        try {
            if (process.waitFor() != 0) {
                throw died();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("Interrupted.", "Try again.");
        }
    }

    /**
     * Waits until the service calls itself ready.
     *
     * @throws Failure where it dies or takes too long
     */
    void awaitReady(HttpClient client, int port) {
        var health = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/q/health/ready"))
                .timeout(Duration.ofSeconds(5))
                .build();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(READY_SECONDS);
        try {
            while (!answers(client, health)) {
                if (process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                    throw died();
                }
                if (System.nanoTime() > deadline) {
                    throw new Failure(
                            name + " was not ready after " + READY_SECONDS + " s. Its last lines:\n" + lastLines(),
                            "Read " + log + ".");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("Interrupted.", "Try again.");
        }
    }

    private static boolean answers(HttpClient client, HttpRequest health) throws InterruptedException {
        try {
            return client.send(health, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** What a process that ended leaves to say. */
    Failure died() {
        return new Failure(
                name + " ended with code " + process.exitValue() + ". Its last lines:\n" + lastLines(),
                "Read " + log + "; if the code is yours, mend it and run ./omnipoints up again.");
    }

    private String lastLines() {
        return LogTail.of(log, LAST_LINES).indent(4).stripTrailing();
    }

    /** Asks it to stop. */
    void ask() {
        process.destroy();
    }

    /** Waits for it to stop, and makes it if it does not. */
    void stop() {
        stop(process.toHandle());
    }

    /** Stops a process that may not be a child of ours. */
    static void stop(ProcessHandle process) {
        process.destroy();
        try {
            process.onExit().get(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (Exception e) {
            process.destroyForcibly();
            process.onExit().join();
        }
    }
}
