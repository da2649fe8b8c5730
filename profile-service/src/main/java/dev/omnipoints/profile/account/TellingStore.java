package dev.omnipoints.profile.account;

import dev.omnipoints.profile.platform.Sessions;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * What loyalty-service is to be told. Taking is a lease in the row, not a lock: no transaction is open
 * while a call runs, a status can change meanwhile, and what an instance took and died with is taken by
 * another when the lease is over.
 */
@ApplicationScoped
class TellingStore {
    private static final String TAKE = """
            WITH untold AS MATERIALIZED (
                SELECT member_id FROM member
                WHERE status_version <> acknowledged_version AND next_telling_at <= clock_timestamp()
                ORDER BY next_telling_at LIMIT :batch FOR UPDATE SKIP LOCKED)
            UPDATE member SET next_telling_at = clock_timestamp() + :millis * interval '1 millisecond'
            WHERE member_id IN (SELECT member_id FROM untold)
            RETURNING member_id, programme, status, status_version, acknowledged_version""";

    // To the version sent and never back: a status that changed meanwhile stays untold.
    private static final String ACKNOWLEDGE = """
            UPDATE member SET acknowledged_version = told.version
            FROM unnest(cast(:ids AS uuid[]), cast(:versions AS bigint[])) AS told (member_id, version)
            WHERE member.member_id = told.member_id AND member.acknowledged_version < told.version""";

    private static final String POSTPONE = """
            UPDATE member SET next_telling_at = clock_timestamp() + :millis * interval '1 millisecond'
            FROM unnest(cast(:ids AS uuid[]), cast(:versions AS bigint[])) AS untold (member_id, version)
            WHERE member.member_id = untold.member_id AND member.status_version = untold.version""";

    private final Sessions sessions;

    @Inject
    TellingStore(Sessions sessions) {
        this.sessions = sessions;
    }

    /** Takes some of what is untold for the time of a lease; empty where there is nothing. */
    Uni<List<StatusNews>> take(int batch, Duration lease) {
        return sessions.withTransaction(session -> session.createNativeQuery(TAKE, Object[].class)
                        .setParameter("millis", lease.toMillis())
                        .setParameter("batch", batch)
                        .getResultList())
                .map(rows -> rows.stream().map(TellingStore::news).toList());
    }

    /** Writes down that loyalty-service knows these versions. */
    Uni<Void> acknowledge(List<StatusNews> told) {
        return update(ACKNOWLEDGE, told, null);
    }

    /** Gives back what could not be told, to be taken again after a pause; a newer status is not held up. */
    Uni<Void> postpone(List<StatusNews> untold, Duration pause) {
        return update(POSTPONE, untold, pause);
    }

    private Uni<Void> update(String sql, List<StatusNews> news, Duration pause) {
        if (news.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        UUID[] ids = news.stream().map(StatusNews::memberId).toArray(UUID[]::new);
        Long[] versions = news.stream().map(StatusNews::version).toArray(Long[]::new);
        return sessions.withTransaction(session -> {
                    Mutiny.Query<?> query = session.createNativeQuery(sql);
                    query.setParameter("ids", ids).setParameter("versions", versions);
                    if (pause != null) {
                        query.setParameter("millis", pause.toMillis());
                    }
                    return query.executeUpdate();
                })
                .replaceWithVoid();
    }

    private static StatusNews news(Object[] row) {
        long version = ((Number) row[3]).longValue();
        long acknowledged = ((Number) row[4]).longValue();
        return new StatusNews((UUID) row[0], (String) row[1], (String) row[2], version, acknowledged == 0);
    }
}
