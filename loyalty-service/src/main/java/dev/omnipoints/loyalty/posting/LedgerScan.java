package dev.omnipoints.loyalty.posting;

import dev.omnipoints.loyalty.ledger.Account;
import dev.omnipoints.loyalty.ledger.AccountKey;
import dev.omnipoints.loyalty.ledger.Hold;
import dev.omnipoints.loyalty.ledger.Kind;
import dev.omnipoints.loyalty.ledger.Lot;
import dev.omnipoints.loyalty.ledger.Row;
import io.vertx.core.Future;
import io.vertx.sqlclient.Cursor;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Transaction;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Reads the whole ledger in key order, as of one snapshot, a page at a time. For the auditor; blocks the thread that
 * asks, which must not be an event loop.
 */
public final class LedgerScan implements AutoCloseable {

    /** A journal row may have 10,000 lots, a lot is small. */
    private static final int ROWS = 100;

    private static final int LOTS = 1_000;
    /** A basket may be 1 MiB. */
    private static final int SALES = 20;

    private static final String KEY = "bucket, programme, member";

    private static final String SALE_AND_ROW = """
            SELECT s.id, s.bucket, s.programme, s.store, s.terminal, s.number, s.business_date, s.fingerprint,
                s.currency, s.total, s.points, s.basket, s.answer, s.earn_seq IS NOT NULL AS with_row,
                CASE WHEN s.earn_seq IS NULL THEN '' WHEN j.seq IS NULL THEN 'missing' ELSE concat_ws(', ',
                    CASE WHEN j.sale IS DISTINCT FROM s.id THEN 'sale' END,
                    CASE WHEN j.part <> 0 OR j.refused <> 0 THEN 'outcome' END,
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
            """;

    private static final String SNAPSHOT =
            "SELECT pg_current_snapshot()::text AS snapshot, clock_timestamp() AS taken_at";

    private static final String BEHIND = """
            SELECT count(*) AS rows, clock_timestamp() AS now FROM journal
            WHERE xid >= pg_snapshot_xmin($1::text::pg_snapshot)
                AND NOT pg_visible_in_snapshot(xid, $1::text::pg_snapshot)
            """;

    private final SqlConnection connection;
    private final Transaction transaction;
    private final String snapshot;
    private final Instant takenAt;
    private boolean ended;

    /**
     * A sale as stored.
     *
     * @param withRow whether a journal row answered it
     * @param differs the columns in which its journal row says otherwise; empty: none
     */
    public record StoredSale(
            UUID id,
            short bucket,
            String programme,
            String store,
            String terminal,
            String number,
            String businessDate,
            boolean withRow,
            String differs,
            byte[] fingerprint,
            String currency,
            long total,
            long points,
            byte[] basket,
            byte[] answer) {}

    /** Begins the snapshot. */
    public LedgerScan(SqlConnection connection) {
        this.connection = connection;
        this.transaction = await(connection.begin());
        await(connection
                .query("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
                .execute());
        io.vertx.sqlclient.Row taken =
                await(connection.query(SNAPSHOT).execute()).iterator().next();
        this.snapshot = taken.getString("snapshot");
        this.takenAt = taken.getOffsetDateTime("taken_at").toInstant();
    }

    /** Ends the snapshot, and tells how old it has become. */
    public LedgerLag end() {
        close();
        io.vertx.sqlclient.Row behind = await(connection.preparedQuery(BEHIND).execute(Tuple.of(snapshot)))
                .iterator()
                .next();
        Instant now = behind.getOffsetDateTime("now").toInstant();
        return new LedgerLag(Duration.between(takenAt, now), behind.getLong("rows"));
    }

    /**
     * A journal row as it was found; {@link #read} reads it.
     *
     * @param xid the transaction that wrote it
     * @param row throws a RuntimeException where a column holds what no row has
     */
    public record Found(AccountKey account, long seq, long xid, Supplier<Row> row) {

        /** The row. */
        public Row read() {
            return row.get();
        }
    }

    /**
     * An account as it was found; {@link #read} reads it.
     *
     * @param account throws a RuntimeException where a column holds what no account has
     */
    public record FoundAccount(AccountKey key, Supplier<Account> account) {

        /** The account. */
        public Account read() {
            return account.get();
        }
    }

    /** A lot as stored, and whether it is marked open. */
    public record StoredLot(AccountKey account, Lot lot, boolean open) {}

    /** All accounts. */
    public Iterator<FoundAccount> accounts() {
        return scan(
                "SELECT " + AccountTable.STATE + " FROM account ORDER BY " + KEY,
                LOTS,
                row -> new FoundAccount(AccountTable.key(row), () -> AccountTable.account(row)));
    }

    /** All journal rows, those of an account in order of seq. */
    public Iterator<Found> journal() {
        String sql = "SELECT " + JournalTable.COLUMNS + ", xid::text AS xid FROM journal ORDER BY " + KEY + ", seq";
        return scan(
                sql,
                ROWS,
                row -> new Found(
                        AccountTable.key(row),
                        row.getLong("seq"),
                        Long.parseLong(row.getString("xid")),
                        () -> JournalTable.row(row)));
    }

    /** All lots. */
    public Iterator<StoredLot> lots() {
        return scan(
                "SELECT " + LotTable.COLUMNS + " FROM lot ORDER BY " + KEY + ", made_seq, made_index, made_by",
                LOTS,
                row -> new StoredLot(AccountTable.key(row), LotTable.lot(row), row.getBoolean("open")));
    }

    /**
     * A hold as it was found; {@link #read} reads it.
     *
     * @param hold throws a RuntimeException where a column holds what no hold has
     */
    public record StoredHold(AccountKey account, Supplier<Hold> hold) {

        /** The hold. */
        public Hold read() {
            return hold.get();
        }
    }

    /** All holds. */
    public Iterator<StoredHold> holds() {
        return scan(
                "SELECT " + HoldTable.COLUMNS + " FROM hold ORDER BY " + KEY + ", made_seq, made_by",
                ROWS,
                row -> new StoredHold(AccountTable.key(row), () -> HoldTable.hold(row)));
    }

    /** All daily roots, oldest first. */
    public List<LedgerRoot> roots() {
        return await(RootTable.since(connection, LocalDate.EPOCH, Integer.MAX_VALUE));
    }

    /** In which cluster the journal stands. */
    public long cluster() {
        return await(FeedTable.cluster(connection));
    }

    /** All sales, each beside the journal row that answered it. */
    public Iterator<StoredSale> sales() {
        return scan(SALE_AND_ROW, SALES, LedgerScan::sale);
    }

    /** Journal rows of sales that are not there; a hold names the receipt that it will pay, which is still to come. */
    public Iterator<String> rowsWithoutSale() {
        return scan("""
                SELECT 'journal ' || j.programme || '/' || j.member || '/' || j.seq AS name
                FROM journal j WHERE j.sale IS NOT NULL AND j.refused = 0 AND j.kind <> %d
                    AND NOT EXISTS (SELECT FROM sale s
                        WHERE s.bucket = (get_byte(uuid_send(j.sale), 0) & 63)::smallint AND s.id = j.sale)
                """.formatted(Kind.HOLD.code()), LOTS, row -> row.getString("name"));
    }

    private static StoredSale sale(io.vertx.sqlclient.Row row) {
        return new StoredSale(
                row.getUUID("id"),
                row.getShort("bucket"),
                row.getString("programme"),
                row.getString("store"),
                row.getString("terminal"),
                row.getString("number"),
                row.getString("business_date"),
                row.getBoolean("with_row"),
                row.getString("differs"),
                Columns.bytes(row.getBuffer("fingerprint")),
                row.getString("currency"),
                row.getLong("total"),
                row.getLong("points"),
                Columns.bytes(row.getBuffer("basket")),
                Columns.bytes(row.getBuffer("answer")));
    }

    @Override
    public void close() {
        if (!ended) {
            ended = true;
            await(transaction.rollback());
        }
    }

    private <T> Iterator<T> scan(String sql, int page, Function<io.vertx.sqlclient.Row, T> map) {
        Cursor cursor = await(connection.prepare(sql)).cursor();
        return new Pages<>(cursor, page, map);
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }

    /** Rows a page at a time. */
    private static final class Pages<T> implements Iterator<T> {
        private final Cursor cursor;
        private final int size;
        private final Function<io.vertx.sqlclient.Row, T> map;
        private Iterator<io.vertx.sqlclient.Row> page = Collections.emptyIterator();
        private boolean last;

        Pages(Cursor cursor, int size, Function<io.vertx.sqlclient.Row, T> map) {
            this.cursor = cursor;
            this.size = size;
            this.map = map;
        }

        @Override
        public boolean hasNext() {
            while (!page.hasNext() && !last) {
                page = await(cursor.read(size)).iterator();
                last = !cursor.hasMore();
            }
            return page.hasNext();
        }

        @Override
        public T next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return map.apply(page.next());
        }
    }
}
