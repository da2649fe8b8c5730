package dev.omnipoints.loyalty.posting;

import dev.omnipoints.loyalty.ledger.AccountKey;
import dev.omnipoints.loyalty.ledger.Status;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Accounts for which something is due that nobody has written down yet. Read without locks, a page in a statement of
 * its own, so that no transaction lasts: what is found is a hint, believed only under the account's lock.
 */
public final class DueTable {

    private static final UUID BEFORE_ALL = new UUID(0, 0);

    /** By the index of open holds; the rest of the key only orders those of one instant. */
    private static final String HOLDS = """
            SELECT expires_at, bucket, programme, member, made_seq, made_by FROM hold
            WHERE open AND expires_at <= $1
                AND (expires_at, bucket, programme, member, made_seq, made_by) > ($2, $3, $4, $5, $6, $7)
            ORDER BY expires_at, bucket, programme, member, made_seq, made_by LIMIT $8
            """;

    /**
     * When something is next due is not indexed, for every command changes it: so accounts are looked at in order of
     * their key, and of a page those are told for which something is due, and the last, after which to go on.
     */
    private static final String ACCOUNTS = """
            SELECT programme, member, next_due_at, due, last FROM (
                SELECT programme, member, next_due_at, last,
                    merged_into IS NULL AND (coalesce(next_due_at <= greatest($4, last_recorded_at), false)
                        OR status = %d AND (pending > 0 OR spendable > 0 OR held > 0 OR owed > 0)) AS due
                FROM (
                    SELECT *, lead(member) OVER (ORDER BY programme, member) IS NULL AS last FROM (
                        SELECT programme, member, status, pending, spendable, held, owed, last_recorded_at,
                            next_due_at, merged_into
                        FROM account WHERE bucket = $1 AND (programme, member) > ($2, $3)
                        ORDER BY programme, member LIMIT $5) AS page) AS ordered) AS seen
            WHERE due OR last ORDER BY programme, member
            """.formatted(Status.CLOSED.code());

    private DueTable() {}

    /**
     * Some accounts.
     *
     * @param due for which something is due, each once
     * @param oldest since when the longest overdue is; null: nothing is due by its date
     * @param next after which to go on; null: there is nothing more
     */
    public record Page<C>(Set<AccountKey> due, Instant oldest, C next) {}

    /** A hold in the order of when its time is up. */
    public record HoldCursor(Instant expiresAt, AccountKey account, long madeSeq, UUID madeBy) {

        /** Before all holds. */
        public static final HoldCursor START =
                new HoldCursor(Instant.EPOCH, new AccountKey((short) -1, "", BEFORE_ALL), 0, BEFORE_ALL);
    }

    /** Before all accounts of a bucket. */
    public static AccountKey start(short bucket) {
        return new AccountKey(bucket, "", BEFORE_ALL);
    }

    /** Accounts with open holds whose time is up at `now`, at most `limit` holds, those overdue longest first. */
    public static Future<Page<HoldCursor>> holds(SqlClient client, Instant now, HoldCursor after, int limit) {
        Tuple values = Tuple.of(Columns.time(now), Columns.time(after.expiresAt()))
                .addShort(after.account().bucket())
                .addString(after.account().programme())
                .addUUID(after.account().member())
                .addLong(after.madeSeq())
                .addUUID(after.madeBy())
                .addInteger(limit);
        return client.preparedQuery(HOLDS).execute(values).map(rows -> holds(rows, limit));
    }

    private static Page<HoldCursor> holds(RowSet<Row> rows, int limit) {
        Set<AccountKey> due = new LinkedHashSet<>();
        List<HoldCursor> found = new ArrayList<>(rows.size());
        for (Row row : rows) {
            due.add(AccountTable.key(row));
            found.add(new HoldCursor(
                    Columns.instant(row.getOffsetDateTime("expires_at")),
                    AccountTable.key(row),
                    row.getLong("made_seq"),
                    row.getUUID("made_by")));
        }
        Instant oldest = found.isEmpty() ? null : found.getFirst().expiresAt();
        return new Page<>(due, oldest, found.size() < limit ? null : found.getLast());
    }

    /**
     * Of the next `limit` accounts of a bucket, those for which something is due at `now`: by their date (which may be
     * early), or because they were closed and have points still. Merged ones have nothing.
     */
    public static Future<Page<AccountKey>> accounts(SqlClient client, Instant now, AccountKey after, int limit) {
        Tuple values = Tuple.tuple()
                .addShort(after.bucket())
                .addString(after.programme())
                .addUUID(after.member())
                .addOffsetDateTime(Columns.time(now))
                .addInteger(limit);
        return client.preparedQuery(ACCOUNTS).execute(values).map(rows -> accounts(rows, after.bucket()));
    }

    private static Page<AccountKey> accounts(RowSet<Row> rows, short bucket) {
        Set<AccountKey> due = new LinkedHashSet<>();
        Instant oldest = null;
        AccountKey next = null;
        for (Row row : rows) {
            AccountKey key = new AccountKey(bucket, row.getString("programme"), row.getUUID("member"));
            if (row.getBoolean("due")) {
                Instant since = Columns.instant(row.getOffsetDateTime("next_due_at"));
                oldest = oldest == null || since != null && since.isBefore(oldest) ? since : oldest;
                due.add(key);
            }
            next = row.getBoolean("last") ? key : next;
        }
        return new Page<>(due, oldest, next);
    }
}
