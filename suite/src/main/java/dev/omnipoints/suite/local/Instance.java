package dev.omnipoints.suite.local;

import dev.omnipoints.suite.rest.LocalJson;
import java.net.http.HttpClient;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * One more process of a service beside those of a running suite: over the same database, with the same secrets, on a
 * port of its own. The suite goes on without it, and takes it along when it stops.
 */
public final class Instance implements AutoCloseable {
    private final Folder folder;
    private final Part part;
    private final Settings settings;
    private final Map<String, String> more;
    private final ServiceProcess process;
    /** For a process that is stopped meanwhile. */
    private final Thread atExit;

    private Instance(Folder folder, Part part, Settings settings) {
        this(folder, part, settings, Map.of());
    }

    /**
     * Starts it; see {@link #awaitReady}.
     *
     * @param more settings beside those that all of its service have, by their Quarkus names; nothing secret
     */
    Instance(Folder folder, Part part, Settings settings, Map<String, String> more) {
        this.folder = folder;
        this.part = part;
        this.settings = settings;
        this.more = more;
        var how = new ServiceSettings(folder, settings);
        var name = part.service() + "-" + port();
        process = ServiceProcess.start(name, how.serve(part, more), how.secrets(part), folder.log(name));
        atExit = new Thread(process::stop);
        Runtime.getRuntime().addShutdownHook(atExit);
        Running.add(folder, Running.Entry.of(name, process.handle(), part.service()));
    }

    /** Starts a loyalty-service; see {@link #awaitReady}. */
    public static Instance loyalty(Folder folder) {
        var known = Settings.read(folder);
        return new Instance(folder, Part.LOYALTY, known.with(known.ports().elsewhere(Part.LOYALTY)));
    }

    /** Starts a loyalty-service in place of the suite's own, which is dead. */
    public static Instance loyaltyAgain(Folder folder) {
        return new Instance(folder, Part.LOYALTY, Settings.read(folder));
    }

    /** Starts a channel-gateway that knows of this loyalty-service and of no other. */
    public Instance gateway() {
        return new Instance(folder, Part.GATEWAY, settings.with(settings.ports().elsewhere(Part.GATEWAY)));
    }

    /** Starts it anew, in its own place, once it is dead. */
    public Instance again() {
        return new Instance(folder, part, settings, more);
    }

    /** Ends it as a crash does: nothing is told, nothing put down. */
    public void kill() {
        process.handle().destroyForcibly();
        process.process().onExit().join();
    }

    /** Asks it to stop, as an orchestrator does (SIGTERM); done when it is gone. */
    public CompletableFuture<Void> stop() {
        process.ask();
        return process.process().onExit().thenAccept(gone -> {});
    }

    /**
     * Waits until it calls itself ready.
     *
     * @throws dev.omnipoints.suite.terminal.Failure where it dies or takes too long
     */
    public void awaitReady() {
        try (var client = HttpClient.newHttpClient()) {
            process.awaitReady(client, port());
        }
    }

    /** What clients of a gateway need. */
    public LocalJson local() {
        return settings.told(Bootstrap.PROGRAMME);
    }

    /** Where it listens. */
    public int port() {
        return part.port(settings.ports());
    }

    /** Stops it. Idempotent. */
    @Override
    public void close() {
        process.stop();
        Runtime.getRuntime().removeShutdownHook(atExit);
    }
}
