package dev.omnipoints.gateway.audit;

import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.gateway.platform.Refused;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/** The audit log as it is read: what was done, or may have been. What was refused is a log line, no entry. */
@Singleton
public final class AuditPages {
    private static final Logger LOG = Logger.getLogger(AuditPages.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    // Who and when: of the attempt that did it, else of the first.
    private static final String NEWEST_FIRST = """
            SELECT e.position, e.id, b.at, b.subject, b.client, e.action, e.target, e.counterpart,
                   d.entry IS NOT NULL AS done, e.before_version, d.after_version, d.operation, b.trace_id
            FROM audit_entry e
            LEFT JOIN LATERAL (SELECT * FROM audit_step s WHERE s.entry = e.id AND s.step IN ('DONE', 'REPEATED')
                               ORDER BY s.step, s.at LIMIT 1) d ON true
            JOIN LATERAL (SELECT * FROM audit_step s WHERE s.entry = e.id AND s.step = 'BEGUN'
                          ORDER BY s.attempt = d.attempt AND d.step = 'DONE' DESC NULLS LAST, s.at LIMIT 1) b ON true
            WHERE e.programme = $1 AND e.position < $2
              AND (d.entry IS NOT NULL
                   OR (SELECT count(*) FILTER (WHERE s.step = 'BEGUN') > count(*) FILTER (WHERE s.step = 'REFUSED')
                       FROM audit_step s WHERE s.entry = e.id))
            ORDER BY e.position DESC LIMIT $3
            """;

    private final Pool pool;

    AuditPages(Pool pool) {
        this.pool = pool;
    }

    /** The newest entries of a programme below a position. */
    public Uni<List<AuditEntry>> newestFirst(String programme, long before, int limit) {
        return pool.preparedQuery(NEWEST_FIRST)
                .execute(Tuple.of(programme, before, limit))
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .map(AuditPages::entries)
                .onFailure()
                .transform(failed -> {
                    LOG.warnf("the audit log could not be read: %s", failed);
                    return Refused.because(
                            Reason.REASON_DEPENDENCY_UNAVAILABLE, "Send the same request again in a moment.");
                });
    }

    private static List<AuditEntry> entries(RowSet<Row> rows) {
        List<AuditEntry> entries = new ArrayList<>();
        for (Row row : rows) {
            entries.add(new AuditEntry(
                    row.getLong("position"),
                    row.getUUID("id"),
                    row.getOffsetDateTime("at").toInstant(),
                    row.getString("subject"),
                    row.getString("client"),
                    Action.Word.valueOf(row.getString("action")),
                    row.getString("target"),
                    row.getString("counterpart"),
                    row.getBoolean("done"),
                    row.getInteger("before_version"),
                    row.getInteger("after_version"),
                    row.getString("operation"),
                    row.getString("trace_id")));
        }
        return entries;
    }
}
