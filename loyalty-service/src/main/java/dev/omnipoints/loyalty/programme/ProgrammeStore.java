package dev.omnipoints.loyalty.programme;

import dev.omnipoints.loyalty.platform.Sessions;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/** The versions of all programmes in the database, which takes new ones and changes none. */
@ApplicationScoped
class ProgrammeStore {
    // An arbitrary number that names the reading of the bootstrap file among the advisory locks of the database.
    private static final long TURN = 0x6f6d6e69_70726f67L;
    // SQL, for Hibernate's own language takes seconds to load on a busy machine, on an event loop with a transaction
    // open.
    private static final String NEWEST_FIRST =
            "SELECT * FROM programme WHERE id = :id AND version < :before ORDER BY version DESC LIMIT :most";

    private final Sessions sessions;

    @Inject
    ProgrammeStore(Sessions sessions) {
        this.sessions = sessions;
    }

    /** What is in the database now; the versions only where the counts by programme say that there are new ones. */
    record Look(Instant now, List<ProgrammeVersion> versions) {}

    /**
     * Looks whether there is something new.
     *
     * @param wanted by the count of versions of each programme: whether they are to be read
     */
    Uni<Look> look(Predicate<Map<String, Long>> wanted) {
        return sessions.withSession(session -> now(session)
                .chain(now -> count(session)
                        .chain(count -> wanted.test(count)
                                ? all(session)
                                : Uni.createFrom().item(List.<ProgrammeVersion>of()))
                        .map(versions -> new Look(now, versions))));
    }

    private static Uni<Map<String, Long>> count(Mutiny.Session session) {
        return session.createNativeQuery("SELECT id, count(*) FROM programme GROUP BY id", Object[].class)
                .getResultList()
                .map(rows -> rows.stream()
                        .collect(Collectors.toUnmodifiableMap(row -> (String) row[0], row -> (Long) row[1])));
    }

    private static Uni<List<ProgrammeVersion>> all(Mutiny.Session session) {
        return session.createNativeQuery("SELECT * FROM programme", ProgrammeVersion.class)
                .getResultList();
    }

    /** The number of the version that holds now; null before all of them. */
    Uni<Integer> holding(String id) {
        return sessions.withSession(session -> now(session)
                .chain(now -> session.createNativeQuery(
                                "SELECT max(version) FROM programme WHERE id = :id AND holds_from <= :now",
                                Integer.class)
                        .setParameter("id", id)
                        .setParameter("now", now)
                        .getSingleResultOrNull()));
    }

    /** The ledger's clock. */
    private static Uni<Instant> now(Mutiny.Session session) {
        return session.createNativeQuery("SELECT clock_timestamp() + shift FROM test_clock", OffsetDateTime.class)
                .getSingleResult()
                .map(OffsetDateTime::toInstant);
    }

    /** The newest versions of a programme below a number. */
    Uni<List<ProgrammeVersion>> newestFirst(String id, int before, int limit) {
        return sessions.withSession(session -> newestFirst(session, id, before, limit));
    }

    private static Uni<List<ProgrammeVersion>> newestFirst(Mutiny.Session session, String id, int before, int limit) {
        return session.createNativeQuery(NEWEST_FIRST, ProgrammeVersion.class)
                .setParameter("id", id)
                .setParameter("before", before)
                .setParameter("most", limit)
                .getResultList();
    }

    /** What a look at the newest version and the clock decides: a version to insert, or none. */
    record Newest(ProgrammeVersion version, Instant now) {}

    /**
     * Inserts what is made of the newest version; where that is the newest version itself, nothing. Fails where someone
     * else inserted the same number meanwhile: the primary key lets one of them through.
     */
    Uni<ProgrammeVersion> insert(String id, Function<Newest, ProgrammeVersion> next) {
        return sessions.withTransaction(session -> newestFirst(session, id, Integer.MAX_VALUE, 1)
                .chain(found -> now(session).chain(now -> {
                    ProgrammeVersion newest = found.getFirst();
                    ProgrammeVersion made = next.apply(new Newest(newest, now));
                    return made == newest
                            ? Uni.createFrom().item(newest)
                            : session.persist(made).replaceWith(made);
                })));
    }

    /** Inserts the first versions of programmes that are not there; what is there is never changed. */
    Uni<Void> insertMissing(List<ProgrammeVersion> wanted) {
        // Instances that start at once take their turns.
        return sessions.withTransaction(session -> session.createNativeQuery(
                        "SELECT 1 FROM (SELECT pg_advisory_xact_lock(" + TURN + ")) AS turn", Integer.class)
                .getSingleResult()
                .chain(() -> session.createNativeQuery("SELECT DISTINCT id FROM programme", String.class)
                        .getResultList())
                .chain(there -> session.persistAll(wanted.stream()
                        .filter(version -> !there.contains(version.id))
                        .toArray())));
    }
}
