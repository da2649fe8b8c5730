package dev.omnipoints.loyalty.posting;

import dev.omnipoints.loyalty.ledger.Kind;
import dev.omnipoints.loyalty.ledger.Reference;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.Iterator;
import java.util.UUID;

/**
 * Reads returns, each beside the journal rows that it names, as of a {@link LedgerScan}'s snapshot, a page at a time.
 * For the auditor.
 */
public final class ReturnScan {

    /** A return may name 1,000 lines. */
    private static final int RETURNS = 100;

    private static final int NAMES = 1_000;

    /**
     * Of a sale in the order in which they were taken. What gave points back stands in the journal between the return
     * before and its own row; on a receipt's own rows (its key is not the return's) several returns follow one another.
     */
    private static final String RETURN_AND_ROWS = """
            SELECT r.*, j.points AS row_points, j.original_member, j.original_seq, g.points AS given,
                x.answer AS by_answer,
                CASE WHEN r.seq IS NULL THEN '' WHEN j.seq IS NULL THEN 'missing' ELSE concat_ws(', ',
                    CASE WHEN j.kind <> %1$d OR j.refused <> 0 THEN 'outcome' END,
                    CASE WHEN j.caller <> r.caller THEN 'caller' END,
                    CASE WHEN r.key_hash <> r.id AND (j.key_hash <> r.key_hash OR j.part <> 0) THEN 'key' END,
                    CASE WHEN r.key_hash <> r.id AND j.fingerprint <> r.fingerprint THEN 'fingerprint' END,
                    CASE WHEN r.key_hash <> r.id AND j.sale IS DISTINCT FROM r.sale THEN 'sale' END,
                    CASE WHEN j.channel <> r.channel THEN 'channel' END,
                    CASE WHEN j.actor IS DISTINCT FROM r.actor THEN 'actor' END,
                    CASE WHEN j.occurred_at <> r.occurred_at THEN 'occurred_at' END,
                    CASE WHEN j.recorded_at <> r.recorded_at THEN 'recorded_at' END) END AS differs
            FROM (SELECT *, lag(seq) OVER (PARTITION BY programme, member ORDER BY seq) AS before
                FROM goods_return) r
            LEFT JOIN account a ON a.programme = r.programme AND a.member = r.member
            LEFT JOIN journal j ON j.bucket = a.bucket AND j.programme = r.programme AND j.member = r.member
                AND j.seq = r.seq
            LEFT JOIN LATERAL (SELECT coalesce(sum(b.points), 0)::bigint AS points FROM journal b
                WHERE b.bucket = j.bucket AND b.programme = j.programme AND b.member = j.member
                    AND b.key_hash = j.key_hash AND b.seq < j.seq AND b.seq > coalesce(r.before, 0)
                    AND b.kind IN (%1$d, %2$d) AND b.refused = 0) g ON true
            LEFT JOIN sale x ON r.key_hash = r.id AND x.bucket = (get_byte(uuid_send(j.sale), 0) & 63)::smallint
                AND x.id = j.sale
            ORDER BY r.sale, r.recorded_at, r.seq NULLS FIRST
            """.formatted(Kind.REVERSE.code(), Kind.ADJUST.code());

    /** What takes back an earn, within a sale or a return: a person's reversal names no sale. */
    private static final String ROWS_WITHOUT_RETURN = """
            SELECT 'journal ' || j.programme || '/' || j.member || '/' || j.seq AS name
            FROM journal j JOIN account a ON a.programme = j.programme AND a.member = j.original_member
            JOIN journal o ON o.bucket = a.bucket AND o.programme = j.programme AND o.member = j.original_member
                AND o.seq = j.original_seq AND o.kind = %d
            WHERE j.kind = %d AND j.refused = 0 AND j.sale IS NOT NULL AND j.original_seq IS NOT NULL
                AND (j.points > 0 OR j.part = 0) AND NOT EXISTS (SELECT FROM goods_return r
                    WHERE r.programme = j.programme AND r.member = j.member AND r.seq = j.seq)
            """.formatted(Kind.EARN.code(), Kind.REVERSE.code());

    private final SqlConnection connection;

    ReturnScan(SqlConnection connection) {
        this.connection = connection;
    }

    /**
     * A return as stored.
     *
     * @param ownKey it came by itself; else on the receipt of an exchange
     * @param row the journal row that answered; null: none
     * @param points that the row took back, of the original
     * @param given points that the rows before it gave back
     * @param differs the columns in which the row says otherwise; empty: none
     * @param byAnswer the answer of the exchange's sale; null: it came by itself, or that sale is no one's
     */
    public record StoredReturn(
            UUID id,
            short bucket,
            String programme,
            String store,
            String terminal,
            String returnId,
            UUID sale,
            boolean ownKey,
            Reference row,
            Reference original,
            long points,
            long given,
            String differs,
            Instant recordedAt,
            byte[] fingerprint,
            byte[] body,
            byte[] answer,
            byte[] byAnswer) {}

    /** All returns in the order of their sales, those of a sale as they were taken. */
    public Iterator<StoredReturn> all() {
        return Pages.of(connection, RETURN_AND_ROWS, RETURNS, ReturnScan::goods);
    }

    /** Journal rows of returns that are not there. */
    public Iterator<String> rowsWithoutReturn() {
        return Pages.of(connection, ROWS_WITHOUT_RETURN, NAMES, row -> row.getString("name"));
    }

    private static StoredReturn goods(Row row) {
        boolean withRow = row.getLong("row_points") != null;
        return new StoredReturn(
                row.getUUID("id"),
                row.getShort("bucket"),
                row.getString("programme"),
                row.getString("store"),
                row.getString("terminal"),
                row.getString("return_id"),
                row.getUUID("sale"),
                !row.getUUID("key_hash").equals(row.getUUID("id")),
                SaleScan.reference(row, "member", "seq"),
                SaleScan.reference(row, "original_member", "original_seq"),
                withRow ? row.getLong("row_points") : 0,
                row.getLong("given"),
                row.getString("differs"),
                row.getOffsetDateTime("recorded_at").toInstant(),
                SaleScan.bytes(row, "fingerprint"),
                SaleScan.bytes(row, "body"),
                SaleScan.bytes(row, "answer"),
                SaleScan.bytes(row, "by_answer"));
    }
}
