package dev.omnipoints.loyalty.posting;

import dev.omnipoints.loyalty.ledger.Kind;
import dev.omnipoints.loyalty.ledger.Reference;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import java.util.Iterator;
import java.util.UUID;

/**
 * Reads named events, each beside the journal rows that it names, as of a {@link LedgerScan}'s snapshot, a page at a
 * time. For the auditor.
 */
public final class EventScan {

    private static final int EVENTS = 200;

    private static final int NAMES = 1_000;

    private static final String EVENT_AND_ROWS = """
            SELECT e.id, e.bucket, e.programme, e.source, e.event_id, e.type, e.member, e.member_status, e.seq,
                e.points, e.occurred_at, e.programme_version, e.rules_version, e.answer, e.confirmed_member,
                e.confirmed_seq, e.confirmed_points, e.confirmed_answer,
                CASE WHEN j.seq IS NULL THEN 'missing' ELSE concat_ws(', ',
                    CASE WHEN j.kind <> %1$d OR j.part <> 0 OR j.refused <> 0 THEN 'outcome' END,
                    CASE WHEN j.reason IS DISTINCT FROM e.type THEN 'type' END,
                    CASE WHEN j.caller <> e.caller THEN 'caller' END,
                    CASE WHEN j.key_hash <> e.key_hash THEN 'key' END,
                    CASE WHEN j.fingerprint <> e.fingerprint THEN 'fingerprint' END,
                    CASE WHEN j.points <> e.points THEN 'points' END,
                    CASE WHEN j.channel <> e.channel THEN 'channel' END,
                    CASE WHEN j.occurred_at <> e.occurred_at THEN 'occurred_at' END,
                    CASE WHEN j.recorded_at <> e.recorded_at THEN 'recorded_at' END) END AS differs,
                CASE WHEN num_nonnulls(e.confirmed_member, e.confirmed_seq, e.confirmed_points, e.confirmed_at,
                        e.confirmed_answer) NOT IN (0, 5) THEN 'part of it alone is there'
                    WHEN e.confirmed_seq IS NULL THEN '' WHEN c.seq IS NULL THEN 'missing' ELSE concat_ws(', ',
                    CASE WHEN c.kind <> %1$d OR c.part <> 0 OR c.refused <> 0 THEN 'outcome' END,
                    CASE WHEN c.reason IS DISTINCT FROM e.type THEN 'type' END,
                    CASE WHEN c.points <> e.confirmed_points THEN 'points' END,
                    CASE WHEN c.occurred_at <> e.occurred_at THEN 'occurred_at' END,
                    CASE WHEN c.recorded_at <> e.confirmed_at THEN 'confirmed_at' END) END AS confirmed_differs
            FROM named_event e LEFT JOIN account a ON a.programme = e.programme AND a.member = e.member
            LEFT JOIN journal j ON j.bucket = a.bucket AND j.programme = e.programme AND j.member = e.member
                AND j.seq = e.seq
            LEFT JOIN account b ON b.programme = e.programme AND b.member = e.confirmed_member
            LEFT JOIN journal c ON c.bucket = b.bucket AND c.programme = e.programme AND c.member = e.confirmed_member
                AND c.seq = e.confirmed_seq
            """.formatted(Kind.EARN.code());

    /** An earn by an event is named by that event. */
    private static final String STRANGE_ROWS = """
            SELECT 'journal ' || j.programme || '/' || j.member || '/' || j.seq AS name FROM journal j
            WHERE j.kind = %d AND j.refused = 0 AND j.reason IS NOT NULL
                AND NOT EXISTS (SELECT FROM named_event e WHERE e.programme = j.programme AND e.member = j.member
                    AND e.seq = j.seq)
                AND NOT EXISTS (SELECT FROM named_event e WHERE e.programme = j.programme
                    AND e.confirmed_member = j.member AND e.confirmed_seq = j.seq)
            """.formatted(Kind.EARN.code());

    private final SqlConnection connection;

    EventScan(SqlConnection connection) {
        this.connection = connection;
    }

    /**
     * An event as stored.
     *
     * @param recorded what it earned when it was recorded
     * @param differs the columns in which that row says otherwise; empty: none
     * @param confirmed what it earned at its member's confirmation; null: nothing
     * @param confirmedDiffers likewise of that
     */
    public record StoredEvent(
            UUID id,
            short bucket,
            String source,
            String eventId,
            String type,
            short memberStatus,
            Earned recorded,
            String differs,
            Earned confirmed,
            String confirmedDiffers,
            SaleScan.Rated rated) {}

    /**
     * What it earned.
     *
     * @param row in the journal
     * @param answer as protobuf
     */
    public record Earned(Reference row, long points, byte[] answer) {}

    /** All events. */
    public Iterator<StoredEvent> all() {
        return Pages.of(connection, EVENT_AND_ROWS, EVENTS, EventScan::event);
    }

    /** Journal rows that earned by an event which does not name them. */
    public Iterator<String> strangeRows() {
        return Pages.of(connection, STRANGE_ROWS, NAMES, row -> row.getString("name"));
    }

    private static StoredEvent event(Row row) {
        Reference recorded = new Reference(row.getUUID("member"), row.getLong("seq"));
        String confirmedDiffers = row.getString("confirmed_differs");
        boolean confirmed = row.getLong("confirmed_seq") != null && confirmedDiffers.isEmpty();
        return new StoredEvent(
                row.getUUID("id"),
                row.getShort("bucket"),
                row.getString("source"),
                row.getString("event_id"),
                row.getString("type"),
                row.getShort("member_status"),
                new Earned(recorded, row.getLong("points"), Columns.bytes(row.getBuffer("answer"))),
                row.getString("differs"),
                confirmed
                        ? new Earned(
                                new Reference(row.getUUID("confirmed_member"), row.getLong("confirmed_seq")),
                                row.getLong("confirmed_points"),
                                Columns.bytes(row.getBuffer("confirmed_answer")))
                        : null,
                confirmedDiffers,
                new SaleScan.Rated(
                        row.getString("programme"),
                        row.getOffsetDateTime("occurred_at").toInstant(),
                        row.getInteger("programme_version"),
                        row.getLong("rules_version")));
    }
}
