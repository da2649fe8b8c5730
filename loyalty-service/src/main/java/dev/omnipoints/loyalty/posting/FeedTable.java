package dev.omnipoints.loyalty.posting;

import dev.omnipoints.loyalty.ledger.AccountKey;
import dev.omnipoints.loyalty.ledger.Kind;
import dev.omnipoints.loyalty.ledger.Reference;
import dev.omnipoints.loyalty.posting.FeedEntry.Parts;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * SQL of the feed: the journal between two snapshots. A row is between them if its transaction had ended at the second
 * and not at the first, by the indexed xid: either it began after the first, a range; or it ran then, a few ids.
 */
public final class FeedTable {

    /** The database as it stands: which cluster it is (0: not to be learnt), and the transactions that have ended. */
    public record Standing(long cluster, Snapshot now) {}

    /**
     * A look at the end of the journal.
     *
     * @param now the transactions that have ended
     * @param lastOfWindow the transaction of the row that is as far from the beginning as a window is to be long; null:
     *     there are not so many
     */
    public record Horizon(Snapshot now, Long lastOfWindow) {}

    private static final String MAY_IDENTIFY =
            "SELECT has_function_privilege('pg_control_system()', 'EXECUTE') AS allowed";
    private static final String CLUSTER = "SELECT system_identifier AS cluster FROM pg_control_system()";

    /** No row that is seen can be of a transaction to come, but where xids came from another cluster. */
    private static final String STANDING = "SELECT pg_current_snapshot()::text AS now, EXISTS (SELECT FROM journal"
            + " WHERE xid >= pg_snapshot_xmax(pg_current_snapshot())) AS foreign_rows";

    private static final String HORIZON = """
            SELECT pg_current_snapshot()::text AS now,
                (SELECT xid FROM journal WHERE xid >= $1::text::xid8 ORDER BY xid OFFSET $2 LIMIT 1)::text AS last
            """;

    private static final String BETWEEN = """
            SELECT %1$s FROM journal WHERE xid >= pg_snapshot_xmax($1::text::pg_snapshot)
                AND xid < %2$s AND pg_visible_in_snapshot(xid, $2::text::pg_snapshot) %3$s
            UNION ALL
            SELECT %1$s FROM journal WHERE xid = ANY (ARRAY(SELECT pg_snapshot_xip($1::text::pg_snapshot)))
                AND xid < %2$s AND pg_visible_in_snapshot(xid, $2::text::pg_snapshot) %3$s
            """;

    /**
     * Transactions below a cut that hold a row whose member's row before it is not below the cut; and, with them, those
     * that hold a row next to one of theirs. Without them what is below the cut is closed. OFFSET and LIMIT keep each
     * look-up one by index, and ORDER BY the primary key's, whatever the planner believes of sizes.
     */
    private static final String HELD_BACK =
            """
            WITH RECURSIVE held_back (xid) AS (
                SELECT n.xid FROM (%s) n CROSS JOIN LATERAL (SELECT xid FROM journal b WHERE b.bucket = n.bucket
                    AND b.programme = n.programme AND b.member = n.member AND b.seq < n.seq
                    ORDER BY b.seq DESC LIMIT 1) b
                WHERE b.xid >= $3::text::xid8
                UNION
                SELECT n.xid FROM held_back h
                CROSS JOIN LATERAL (SELECT bucket, programme, member, seq FROM journal b WHERE b.xid = h.xid OFFSET 0) b
                CROSS JOIN LATERAL (SELECT xid FROM journal n WHERE n.bucket = b.bucket AND n.programme = b.programme
                    AND n.member = b.member AND n.seq > b.seq ORDER BY n.seq LIMIT 1) n
                WHERE n.xid < $3::text::xid8
            )
            SELECT xid::text AS xid FROM held_back
            """.formatted(BETWEEN.formatted("xid, bucket, programme, member, seq", "$3::text::xid8", ""));

    private static final String COLUMNS = "feed_pos, programme, member, seq, caller, kind, refused, points,"
            + " pending_change, spendable_change, held_change, owed_change, pending, spendable, held, owed, sale,"
            + " named_member, channel, store, terminal, reason, occurred_at, recorded_at";

    private static final String PAGE =
            BETWEEN.formatted(COLUMNS, "pg_snapshot_xmax($2::text::pg_snapshot)", "AND feed_pos > $3")
                    + "ORDER BY feed_pos LIMIT $4";

    private static final String TOUCHED = "SELECT DISTINCT bucket, programme, member FROM ("
            + BETWEEN.formatted("bucket, programme, member", "pg_snapshot_xmax($2::text::pg_snapshot)", "") + ") n";

    private static final String BEHIND = """
            SELECT count(*) AS rows FROM (SELECT FROM journal WHERE xid >= pg_snapshot_xmin($1::text::pg_snapshot)
                AND NOT pg_visible_in_snapshot(xid, $1::text::pg_snapshot) LIMIT $2) n
            """;

    private FeedTable() {}

    /**
     * Which cluster it is, and what has ended there.
     *
     * @return fails with IllegalStateException where the journal was restored from another cluster and not begun anew
     */
    public static Future<Standing> standing(SqlClient client) {
        return cluster(client)
                .compose(cluster -> client.preparedQuery(STANDING).execute().map(rows -> {
                    Row row = rows.iterator().next();
                    if (row.getBoolean("foreign_rows")) {
                        throw new IllegalStateException("The journal has transaction ids of another cluster: it was"
                                + " restored here. Run, as its owner: UPDATE journal SET xid = pg_current_xact_id()");
                    }
                    return new Standing(cluster, Snapshot.parse(row.getString("now")));
                }));
    }

    /** Which cluster it is; 0: this role may not know. */
    public static Future<Long> cluster(SqlClient client) {
        return client.preparedQuery(MAY_IDENTIFY)
                .execute()
                .compose(allowed -> allowed.iterator().next().getBoolean("allowed")
                        ? client.preparedQuery(CLUSTER)
                                .execute()
                                .map(rows -> rows.iterator().next().getLong("cluster"))
                        : Future.succeededFuture(0L));
    }

    /** How far the journal goes after `from`, and where a window of `rows` rows would end. */
    public static Future<Horizon> horizon(SqlClient client, Snapshot from, int rows) {
        return client.preparedQuery(HORIZON)
                .execute(Tuple.of(Long.toString(from.xmax()), (long) rows))
                .map(found -> {
                    Row row = found.iterator().next();
                    String last = row.getString("last");
                    return new Horizon(
                            Snapshot.parse(row.getString("now")), last == null ? null : Long.parseLong(last));
                });
    }

    /** What is to be left out of what has ended `now` below `cut`, so that the rest is closed. */
    public static Future<long[]> heldBack(SqlClient client, Snapshot from, Snapshot now, long cut) {
        return client.preparedQuery(HELD_BACK)
                .execute(Tuple.of(from.toString(), now.toString(), Long.toString(cut)))
                .map(rows -> {
                    long[] xids = new long[rows.size()];
                    int i = 0;
                    for (Row row : rows) {
                        xids[i++] = Long.parseLong(row.getString("xid"));
                    }
                    return xids;
                });
    }

    /** The first rows between two snapshots that stand after a position. */
    public static Future<List<FeedEntry>> page(SqlClient client, Snapshot from, Snapshot to, long after, int limit) {
        return client.preparedQuery(PAGE)
                .execute(Tuple.of(from.toString(), to.toString(), after, (long) limit))
                .map(rows -> {
                    List<FeedEntry> entries = new ArrayList<>(rows.size());
                    rows.forEach(row -> entries.add(entry(row)));
                    return entries;
                });
    }

    /** The accounts that have rows between two snapshots, each once. */
    public static Future<List<AccountKey>> touched(SqlClient client, Snapshot from, Snapshot to) {
        return client.preparedQuery(TOUCHED)
                .execute(Tuple.of(from.toString(), to.toString()))
                .map(rows -> {
                    List<AccountKey> accounts = new ArrayList<>(rows.size());
                    rows.forEach(row -> accounts.add(AccountTable.key(row)));
                    return accounts;
                });
    }

    /** How many rows there are after a snapshot; no more are counted than a limit. */
    public static Future<Long> behind(SqlClient client, Snapshot from, long limit) {
        return client.preparedQuery(BEHIND)
                .execute(Tuple.of(from.toString(), limit))
                .map(rows -> rows.iterator().next().getLong("rows"));
    }

    private static FeedEntry entry(Row row) {
        UUID member = row.getUUID("member");
        long seq = row.getLong("seq");
        int kind = row.getShort("kind");
        return new FeedEntry(
                row.getLong("feed_pos"),
                row.getString("programme"),
                member,
                seq,
                operationId(kind, new Reference(member, seq)),
                row.getString("caller"),
                kind,
                row.getShort("refused"),
                row.getLong("points"),
                parts(row, "_change"),
                parts(row, ""),
                row.getUUID("sale"),
                row.getUUID("named_member"),
                row.getShort("channel"),
                row.getString("store"),
                row.getString("terminal"),
                row.getString("reason"),
                Columns.instant(row.getOffsetDateTime("occurred_at")),
                Columns.instant(row.getOffsetDateTime("recorded_at")));
    }

    private static Parts parts(Row row, String suffix) {
        return new Parts(
                row.getLong("pending" + suffix),
                row.getLong("spendable" + suffix),
                row.getLong("held" + suffix),
                row.getLong("owed" + suffix));
    }

    /** As {@link OperationId#of}, of rows of any kind. */
    private static String operationId(int code, Reference row) {
        for (Kind kind : Kind.values()) {
            if (kind.code() == code) {
                return kind.name().toLowerCase(Locale.ROOT).replace("_", "") + '_' + row.text();
            }
        }
        return "";
    }
}
