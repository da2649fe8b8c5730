package dev.omnipoints.loyalty.posting;

import dev.omnipoints.loyalty.ledger.AccountKey;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** SQL of the ledger's roots, and of the heads that they are made of. */
public final class RootTable {

    /** How far an account has come. */
    public record Head(AccountKey account, long seq, byte[] hash) {}

    /** The day by the ledger's clock, what has ended, and the root before, where there is one. */
    public record Today(LocalDate day, Snapshot now, LedgerRoot last) {}

    private static final int PAGE = 1_000;
    private static final AccountKey BEFORE_ALL = new AccountKey((short) -1, "", new UUID(0, 0));

    private static final String TRY_LOCK = "SELECT pg_try_advisory_xact_lock(hashtext('ledger_root')) AS taken";

    private static final String COLUMNS =
            "day, cluster, cut::text AS cut, accounts, rows, before, root, key_id, signature";

    private static final String TODAY = "SELECT ((" + LedgerClock.NOW + ") AT TIME ZONE 'UTC')::date AS day,"
            + " pg_current_snapshot()::text AS now";

    private static final String NEWEST = "SELECT " + COLUMNS + " FROM ledger_root ORDER BY day DESC LIMIT 1";

    private static final String SINCE = "SELECT " + COLUMNS + " FROM ledger_root WHERE day >= $1 ORDER BY day LIMIT $2";

    private static final String INSERT = "INSERT INTO ledger_root (day, cluster, cut, accounts, rows, before, root,"
            + " key_id, signature) VALUES ($1, $2, $3::text::pg_snapshot, $4, $5, $6, $7, $8, $9)";

    private static final String HEADS = "SELECT bucket, programme, member, seq, head FROM account"
            + " WHERE (bucket, programme, member) > ($1, $2, $3) AND seq > 0"
            + " ORDER BY bucket, programme, member LIMIT " + PAGE;

    private RootTable() {}

    /** Whether this transaction is now the only one that writes a root. */
    public static Future<Boolean> tryLock(SqlClient client) {
        return client.preparedQuery(TRY_LOCK)
                .execute()
                .map(rows -> rows.iterator().next().getBoolean("taken"));
    }

    /** Today. */
    public static Future<Today> today(SqlClient client) {
        return client.preparedQuery(NEWEST)
                .execute()
                .compose(last -> client.preparedQuery(TODAY).execute().map(rows -> {
                    Row row = rows.iterator().next();
                    List<LedgerRoot> newest = roots(last);
                    return new Today(
                            row.getLocalDate("day"),
                            Snapshot.parse(row.getString("now")),
                            newest.isEmpty() ? null : newest.getFirst());
                }));
    }

    /** The next heads in key order after an account; null: the first. Empty: no more. */
    public static Future<List<Head>> heads(SqlClient client, AccountKey after) {
        AccountKey last = after == null ? BEFORE_ALL : after;
        return client.preparedQuery(HEADS)
                .execute(Tuple.of(last.bucket(), last.programme(), last.member()))
                .map(rows -> {
                    List<Head> heads = new ArrayList<>(rows.size());
                    rows.forEach(row -> heads.add(
                            new Head(AccountTable.key(row), row.getLong("seq"), Columns.bytes(row.getBuffer("head")))));
                    return heads;
                });
    }

    /** Writes a root; fails where there is one of its day. */
    public static Future<?> insert(SqlClient client, LedgerRoot root) {
        return client.preparedQuery(INSERT)
                .execute(Tuple.of(
                        root.day(),
                        root.cluster(),
                        root.cut().toString(),
                        root.accounts(),
                        root.rows(),
                        Buffer.buffer(root.before()),
                        Buffer.buffer(root.root()),
                        root.keyId(),
                        Buffer.buffer(root.signature())));
    }

    /** Roots from a day on, oldest first. */
    public static Future<List<LedgerRoot>> since(SqlClient client, LocalDate day, int limit) {
        return client.preparedQuery(SINCE).execute(Tuple.of(day, (long) limit)).map(RootTable::roots);
    }

    private static List<LedgerRoot> roots(RowSet<Row> rows) {
        List<LedgerRoot> roots = new ArrayList<>(rows.size());
        rows.forEach(row -> roots.add(root(row)));
        return roots;
    }

    private static LedgerRoot root(Row row) {
        return new LedgerRoot(
                row.getLocalDate("day"),
                row.getLong("cluster"),
                Snapshot.parse(row.getString("cut")),
                row.getLong("accounts"),
                row.getLong("rows"),
                Columns.bytes(row.getBuffer("before")),
                Columns.bytes(row.getBuffer("root")),
                row.getString("key_id"),
                Columns.bytes(row.getBuffer("signature")));
    }
}
