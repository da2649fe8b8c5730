package dev.omnipoints.suite.local;

import dev.omnipoints.suite.rest.LocalJson;
import dev.omnipoints.suite.terminal.Failure;
import dev.omnipoints.suite.terminal.Terminal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;

/**
 * A suite of its own that nobody watches, so that its parts may be killed and started again: two gateways, each with a
 * loyalty-service of its own, over one database.
 */
public final class Fleet implements AutoCloseable {
    private static final int STARTS = 3;

    private final Folder folder;
    private final Launcher launcher;
    private final Postgres postgres;
    private final LocalJson first;
    private final Instance gateway;
    /** Of the first null: it is still the suite's own. */
    private final Instance[] loyalties = new Instance[2];

    private Fleet(Folder folder, Launcher launcher, LocalJson first) {
        this.folder = folder;
        this.launcher = launcher;
        this.postgres = new Postgres(folder);
        this.first = first;
        loyalties[1] = Instance.loyalty(folder);
        gateway = loyalties[1].gateway();
    }

    /** Starts everything and waits until it is ready. */
    public static Fleet start(Path path, int port) {
        var folder = Folder.at(path);
        var launcher = new Launcher(folder, new Progress(Terminal.standard()));
        try {
            var fleet = new Fleet(folder, launcher, launcher.start(Optional.of(port), false));
            fleet.loyalties[1].awaitReady();
            fleet.gateway.awaitReady();
            return fleet;
        } catch (RuntimeException e) {
            launcher.close();
            throw e;
        }
    }

    /** What clients of the two gateways need. */
    public List<LocalJson> doors() {
        return List.of(first, gateway.local());
    }

    /** Kills the loyalty-service of a door. */
    public void killLoyalty(int door) {
        if (loyalties[door] == null) {
            kill(Running.read(folder).stream()
                    .flatMap(running -> running.services().stream())
                    .filter(entry -> entry.name().equals(Part.LOYALTY.service()))
                    .flatMap(entry -> entry.alive().stream())
                    .findFirst()
                    .orElseThrow());
        } else {
            loyalties[door].kill();
        }
    }

    /** Starts the killed loyalty-service of a door; waits for nothing. */
    public void startLoyalty(int door) {
        loyalties[door] = loyalties[door] == null ? Instance.loyaltyAgain(folder) : loyalties[door].again();
    }

    /** Until the loyalty-service of a door is ready again; where it found no database at its start, it starts anew. */
    public void awaitLoyalty(int door) {
        for (int start = 1; loyalties[door] != null; start++) {
            try {
                loyalties[door].awaitReady();
                return;
            } catch (Failure dead) {
                if (start == STARTS) {
                    throw dead;
                }
                // As whoever runs it in production would.
                startLoyalty(door);
            }
        }
    }

    /** Kills PostgreSQL: the server and every one of its backends. */
    public void killDatabase() {
        var server = postgres.running().orElseThrow();
        var backends = server.descendants().toList();
        // First the one that would see to it that the others end in order.
        kill(server);
        backends.forEach(Fleet::kill);
    }

    /** Starts PostgreSQL, which recovers, and waits until it answers. */
    public void startDatabase() {
        // What the dead one had of shared memory may be there a moment longer.
        Awaitility.await("PostgreSQL starts")
                .atMost(Duration.ofMinutes(1))
                .ignoreException(Failure.class)
                .until(() ->
                        postgres.start(Settings.read(folder).ports().database()).isAlive());
    }

    /** Stops PostgreSQL where it stands, as a disk or a host that hangs does. */
    public void freezeDatabase() {
        signalDatabase("STOP");
    }

    /** Lets it go on. */
    public void thawDatabase() {
        signalDatabase("CONT");
    }

    private void signalDatabase(String signal) {
        var server = postgres.running().orElseThrow();
        var command = new ArrayList<>(List.of("kill", "-" + signal, String.valueOf(server.pid())));
        server.descendants().forEach(backend -> command.add(String.valueOf(backend.pid())));
        try {
            new ProcessBuilder(command).inheritIO().start().onExit().join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the gateway of a door tells whether it is ready. */
    public URI readinessOfGateway(int door) {
        return URI.create(doors().get(door).rest() + "/q/health/ready");
    }

    /** Likewise its loyalty-service. */
    public URI readinessOfLoyalty(int door) {
        return URI.create("http://127.0.0.1:" + loyaltyPort(door) + "/q/health/ready");
    }

    /** Where the loyalty-service of a door listens, also when it is started again. */
    public int loyaltyPort(int door) {
        return door == 0 ? Settings.read(folder).ports().loyalty() : loyalties[1].port();
    }

    private static void kill(ProcessHandle process) {
        process.destroyForcibly();
        process.onExit().join();
    }

    @Override
    public void close() {
        var beside = new ArrayList<>(Arrays.asList(loyalties));
        beside.add(gateway);
        beside.stream().filter(instance -> instance != null).forEach(Instance::close);
        launcher.close();
    }
}
