package dev.omnipoints.loyalty.posting;

import dev.omnipoints.loyalty.ledger.Kind;
import dev.omnipoints.loyalty.ledger.Reference;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.Iterator;
import java.util.UUID;

/**
 * Reads sales, each beside the journal rows that it names, as of a {@link LedgerScan}'s snapshot, a page at
 * a time. For the auditor.
 */
public final class SaleScan {

    /** A basket may be 1 MiB. */
    private static final int SALES = 20;

    private static final int NAMES = 1_000;

    /** The columns of which a claim has all: member, seq, time, answer, standing. */
    private static final int CLAIM_PARTS = 5;

    private static final String SALE_AND_ROW = """
            SELECT s.id, s.bucket, s.programme, s.store, s.terminal, s.number, s.business_date, s.fingerprint,
                s.currency, s.total, s.points, s.basket, s.answer, s.member, s.earn_seq, s.occurred_at,
                s.programme_version, s.rules_version,
                CASE WHEN s.earn_seq IS NULL THEN '' WHEN j.seq IS NULL THEN 'missing' ELSE concat_ws(', ',
                    CASE WHEN j.sale IS DISTINCT FROM s.id THEN 'sale' END,
                    CASE WHEN j.kind <> %d OR j.part <> 0 OR j.refused <> 0 THEN 'outcome' END,
                    CASE WHEN j.caller <> s.caller THEN 'caller' END,
                    CASE WHEN j.key_hash <> s.key_hash THEN 'key' END,
                    CASE WHEN j.fingerprint <> s.fingerprint THEN 'fingerprint' END,
                    CASE WHEN j.points <> s.points THEN 'points' END,
                    CASE WHEN j.channel <> s.channel THEN 'channel' END,
                    CASE WHEN j.actor IS DISTINCT FROM s.actor THEN 'actor' END,
                    CASE WHEN j.occurred_at <> s.occurred_at THEN 'occurred_at' END,
                    CASE WHEN j.recorded_at <> s.recorded_at THEN 'recorded_at' END) END AS differs
            FROM sale s LEFT JOIN account a ON a.programme = s.programme AND a.member = s.member
            LEFT JOIN journal j ON j.bucket = a.bucket AND j.programme = s.programme AND j.member = s.member
                AND j.seq = s.earn_seq
            """.formatted(Kind.EARN.code());

    /** A sale earns by its own row and by that of its claim, and by no other. */
    private static final String STRANGE_ROWS = """
            SELECT 'journal ' || j.programme || '/' || j.member || '/' || j.seq AS name, s.id IS NULL AS missing
            FROM journal j
            LEFT JOIN sale s ON s.bucket = (get_byte(uuid_send(j.sale), 0) & 63)::smallint AND s.id = j.sale
            WHERE j.sale IS NOT NULL AND j.refused = 0 AND j.kind <> %d
                AND (s.id IS NULL OR j.kind = %d AND (j.programme <> s.programme
                    OR (s.member = j.member AND s.earn_seq = j.seq
                        OR s.claimed_by = j.member AND s.claim_seq = j.seq) IS NOT TRUE))
            """.formatted(Kind.HOLD.code(), Kind.EARN.code());

    /** In the order of ids, as returns are in that of their sales. */
    private static final String CHANGED = """
            SELECT s.id, s.programme, s.member, s.member_status, s.earn_seq, s.points, s.channel, s.occurred_at,
                s.recorded_at, s.key_hash, s.total, s.programme_version, s.rules_version, s.basket, s.answer,
                s.context, s.standing, s.returned, s.claimed_by, s.claim_seq, s.claim_answer, s.claim_standing,
                s.claim_context, coalesce(j.points, 0) AS claim_points, coalesce(r.points, 0) AS reversed,
                num_nonnulls(s.claimed_by, s.claim_seq, s.claimed_at, s.claim_answer, s.claim_standing) AS claim_parts,
                num_nonnulls(s.claim_context) AS claim_contexts,
                CASE WHEN s.claim_seq IS NULL THEN '' WHEN j.seq IS NULL THEN 'missing' ELSE concat_ws(', ',
                    CASE WHEN j.sale IS DISTINCT FROM s.id THEN 'sale' END,
                    CASE WHEN j.kind <> %1$d OR j.part <> 0 OR j.refused <> 0 THEN 'outcome' END,
                    CASE WHEN j.occurred_at <> s.occurred_at THEN 'occurred_at' END,
                    CASE WHEN j.recorded_at <> s.claimed_at THEN 'claimed_at' END) END AS claim_differs
            FROM sale s LEFT JOIN account a ON a.programme = s.programme AND a.member = s.claimed_by
            LEFT JOIN journal j ON j.bucket = a.bucket AND j.programme = s.programme AND j.member = s.claimed_by
                AND j.seq = s.claim_seq
            LEFT JOIN (SELECT programme, original_member, original_seq, sum(points)::bigint AS points FROM journal
                    WHERE original_seq IS NOT NULL AND kind = %2$d AND refused = 0 GROUP BY 1, 2, 3) r
                ON r.programme = s.programme AND r.original_member = coalesce(s.claimed_by, s.member)
                AND r.original_seq = coalesce(s.claim_seq, s.earn_seq)
            WHERE s.returned IS NOT NULL OR s.claimed_by IS NOT NULL OR s.claim_seq IS NOT NULL
                OR s.claimed_at IS NOT NULL OR s.claim_answer IS NOT NULL OR s.claim_standing IS NOT NULL
                OR s.claim_context IS NOT NULL
            ORDER BY s.id
            """.formatted(Kind.EARN.code(), Kind.REVERSE.code());

    private final SqlConnection connection;

    SaleScan(SqlConnection connection) {
        this.connection = connection;
    }

    /**
     * A sale as stored.
     *
     * @param earn the journal row that answered it; null: none
     * @param differs the columns in which that row says otherwise; empty: none
     */
    public record StoredSale(
            UUID id,
            short bucket,
            String programme,
            String store,
            String terminal,
            String number,
            String businessDate,
            Reference earn,
            String differs,
            byte[] fingerprint,
            String currency,
            long total,
            long points,
            byte[] basket,
            byte[] answer,
            Rated rated) {}

    /** As of when, and by which versions of settings and rules, a sale is rated. */
    public record Rated(String programme, Instant occurredAt, int programmeVersion, long rulesVersion) {}

    /** All sales. */
    public Iterator<StoredSale> all() {
        return Pages.of(connection, SALE_AND_ROW, SALES, SaleScan::sale);
    }

    /** A journal row that names a sale that is not there (missing), or that earned otherwise. */
    public record StrangeRow(String name, boolean missing) {}

    /** All of them; a hold names the receipt that it will pay, which is still to come. */
    public Iterator<StrangeRow> strangeRows() {
        return Pages.of(
                connection,
                STRANGE_ROWS,
                NAMES,
                row -> new StrangeRow(row.getString("name"), row.getBoolean("missing")));
    }

    /**
     * A sale that was claimed, or of which goods came back.
     *
     * @param memberStatus when it was recorded, by its code; 0: no one's
     * @param earn the journal row that answered it; null: none
     * @param returned what came back so far, as protobuf; null: nothing was written
     * @param claim null: nobody claimed it
     * @param reversed points that were taken back of what it earned, by returns or otherwise
     */
    public record ChangedSale(
            UUID id,
            Rated rated,
            UUID member,
            short memberStatus,
            Reference earn,
            long points,
            short channel,
            Instant recordedAt,
            UUID keyHash,
            long total,
            byte[] basket,
            byte[] answer,
            byte[] context,
            byte[] standing,
            byte[] returned,
            Claim claim,
            long reversed) {

        /** The row that gave its points; null: none did. */
        public Reference earned() {
            return claim == null ? earn : claim.row();
        }
    }

    /**
     * A claim as stored.
     *
     * @param whole nothing of it is missing
     * @param row null where it is not whole
     * @param points that the row earned
     * @param differs the columns in which the row says otherwise; empty: none
     */
    public record Claim(
            boolean whole,
            Reference row,
            long points,
            String differs,
            byte[] answer,
            byte[] context,
            byte[] standing) {}

    /** All of them, in the order of ids. */
    public Iterator<ChangedSale> changed() {
        return Pages.of(connection, CHANGED, SALES, SaleScan::changed);
    }

    private static StoredSale sale(Row row) {
        return new StoredSale(
                row.getUUID("id"),
                row.getShort("bucket"),
                row.getString("programme"),
                row.getString("store"),
                row.getString("terminal"),
                row.getString("number"),
                row.getString("business_date"),
                reference(row, "member", "earn_seq"),
                row.getString("differs"),
                bytes(row, "fingerprint"),
                row.getString("currency"),
                row.getLong("total"),
                row.getLong("points"),
                bytes(row, "basket"),
                bytes(row, "answer"),
                rated(row));
    }

    private static ChangedSale changed(Row row) {
        int parts = row.getInteger("claim_parts");
        int contexts = row.getInteger("claim_contexts");
        boolean whole = parts == CLAIM_PARTS;
        Claim claim = parts + contexts == 0
                ? null
                : new Claim(
                        whole,
                        whole ? reference(row, "claimed_by", "claim_seq") : null,
                        row.getLong("claim_points"),
                        row.getString("claim_differs"),
                        bytes(row, "claim_answer"),
                        bytes(row, "claim_context"),
                        bytes(row, "claim_standing"));
        return new ChangedSale(
                row.getUUID("id"),
                rated(row),
                row.getUUID("member"),
                row.getShort("member_status"),
                reference(row, "member", "earn_seq"),
                row.getLong("points"),
                row.getShort("channel"),
                row.getOffsetDateTime("recorded_at").toInstant(),
                row.getUUID("key_hash"),
                row.getLong("total"),
                bytes(row, "basket"),
                bytes(row, "answer"),
                bytes(row, "context"),
                bytes(row, "standing"),
                bytes(row, "returned"),
                claim,
                row.getLong("reversed"));
    }

    private static Rated rated(Row row) {
        return new Rated(
                row.getString("programme"),
                row.getOffsetDateTime("occurred_at").toInstant(),
                row.getInteger("programme_version"),
                row.getLong("rules_version"));
    }

    static Reference reference(Row row, String member, String seq) {
        return row.getLong(seq) == null ? null : new Reference(row.getUUID(member), row.getLong(seq));
    }

    static byte[] bytes(Row row, String column) {
        return Columns.bytes(row.getBuffer(column));
    }
}
