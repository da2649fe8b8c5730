package dev.omnipoints.loyalty.posting;

import dev.omnipoints.loyalty.ledger.AccountKey;
import dev.omnipoints.loyalty.posting.LedgerScan.Found;
import dev.omnipoints.loyalty.posting.LedgerScan.FoundAccount;
import dev.omnipoints.loyalty.posting.LedgerScan.StoredHold;
import dev.omnipoints.loyalty.posting.LedgerScan.StoredLot;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/**
 * Reads some accounts with all that belongs to them, as of one snapshot, a statement a table. For the auditor beside
 * the traffic; blocks the thread that asks, which must not be an event loop. Takes no lock and writes nothing.
 */
public final class AccountScan implements AutoCloseable {

    /** Rows of an account after a seq, at most so many. */
    public record Rows(AccountKey account, long after, int limit) {}

    /**
     * Lots or holds of an account, at most so many.
     *
     * @param after those that were made after this seq; 0: all
     */
    public record Made(AccountKey account, long after, int limit) {}

    /**
     * What an account's open lots and holds come to.
     *
     * @param lots how many are open; at the limit that was asked with, perhaps more
     * @param reserved points of open holds
     * @param dueAt when the first of the lots is due; null: never
     */
    public record Open(long lots, long pending, long remaining, long held, long reserved, Instant dueAt) {}

    private static final String BEGIN = "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY";

    private static final String OF_KEY =
            "%1$s.bucket = k.bucket AND %1$s.programme = k.programme" + " AND %1$s.member = k.member";

    private static final Columns<AccountKey> KEYS = Columns.ofAccounts(key -> key);

    private static final String NEXT = "SELECT bucket, programme, member FROM account"
            + " WHERE (bucket, programme, member) > ($1, $2, $3) ORDER BY bucket, programme, member LIMIT $4";

    private static final String ACCOUNTS =
            """
            SELECT a.%s FROM unnest($1::smallint[], $2::text[], $3::uuid[]) AS k (bucket, programme, member)
            JOIN account a ON %s
            """.formatted(AccountTable.STATE.replace(", ", ", a."), OF_KEY.formatted("a"));

    private static final Columns<Rows> ROW_LIMITS =
            Columns.ofAccounts(Rows::account).longs(Rows::after).ints(Rows::limit);

    private static final String LIMITED = "unnest($1::smallint[], $2::text[], $3::uuid[], $4::bigint[], $5::integer[])"
            + " AS k (bucket, programme, member, after, wanted)";

    private static final String ROWS = """
            SELECT j.* FROM %s CROSS JOIN LATERAL (SELECT %s, xid::text AS xid FROM journal j
                WHERE %s AND j.seq > k.after ORDER BY j.seq LIMIT k.wanted) j
            """.formatted(LIMITED, JournalTable.COLUMNS, OF_KEY.formatted("j"));

    private static final Columns<Made> MADE =
            Columns.ofAccounts(Made::account).longs(Made::after).ints(Made::limit);

    private static final String LOTS = """
            SELECT l.* FROM %s CROSS JOIN LATERAL (SELECT %s FROM lot l
                WHERE %s AND l.made_seq > k.after ORDER BY l.made_seq LIMIT k.wanted) l
            """.formatted(LIMITED, LotTable.COLUMNS, OF_KEY.formatted("l"));

    private static final String HOLDS = """
            SELECT h.* FROM %s CROSS JOIN LATERAL (SELECT %s FROM hold h
                WHERE %s AND h.made_seq > k.after ORDER BY h.made_seq LIMIT k.wanted) h
            """.formatted(LIMITED, HoldTable.COLUMNS, OF_KEY.formatted("h"));

    private static final String OPEN = """
            SELECT k.bucket, k.programme, k.member, l.*, h.reserved
            FROM unnest($1::smallint[], $2::text[], $3::uuid[], $4::timestamptz[])
                AS k (bucket, programme, member, inactive_at)
            CROSS JOIN LATERAL (SELECT count(*) AS lots, coalesce(sum(l.pending), 0)::bigint AS pending,
                    coalesce(sum(l.remaining), 0)::bigint AS remaining, coalesce(sum(l.held), 0)::bigint AS held,
                    min(%s) AS due_at
                FROM (SELECT * FROM lot l WHERE %s AND l.open LIMIT $5) l) l
            CROSS JOIN LATERAL (SELECT coalesce(sum(h.points), 0)::bigint AS reserved FROM hold h
                WHERE %s AND h.open) h
            """.formatted(LotTable.DUE_AT, OF_KEY.formatted("l"), OF_KEY.formatted("h"));

    /** Key after key by index, however many rows each has. The table's name is put in. */
    private static final String STRAY = """
            WITH RECURSIVE k AS (
                (SELECT bucket, programme, member FROM %1$s WHERE (bucket, programme, member) > ($1, $2, $3)
                    ORDER BY bucket, programme, member LIMIT 1)
                UNION ALL
                SELECT n.bucket, n.programme, n.member FROM k CROSS JOIN LATERAL (
                    SELECT bucket, programme, member FROM %1$s
                    WHERE (bucket, programme, member) > (k.bucket, k.programme, k.member)
                    ORDER BY bucket, programme, member LIMIT 1) n
                WHERE (k.bucket, k.programme, k.member) < ($4, $5, $6)
            )
            SELECT k.bucket, k.programme, k.member FROM k WHERE (k.bucket, k.programme, k.member) <= ($4, $5, $6)
                AND NOT EXISTS (SELECT FROM account a WHERE a.bucket = k.bucket AND a.programme = k.programme
                    AND a.member = k.member ORDER BY a.bucket, a.programme, a.member LIMIT 1) LIMIT 1
            """;

    private static final AccountKey BEFORE_ALL = new AccountKey((short) -1, "", new UUID(0, 0));
    private static final AccountKey AFTER_ALL = new AccountKey(Short.MAX_VALUE, "", new UUID(0, 0));

    private final SqlConnection connection;

    /** Begins the snapshot: that of the first statement after this. */
    public AccountScan(SqlConnection connection) {
        this.connection = connection;
        Pages.await(connection.query(BEGIN).execute());
    }

    /** The next accounts in key order; after null: from the first on. */
    public List<AccountKey> next(AccountKey after, int limit) {
        Tuple values = key(Tuple.tuple(), after == null ? BEFORE_ALL : after).addLong((long) limit);
        return all(NEXT, values, AccountTable::key);
    }

    /** The accounts that there are of these. */
    public Map<AccountKey, FoundAccount> accounts(Collection<AccountKey> keys) {
        Map<AccountKey, FoundAccount> found = new HashMap<>();
        all(
                        ACCOUNTS,
                        KEYS.values(keys),
                        row -> new FoundAccount(AccountTable.key(row), () -> AccountTable.account(row)))
                .forEach(account -> found.put(account.key(), account));
        return found;
    }

    /** Journal rows by account, in order of seq. */
    public Map<AccountKey, List<Found>> rows(Collection<Rows> wanted) {
        return byAccount(
                ROWS,
                ROW_LIMITS.values(wanted),
                Found::account,
                row -> new Found(
                        AccountTable.key(row),
                        row.getLong("seq"),
                        Long.parseLong(row.getString("xid")),
                        () -> JournalTable.row(row)));
    }

    /** Lots by account. */
    public Map<AccountKey, List<StoredLot>> lots(Collection<Made> wanted) {
        return byAccount(
                LOTS,
                MADE.values(wanted),
                StoredLot::account,
                row -> new StoredLot(AccountTable.key(row), LotTable.lot(row), row.getBoolean("open")));
    }

    /** Holds by account. */
    public Map<AccountKey, List<StoredHold>> holds(Collection<Made> wanted) {
        return byAccount(
                HOLDS,
                MADE.values(wanted),
                StoredHold::account,
                row -> new StoredHold(AccountTable.key(row), () -> HoldTable.hold(row)));
    }

    /** What is open, by account; given when the account's undated points expire. */
    public Map<AccountKey, Open> open(Map<AccountKey, Instant> inactiveAt, int lotsLimit) {
        Columns<AccountKey> columns = Columns.<AccountKey>ofAccounts(key -> key).instants(inactiveAt::get);
        Map<AccountKey, Open> open = new HashMap<>();
        Tuple values = columns.values(inactiveAt.keySet()).addLong((long) lotsLimit);
        all(
                OPEN,
                values,
                row -> open.put(
                        AccountTable.key(row),
                        new Open(
                                row.getLong("lots"),
                                row.getLong("pending"),
                                row.getLong("remaining"),
                                row.getLong("held"),
                                row.getLong("reserved"),
                                Columns.instant(row.getOffsetDateTime("due_at")))));
        return open;
    }

    /**
     * The first in a table's rows, between two accounts, that belongs to none; null: each does.
     *
     * @param table journal, lot or hold
     * @param after null: from the first on
     * @param until included; null: to the last
     */
    public AccountKey stray(String table, AccountKey after, AccountKey until) {
        Tuple values = key(Tuple.tuple(), after == null ? BEFORE_ALL : after);
        key(values, until == null ? AFTER_ALL : until);
        List<AccountKey> found = all(STRAY.formatted(table), values, AccountTable::key);
        return found.isEmpty() ? null : found.getFirst();
    }

    private static Tuple key(Tuple values, AccountKey key) {
        return values.addShort(key.bucket()).addString(key.programme()).addUUID(key.member());
    }

    /** The connection, for what else is to be read as of the same snapshot. */
    public SqlConnection connection() {
        return connection;
    }

    @Override
    public void close() {
        Pages.await(connection.query("ROLLBACK").execute());
    }

    private <T> Map<AccountKey, List<T>> byAccount(
            String sql, Tuple values, Function<T, AccountKey> account, Function<Row, T> map) {
        Map<AccountKey, List<T>> found = new HashMap<>();
        all(sql, values, map)
                .forEach(each -> found.computeIfAbsent(account.apply(each), key -> new ArrayList<>())
                        .add(each));
        return found;
    }

    private <T> List<T> all(String sql, Tuple values, Function<Row, T> map) {
        List<T> found = new ArrayList<>();
        Pages.await(connection.preparedQuery(sql).execute(values)).forEach(row -> found.add(map.apply(row)));
        return found;
    }
}
