package dev.omnipoints.loyalty.programme;

import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.loyalty.platform.OwnContext;
import dev.omnipoints.loyalty.platform.Refused;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * The programmes and their settings, kept in memory as they were at the last look into the database. A change is seen
 * at once by the instance that made it, by the others after one poll at most; a version with a date to come is seen
 * long before and holds from that date on by the ledger's clock.
 */
@ApplicationScoped
public class Programmes {

    private static final Logger LOG = Logger.getLogger(Programmes.class);
    // A machine that starts everything at once is slow; a start that is given up helps nobody.
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final ProgrammeStore store;
    private final Vertx vertx;
    private final Optional<String> bootstrapFile;
    private final Duration poll;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("programmes").daemon().factory());

    private volatile Known known = new Known(Map.of(), Instant.EPOCH, System.nanoTime());
    private boolean failing;

    /** The versions by programme, newest first, and what the ledger's clock said when. */
    private record Known(Map<String, List<Version>> versions, Instant ledgerTime, long nanoTime) {

        Instant now() {
            return ledgerTime.plusNanos(System.nanoTime() - nanoTime);
        }

        boolean lacks(Map<String, Long> counts) {
            return counts.entrySet().stream()
                    .anyMatch(count ->
                            versions.getOrDefault(count.getKey(), List.of()).size() < count.getValue());
        }
    }

    private record Version(Programme programme, Instant holdsFrom) {}

    @Inject
    Programmes(
            ProgrammeStore store,
            Vertx vertx,
            @ConfigProperty(name = "omnipoints.programme.bootstrap-file") Optional<String> bootstrapFile,
            @ConfigProperty(name = "omnipoints.programme.poll", defaultValue = "3s") Duration poll) {
        this.store = store;
        this.vertx = vertx;
        this.bootstrapFile = bootstrapFile;
        this.poll = poll;
    }

    /**
     * The settings that hold at an instant: of the versions whose date was reached then, the newest. Before all of
     * them,
     * the first.
     *
     * @throws Refused NOT_GRANTED where there is no such programme
     */
    public Programme at(String id, Instant instant) {
        List<Version> versions = known.versions().get(id);
        if (versions == null) {
            throw Refused.of(Reason.REASON_NOT_GRANTED, "The credential names a programme that this ledger has not.");
        }
        for (Version version : versions) {
            if (!version.holdsFrom().isAfter(instant)) {
                return version.programme();
            }
        }
        return versions.getLast().programme();
    }

    /**
     * The settings that hold now, by the ledger's clock: for what is done as of when it is recorded.
     *
     * @throws Refused NOT_GRANTED where there is no such programme
     */
    public Programme now(String id) {
        return at(id, clock());
    }

    /** The settings of a version that something was done by. */
    public Programme version(String id, int number) {
        return known.versions().getOrDefault(id, List.of()).stream()
                .map(Version::programme)
                .filter(programme -> programme.version() == number)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Programme " + id + " has no version " + number));
    }

    /** The ledger's clock, as far as the last look tells. */
    public Instant clock() {
        return known.now();
    }

    /** Before whoever asks for settings as soon as the service runs. */
    void start(@Observes @Priority(1) StartupEvent event) {
        bootstrapFile.ifPresent(file -> {
            List<ProgrammeVersion> wanted = read(file);
            OwnContext.await(vertx, LIMIT, () -> store.insertMissing(wanted));
        });
        look();
        timer.scheduleWithFixedDelay(this::lookAgain, poll.toMillis(), poll.toMillis(), TimeUnit.MILLISECONDS);
    }

    void stop(@Observes ShutdownEvent event) {
        timer.shutdownNow();
    }

    private static List<ProgrammeVersion> read(String file) {
        try {
            List<ProgrammeVersion> versions = SettingsJson.file(Files.readAllBytes(Path.of(file)));
            versions.forEach(version -> version.numbered(1, Instant.EPOCH, Instant.now(), "bootstrap"));
            return versions;
        } catch (IOException e) {
            throw new IllegalStateException(
                    "omnipoints.programme.bootstrap-file: cannot read " + file + ": " + e.getMessage(), e);
        } catch (Refused refused) {
            throw new IllegalStateException(
                    "omnipoints.programme.bootstrap-file: " + file + ": "
                            + refused.problem().getField() + ": " + refused.getMessage(),
                    refused);
        }
    }

    /** A look that fails changes nothing that is known; the next one comes soon. */
    private void lookAgain() {
        try {
            look();
            failing = false;
        } catch (RuntimeException failed) {
            if (!failing) {
                LOG.warnf("the programmes' settings cannot be looked up, the known ones hold: %s", failed.toString());
            }
            failing = true;
        }
    }

    /** Looks into the database; blocks. */
    void look() {
        Known before;
        ProgrammeStore.Look look;
        do {
            before = known;
            look = OwnContext.await(vertx, LIMIT, () -> store.look(known::lacks));
        } while (!takesIn(look, before));
    }

    /** Not where this instance learned meanwhile: the clock, as it was read before that, would be set back. */
    private synchronized boolean takesIn(ProgrammeStore.Look look, Known before) {
        if (known != before) {
            return false;
        }
        know(look.versions(), look.now(), System.nanoTime());
        return true;
    }

    /** Takes in what this instance has just written: it lags no more than the moment until then. */
    synchronized void learn(ProgrammeVersion row) {
        Instant now = known.now();
        know(List.of(row), now.isBefore(row.createdAt) ? row.createdAt : now, System.nanoTime());
    }

    /** Versions are never changed nor deleted, so what is known is only ever added to. */
    private void know(List<ProgrammeVersion> rows, Instant now, long nanoTime) {
        Map<String, List<Version>> versions = new HashMap<>(known.versions());
        for (ProgrammeVersion row : rows) {
            Version version = new Version(Programme.of(row), row.holdsFrom);
            versions.merge(row.id, List.of(version), Programmes::joined);
        }
        known = new Known(Map.copyOf(versions), now, nanoTime);
    }

    /** Both, newest first. */
    private static List<Version> joined(List<Version> some, List<Version> more) {
        return Stream.concat(some.stream(), more.stream())
                .distinct()
                .sorted(Comparator.comparingInt(
                                (Version version) -> version.programme().version())
                        .reversed())
                .toList();
    }
}
