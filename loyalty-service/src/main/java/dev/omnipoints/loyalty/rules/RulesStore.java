package dev.omnipoints.loyalty.rules;

import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.loyalty.platform.DatabaseTrouble;
import dev.omnipoints.loyalty.platform.Refused;
import dev.omnipoints.loyalty.platform.Sessions;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Drafts, versions and changes of rules in the database. */
@ApplicationScoped
class RulesStore {
    // A page of changes comes to less than this and two documents: under the limit of a message.
    private static final int PAGE_BYTES = 1024 * 1024;

    // SQL, for the reason that ProgrammeStore gives. Lists leave the documents out: they may be long.
    private static final String DRAFTS = """
            SELECT programme, id, position, version, name, based_on, '' AS document, rule_count, editors, created_at,
                   created_by, changed_at, changed_by
            FROM rules_draft WHERE programme = :programme AND position < :before
            ORDER BY position DESC LIMIT :most
            """;
    private static final String VERSIONS = """
            SELECT programme, number, name, '' AS document, rule_count, draft, editors, published_at, published_by
            FROM rules_version WHERE programme = :programme AND number < :before ORDER BY number DESC LIMIT :most
            """;
    private static final String CHANGES = """
            SELECT c.* FROM rules_change c
            JOIN (SELECT position, sum(bytes) OVER (ORDER BY position DESC) - bytes AS newer
                  FROM (SELECT position, coalesce(octet_length(before), 0) + coalesce(octet_length(after), 0) AS bytes
                        FROM rules_change WHERE programme = :programme AND position < :before
                        ORDER BY position DESC LIMIT :most) sized) page USING (position)
            WHERE c.programme = :programme AND page.newer < :bytes ORDER BY position DESC
            """;
    private static final String NEWEST =
            "SELECT * FROM rules_version WHERE programme = :programme ORDER BY number DESC LIMIT 1";

    private final Sessions sessions;

    @Inject
    RulesStore(Sessions sessions) {
        this.sessions = sessions;
    }

    /**
     * Does work that alone changes the rules of a programme.
     *
     * @return what it comes to, once it is committed; OUTCOME_UNKNOWN where that could not be learnt
     */
    <T> Uni<T> inTurn(String programme, Function<Turn, Uni<T>> work) {
        AtomicReference<Turn> taken = new AtomicReference<>();
        return sessions.withTransaction(session ->
                        Turn.of(session, programme).invoke(taken::set).chain(turn -> work.apply(turn)))
                .onFailure(failed -> taken.get() != null && taken.get().written() && answerLost(failed))
                .transform(lost -> Refused.of(
                        Reason.REASON_OUTCOME_UNKNOWN, "It may have been done; send the same request again."));
    }

    /** The database may have committed before it went away. */
    private static boolean answerLost(Throwable failed) {
        return DatabaseTrouble.asRefused(failed)
                .filter(trouble -> trouble.reason() == Reason.REASON_DEPENDENCY_UNAVAILABLE)
                .isPresent();
    }

    /** An open draft; null where it is none. */
    Uni<Draft> draft(String programme, UUID id) {
        return sessions.withSession(session -> session.find(Draft.class, new Draft.Key(programme, id)));
    }

    /** The newest drafts below a position, without their documents. */
    Uni<List<Draft>> drafts(String programme, long before, int limit) {
        return page(DRAFTS, Draft.class, programme, before, limit);
    }

    /** The newest versions below a number, without their documents. */
    Uni<List<Published>> versions(String programme, long before, int limit) {
        return page(VERSIONS, Published.class, programme, before, limit);
    }

    private <T> Uni<List<T>> page(String sql, Class<T> type, String programme, long before, int limit) {
        return sessions.withSession(session -> session.createNativeQuery(sql, type)
                .setParameter("programme", programme)
                .setParameter("before", before)
                .setParameter("most", limit)
                .getResultList());
    }

    /** The newest changes below a position: the first, and as many more as go into one message. */
    Uni<List<Change>> changes(String programme, long before, int limit) {
        return sessions.withSession(session -> session.createNativeQuery(CHANGES, Change.class)
                .setParameter("programme", programme)
                .setParameter("before", before)
                .setParameter("most", limit)
                .setParameter("bytes", PAGE_BYTES)
                .getResultList());
    }

    /** The change that made a draft's version; null where none did. */
    Uni<Change> written(String programme, UUID draft, int version) {
        return sessions.withSession(session -> session.createNativeQuery(
                        "SELECT * FROM rules_change WHERE programme = :programme AND draft = :draft"
                                + " AND draft_version = :version",
                        Change.class)
                .setParameter("programme", programme)
                .setParameter("draft", draft)
                .setParameter("version", version)
                .getSingleResultOrNull());
    }

    /** A version; null where it is none. */
    Uni<Published> version(String programme, long number) {
        return sessions.withSession(session -> session.createNativeQuery(
                        "SELECT * FROM rules_version WHERE programme = :programme AND number = :number",
                        Published.class)
                .setParameter("programme", programme)
                .setParameter("number", number)
                .getSingleResultOrNull());
    }

    /** The newest version; null where nothing was published. */
    Uni<Published> newest(String programme) {
        return sessions.withSession(session -> session.createNativeQuery(NEWEST, Published.class)
                .setParameter("programme", programme)
                .getSingleResultOrNull());
    }

    /** How many versions each programme has: the number of its newest. */
    Uni<Map<String, Long>> counts() {
        return sessions.withSession(session -> session.createNativeQuery(
                        "SELECT programme, max(number) FROM rules_version GROUP BY programme", Object[].class)
                .getResultList()
                .map(rows -> rows.stream()
                        .collect(Collectors.toUnmodifiableMap(row -> (String) row[0], row -> (Long) row[1]))));
    }
}
