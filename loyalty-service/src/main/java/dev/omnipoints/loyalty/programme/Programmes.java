package dev.omnipoints.loyalty.programme;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.loyalty.platform.Refused;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.hibernate.reactive.mutiny.Mutiny;

/** The programmes and their settings, kept in memory as they were at the last look into the database. */
@ApplicationScoped
public class Programmes {

    private static final Duration START_LIMIT = Duration.ofSeconds(10);

    private final Mutiny.SessionFactory sessions;
    private final Optional<String> bootstrapFile;
    private volatile Map<String, List<Version>> versions = Map.of();

    private record Version(Programme programme, Instant holdsFrom) {}

    private record Bootstrap(List<Settings> programmes) {}

    @Inject
    Programmes(
            Mutiny.SessionFactory sessions,
            @ConfigProperty(name = "omnipoints.programme.bootstrap-file") Optional<String> bootstrapFile) {
        this.sessions = sessions;
        this.bootstrapFile = bootstrapFile;
    }

    /**
     * The settings that hold at an instant; before the first version's date, the first version's.
     *
     * @throws Refused NOT_GRANTED where there is no such programme
     */
    public Programme at(String id, Instant instant) {
        List<Version> known = versions.get(id);
        if (known == null) {
            throw Refused.of(Reason.REASON_NOT_GRANTED, "The credential names a programme that this ledger has not.");
        }
        Version holding = known.getFirst();
        for (Version version : known) {
            if (!version.holdsFrom().isAfter(instant)) {
                holding = version;
            }
        }
        return holding.programme();
    }

    void start(@Observes StartupEvent event) {
        List<Settings> wanted = bootstrapFile.map(Programmes::read).orElse(List.of());
        sessions.withTransaction(session -> insertMissing(session, wanted))
                .await()
                .atMost(START_LIMIT);
        load().await().atMost(START_LIMIT);
    }

    private static List<Settings> read(String file) {
        ObjectMapper json = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
        try {
            return json.readValue(Files.readAllBytes(Path.of(file)), Bootstrap.class)
                    .programmes();
        } catch (IOException e) {
            throw new IllegalStateException(
                    "omnipoints.programme.bootstrap-file: cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /** What is there already is never changed by the file. */
    private static Uni<Void> insertMissing(Mutiny.Session session, List<Settings> wanted) {
        return session.createSelectionQuery("select id from ProgrammeVersion", String.class)
                .getResultList()
                .flatMap(there -> {
                    List<ProgrammeVersion> missing = new ArrayList<>();
                    for (Settings settings : wanted) {
                        if (!there.contains(settings.id())) {
                            ProgrammeVersion first = settings.version(1, Instant.EPOCH, "bootstrap");
                            Settings.programme(first);
                            missing.add(first);
                        }
                    }
                    return missing.isEmpty() ? Uni.createFrom().voidItem() : session.persistAll(missing.toArray());
                });
    }

    private Uni<Void> load() {
        return sessions.withSession(
                        session -> session.createSelectionQuery("from ProgrammeVersion", ProgrammeVersion.class)
                                .getResultList())
                .invoke(rows -> {
                    Map<String, List<Version>> loaded = new HashMap<>();
                    rows.stream()
                            .sorted(Comparator.comparing((ProgrammeVersion row) -> row.holdsFrom)
                                    .thenComparing(row -> row.version))
                            .forEach(row -> loaded.computeIfAbsent(row.id, id -> new ArrayList<>())
                                    .add(new Version(Settings.programme(row), row.holdsFrom)));
                    versions = Map.copyOf(loaded);
                })
                .replaceWithVoid();
    }
}
