package dev.omnipoints.loyalty.posting;

import dev.omnipoints.loyalty.ledger.Account;
import dev.omnipoints.loyalty.ledger.AccountKey;
import dev.omnipoints.loyalty.ledger.Hold;
import dev.omnipoints.loyalty.ledger.Lot;
import dev.omnipoints.loyalty.ledger.Row;
import io.vertx.core.Future;
import io.vertx.sqlclient.Cursor;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Transaction;
import java.time.Instant;
import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Function;

/**
 * Reads the whole ledger in key order, as of one snapshot, a page at a time. For the auditor; blocks the thread that
 * asks, which must not be an event loop.
 */
public final class LedgerScan implements AutoCloseable {

    private static final int PAGE = 1_000;
    private static final String KEY = "bucket, programme, member";

    private final SqlConnection connection;
    private final Transaction transaction;

    /** Begins the snapshot. */
    public LedgerScan(SqlConnection connection) {
        this.connection = connection;
        this.transaction = await(connection.begin());
        await(connection
                .query("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
                .execute());
    }

    /**
     * A journal row as it was found; {@link #row} reads it.
     *
     * @param row throws IllegalArgumentException where a column holds what no row has
     */
    public record Found(AccountKey account, long seq, Function<Found, Row> row) {

        /** The row. */
        public Row read() {
            return row.apply(this);
        }
    }

    /** A lot as stored, and whether it is marked open. */
    public record StoredLot(AccountKey account, Lot lot, boolean open) {}

    /** The ledger's now. */
    public Instant now() {
        return await(LedgerClock.now(connection));
    }

    /** All accounts. */
    public Iterator<Account> accounts() {
        return scan("SELECT " + AccountTable.STATE + " FROM account ORDER BY " + KEY, AccountTable::account);
    }

    /** All journal rows, those of an account in order of seq. */
    public Iterator<Found> journal() {
        String sql = "SELECT " + JournalTable.COLUMNS + " FROM journal ORDER BY " + KEY + ", seq";
        return scan(sql, row -> new Found(AccountTable.key(row), row.getLong("seq"), found -> JournalTable.row(row)));
    }

    /** All lots. */
    public Iterator<StoredLot> lots() {
        return scan(
                "SELECT " + LotTable.COLUMNS + " FROM lot ORDER BY " + KEY + ", made_seq, made_index, made_by",
                row -> new StoredLot(AccountTable.key(row), LotTable.lot(row), row.getBoolean("open")));
    }

    /** A hold as stored. */
    public record StoredHold(AccountKey account, Hold hold) {}

    /** All holds. */
    public Iterator<StoredHold> holds() {
        return scan(
                "SELECT " + HoldTable.COLUMNS + " FROM hold ORDER BY " + KEY + ", made_seq, made_by",
                row -> new StoredHold(AccountTable.key(row), HoldTable.hold(row)));
    }

    /** Sales with a member whose journal row is missing or says otherwise, and earns whose sale is missing. */
    public Iterator<String> unmatchedSales() {
        return scan("""
                SELECT 'sale ' || replace(s.id::text, '-', '') || ': its journal row is missing or differs' AS finding
                FROM sale s LEFT JOIN account a ON a.programme = s.programme AND a.member = s.member
                LEFT JOIN journal j ON j.bucket = a.bucket AND j.programme = s.programme AND j.member = s.member
                    AND j.seq = s.earn_seq
                WHERE s.member IS NOT NULL AND (j.sale = s.id AND j.points = s.points) IS NOT TRUE
                UNION ALL
                SELECT 'journal ' || j.programme || '/' || j.member || '/' || j.seq || ': its sale is missing'
                FROM journal j WHERE j.sale IS NOT NULL AND j.refused = 0 AND NOT EXISTS (SELECT FROM sale s
                    WHERE s.bucket = (get_byte(uuid_send(j.sale), 0) & 63)::smallint AND s.id = j.sale)
                """, row -> row.getString("finding"));
    }

    /** How many sales there are. */
    public long sales() {
        return await(connection.query("SELECT count(*) AS sales FROM sale").execute())
                .iterator()
                .next()
                .getLong("sales");
    }

    @Override
    public void close() {
        await(transaction.rollback());
    }

    private <T> Iterator<T> scan(String sql, Function<io.vertx.sqlclient.Row, T> map) {
        Cursor cursor = await(connection.prepare(sql)).cursor();
        return new Pages<>(cursor, map);
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }

    /** Rows a page at a time. */
    private static final class Pages<T> implements Iterator<T> {
        private final Cursor cursor;
        private final Function<io.vertx.sqlclient.Row, T> map;
        private Iterator<io.vertx.sqlclient.Row> page = Collections.emptyIterator();
        private boolean last;

        Pages(Cursor cursor, Function<io.vertx.sqlclient.Row, T> map) {
            this.cursor = cursor;
            this.map = map;
        }

        @Override
        public boolean hasNext() {
            while (!page.hasNext() && !last) {
                page = await(cursor.read(PAGE)).iterator();
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
