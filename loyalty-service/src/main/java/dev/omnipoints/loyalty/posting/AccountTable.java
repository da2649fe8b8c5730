package dev.omnipoints.loyalty.posting;

import dev.omnipoints.loyalty.ledger.Account;
import dev.omnipoints.loyalty.ledger.AccountKey;
import dev.omnipoints.loyalty.ledger.Counters;
import dev.omnipoints.loyalty.ledger.Status;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** SQL of the accounts. */
final class AccountTable {

    /** The constraint that a lost race on opening an account violates. */
    static final String RACED = "account_pkey";

    private static final String KEYS =
            "unnest($1::smallint[], $2::text[], $3::uuid[]) AS k (bucket, programme, member)";

    /** Named one by one: a column that a later version adds must not change what prepared statements give. */
    static final String STATE = "bucket, programme, member, status, status_version, pending, spendable, held,"
            + " owed, issued, redeemed, expired, forfeited, adjusted, transferred, seq, head, last_recorded_at,"
            + " next_due_at";

    /** Locks come after the sort, so that every batch takes them in one order. */
    private static final String LOCK = """
            SELECT %s FROM account a JOIN %s USING (bucket, programme, member)
            ORDER BY a.bucket, a.programme, a.member FOR UPDATE OF a
            """.formatted(STATE, KEYS);

    private static final String FIND =
            "SELECT " + STATE + " FROM account WHERE bucket = $1 AND programme = $2 AND member = $3";

    private static final String SET_STATUS = """
            INSERT INTO account AS a (bucket, programme, member, status, status_version, head)
            VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT (bucket, programme, member) DO UPDATE SET
                status = CASE WHEN excluded.status_version > a.status_version AND a.status <> 4 -- closed is final
                    THEN excluded.status ELSE a.status END,
                status_version = greatest(a.status_version, excluded.status_version)
            RETURNING status_version
            """;

    private static final String STATES = """
            unnest($1::smallint[], $2::text[], $3::uuid[], $4::smallint[], $5::bigint[], $6::bigint[],
                $7::bigint[], $8::bigint[], $9::bigint[], $10::bigint[], $11::bigint[], $12::bigint[], $13::bigint[],
                $14::bigint[], $15::bigint[], $16::bigint[], $17::bytea[], $18::timestamptz[], $19::timestamptz[])
                AS n (%s)
            """.formatted(STATE);

    private static final String INSERT = "INSERT INTO account (%s) SELECT * FROM %s".formatted(STATE, STATES);

    private static final String UPDATE = """
            UPDATE account a SET status = n.status, status_version = n.status_version, pending = n.pending,
                spendable = n.spendable, held = n.held, owed = n.owed, issued = n.issued, redeemed = n.redeemed,
                expired = n.expired, forfeited = n.forfeited, adjusted = n.adjusted, transferred = n.transferred,
                seq = n.seq, head = n.head, last_recorded_at = n.last_recorded_at, next_due_at = n.next_due_at
            FROM %s WHERE a.bucket = n.bucket AND a.programme = n.programme AND a.member = n.member
            """.formatted(STATES);

    private AccountTable() {}

    /** Locks the accounts that there are, in key order. */
    static Future<List<Account>> lock(SqlClient client, Collection<AccountKey> keys) {
        return client.preparedQuery(LOCK).execute(keyColumns(keys)).map(AccountTable::accounts);
    }

    /** The account, or null. */
    static Future<Account> find(SqlClient client, AccountKey key) {
        return client.preparedQuery(FIND)
                .execute(Tuple.of(key.bucket(), key.programme(), key.member()))
                .map(rows -> rows.size() == 0 ? null : account(rows.iterator().next()));
    }

    /** Opens an account or sets its status where the version is newer; gives the version that it then has. */
    static Future<Long> setStatus(SqlClient client, Account opened) {
        Tuple values = Tuple.tuple()
                .addShort(opened.key().bucket())
                .addString(opened.key().programme())
                .addUUID(opened.key().member())
                .addShort(opened.status().code())
                .addLong(opened.statusVersion())
                .addBuffer(io.vertx.core.buffer.Buffer.buffer(opened.head()));
        return client.preparedQuery(SET_STATUS)
                .execute(values)
                .map(rows -> rows.iterator().next().getLong("status_version"));
    }

    /** Opens accounts; where one is there meanwhile, fails with a violation of {@link #RACED}. */
    static Future<?> insert(SqlClient client, Collection<Account> accounts) {
        List<Account> inKeyOrder = new ArrayList<>(accounts);
        inKeyOrder.sort(Comparator.comparing(Account::key));
        return client.preparedQuery(INSERT).execute(state(inKeyOrder));
    }

    static Future<?> update(SqlClient client, Collection<Account> accounts) {
        return client.preparedQuery(UPDATE).execute(state(accounts));
    }

    private static Tuple state(Collection<Account> accounts) {
        return new Columns<>(accounts)
                .shorts(a -> a.key().bucket())
                .texts(a -> a.key().programme())
                .uuids(a -> a.key().member())
                .shorts(a -> a.status().code())
                .longs(Account::statusVersion)
                .longs(a -> a.counters().pending())
                .longs(a -> a.counters().spendable())
                .longs(a -> a.counters().held())
                .longs(a -> a.counters().owed())
                .longs(a -> a.counters().issued())
                .longs(a -> a.counters().redeemed())
                .longs(a -> a.counters().expired())
                .longs(a -> a.counters().forfeited())
                .longs(a -> a.counters().adjusted())
                .longs(a -> a.counters().transferred())
                .longs(Account::seq)
                .bytes(Account::head)
                .instants(Account::lastRecordedAt)
                .instants(Account::nextDueAt)
                .tuple();
    }

    static Tuple keyColumns(Collection<AccountKey> keys) {
        return new Columns<>(keys)
                .shorts(AccountKey::bucket)
                .texts(AccountKey::programme)
                .uuids(AccountKey::member)
                .tuple();
    }

    static AccountKey key(Row row) {
        return new AccountKey(row.getShort("bucket"), row.getString("programme"), row.getUUID("member"));
    }

    private static List<Account> accounts(RowSet<Row> rows) {
        List<Account> accounts = new ArrayList<>(rows.size());
        rows.forEach(row -> accounts.add(account(row)));
        return accounts;
    }

    static Account account(Row row) {
        Counters counters = new Counters(
                row.getLong("pending"),
                row.getLong("spendable"),
                row.getLong("held"),
                row.getLong("owed"),
                row.getLong("issued"),
                row.getLong("redeemed"),
                row.getLong("expired"),
                row.getLong("forfeited"),
                row.getLong("adjusted"),
                row.getLong("transferred"));
        return new Account(
                key(row),
                Status.of(row.getShort("status")),
                row.getLong("status_version"),
                counters,
                row.getLong("seq"),
                Columns.bytes(row.getBuffer("head")),
                Columns.instant(row.getOffsetDateTime("last_recorded_at")),
                Columns.instant(row.getOffsetDateTime("next_due_at")));
    }
}
