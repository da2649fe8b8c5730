package dev.omnipoints.profile.programme;

import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.profile.platform.Refused;
import dev.omnipoints.profile.platform.Sessions;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Reads programmes; what was read is used for ten seconds, for every request needs it. */
@ApplicationScoped
public class ProgrammeStore {
    private static final Duration USED_FOR = Duration.ofSeconds(10);

    private final Sessions sessions;
    private final Clock clock;
    private final Map<String, Read> known = new ConcurrentHashMap<>();

    @Inject
    ProgrammeStore(Sessions sessions, Clock clock) {
        this.sessions = sessions;
        this.clock = clock;
    }

    /** The programme that a caller acts in; NOT_GRANTED where there is none of that name. */
    public Uni<Settings> require(String id) {
        if (!Settings.ID.matcher(id).matches()) {
            throw unknown();
        }
        Instant now = clock.instant();
        Read read = known.get(id);
        if (read != null && now.isBefore(read.until)) {
            return Uni.createFrom().item(read.settings);
        }
        return sessions.withSession(session -> session.find(Programme.class, id))
                .onItem()
                .ifNull()
                .failWith(ProgrammeStore::unknown)
                .map(programme -> {
                    Settings settings = programme.settings();
                    known.put(id, new Read(settings, now.plus(USED_FOR)));
                    return settings;
                });
    }

    private static Refused unknown() {
        return Refused.of(
                Reason.REASON_NOT_GRANTED, "This service has no such programme; use a credential of one it has.");
    }

    private record Read(Settings settings, Instant until) {}
}
