package dev.omnipoints.suite.local;

import dev.omnipoints.suite.rest.LocalJson;
import java.net.http.HttpClient;

/**
 * One more process of a service beside those of a running suite: over the same database, with the same secrets, on a
 * port of its own. The suite goes on without it, and takes it along when it stops.
 */
public final class Instance implements AutoCloseable {
    private final Folder folder;
    private final Part part;
    private final Settings settings;
    private final ServiceProcess process;
    /** For a process that is stopped meanwhile. */
    private final Thread atExit;

    private Instance(Folder folder, Part part, Settings known) {
        this.folder = folder;
        this.part = part;
        this.settings = known.with(known.ports().elsewhere(part));
        var how = new ServiceSettings(folder, settings);
        var name = part.service() + "-" + port();
        process = ServiceProcess.start(name, how.serve(part), how.secrets(part), folder.log(name));
        atExit = new Thread(process::stop);
        Runtime.getRuntime().addShutdownHook(atExit);
        Running.add(folder, Running.Entry.of(name, process.handle(), part.service()));
    }

    /** Starts a loyalty-service; see {@link #awaitReady}. */
    public static Instance loyalty(Folder folder) {
        return new Instance(folder, Part.LOYALTY, Settings.read(folder));
    }

    /** Starts a channel-gateway that knows of this loyalty-service and of no other. */
    public Instance gateway() {
        return new Instance(folder, Part.GATEWAY, settings);
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

    private int port() {
        return part.port(settings.ports());
    }

    /** Stops it. Idempotent. */
    @Override
    public void close() {
        process.stop();
        Runtime.getRuntime().removeShutdownHook(atExit);
    }
}
