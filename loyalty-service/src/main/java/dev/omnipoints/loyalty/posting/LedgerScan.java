package dev.omnipoints.loyalty.posting;

import dev.omnipoints.loyalty.ledger.Account;
import dev.omnipoints.loyalty.ledger.AccountKey;
import dev.omnipoints.loyalty.ledger.Hold;
import dev.omnipoints.loyalty.ledger.Lot;
import dev.omnipoints.loyalty.ledger.Row;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Transaction;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Iterator;
import java.util.List;
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
    private static final String KEY = "bucket, programme, member";

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

    /** The sales that stand beside the journal. */
    public SaleScan sales() {
        return new SaleScan(connection);
    }

    /** The returns that stand beside it. */
    public ReturnScan returns() {
        return new ReturnScan(connection);
    }

    /** The named events that stand beside it. */
    public EventScan events() {
        return new EventScan(connection);
    }

    /** What caps have counted, and by which settings and rules. */
    public CapScan caps() {
        return new CapScan(connection);
    }

    @Override
    public void close() {
        if (!ended) {
            ended = true;
            await(transaction.rollback());
        }
    }

    private <T> Iterator<T> scan(String sql, int page, Function<io.vertx.sqlclient.Row, T> map) {
        return Pages.of(connection, sql, page, map);
    }

    private static <T> T await(Future<T> future) {
        return Pages.await(future);
    }
}
