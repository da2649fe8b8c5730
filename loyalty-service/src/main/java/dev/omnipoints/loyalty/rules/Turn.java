package dev.omnipoints.loyalty.rules;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * A transaction that alone changes the rules of its programme: others wait for their turn, so that numbers and
 * positions have no gaps and what was looked at still holds when it is written.
 */
final class Turn {
    // Names the turns of rules among the advisory locks of the database; the programme's hash stands beside it.
    private static final int TURN = 0x72756c65;
    private static final String LOCK =
            "SELECT 1 FROM (SELECT pg_advisory_xact_lock(" + TURN + ", hashtext(:programme))) AS turn";
    private static final String STAND = """
            SELECT (SELECT count(*) FROM rules_draft WHERE programme = :programme),
                   (SELECT coalesce(max(number), 0) FROM rules_version WHERE programme = :programme),
                   (SELECT coalesce(max(position), 0) + 1 FROM rules_change WHERE programme = :programme)
            """;

    private final Mutiny.Session session;
    private final String programme;
    private final Stand stand;
    private boolean written;

    /**
     * How it stands when the turn comes.
     *
     * @param now by the ledger's clock
     * @param newest the number of the newest version; 0: there is none
     * @param position where the next change stands
     */
    record Stand(Instant now, long openDrafts, long newest, long position) {}

    private Turn(Mutiny.Session session, String programme, Stand stand) {
        this.session = session;
        this.programme = programme;
        this.stand = stand;
    }

    /** Waits for it. */
    static Uni<Turn> of(Mutiny.Session session, String programme) {
        // A statement of its own: what comes after it sees what the turn before has committed.
        return session.createNativeQuery(LOCK, Integer.class)
                .setParameter("programme", programme)
                .getSingleResult()
                .chain(() -> session.createNativeQuery(
                                "SELECT clock_timestamp() + shift FROM test_clock", OffsetDateTime.class)
                        .getSingleResult())
                .chain(now -> session.createNativeQuery(STAND, Object[].class)
                        .setParameter("programme", programme)
                        .getSingleResult()
                        .map(row -> new Stand(now.toInstant(), (Long) row[0], (Long) row[1], (Long) row[2])))
                .map(stand -> new Turn(session, programme, stand));
    }

    Stand stand() {
        return stand;
    }

    /** Whether anything was to be written. */
    boolean written() {
        return written;
    }

    /** An open draft; null where it is none. */
    Uni<Draft> draft(UUID id) {
        return session.find(Draft.class, new Draft.Key(programme, id));
    }

    /** A version's document; null where there is none. */
    Uni<String> document(long number) {
        return session.createNativeQuery(
                        "SELECT document FROM rules_version WHERE programme = :programme AND number = :number",
                        String.class)
                .setParameter("programme", programme)
                .setParameter("number", number)
                .getSingleResultOrNull();
    }

    /** A version that there is. */
    Uni<Published> published(long number) {
        return session.createNativeQuery(
                        "SELECT * FROM rules_version WHERE programme = :programme AND number = :number",
                        Published.class)
                .setParameter("programme", programme)
                .setParameter("number", number)
                .getSingleResult();
    }

    /** The change that a key made; null where it made none. */
    Uni<Change> byKey(UUID keyHash) {
        return session.createNativeQuery(
                        "SELECT * FROM rules_change WHERE programme = :programme AND key_hash = :key", Change.class)
                .setParameter("programme", programme)
                .setParameter("key", keyHash)
                .getSingleResultOrNull();
    }

    /** The change that made a draft's version; null where none did. */
    Uni<Change> making(UUID draft, int version) {
        return session.createNativeQuery(
                        "SELECT * FROM rules_change WHERE programme = :programme AND draft = :draft"
                                + " AND draft_version = :version",
                        Change.class)
                .setParameter("programme", programme)
                .setParameter("draft", draft)
                .setParameter("version", version)
                .getSingleResultOrNull();
    }

    /** All who wrote on a draft until it had a version, in the order in which they came. */
    Uni<List<String>> editors(UUID draft, int version) {
        return session.createNativeQuery(
                        "SELECT subject FROM rules_change WHERE programme = :programme AND draft = :draft"
                                + " AND draft_version <= :version AND kind IN ('CREATE', 'UPDATE')"
                                + " GROUP BY subject ORDER BY min(draft_version)",
                        String.class)
                .setParameter("programme", programme)
                .setParameter("draft", draft)
                .setParameter("version", version)
                .getResultList();
    }

    /** Keeps a change, and what else it brings. */
    Uni<Void> insert(Object... rows) {
        written = true;
        return session.persistAll(rows);
    }

    Uni<Void> delete(Draft draft) {
        return session.remove(draft);
    }
}
