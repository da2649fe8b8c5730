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
import java.util.UUID;
import java.util.stream.Collectors;

/** SQL of the accounts. */
final class AccountTable {

    /** The constraint that a lost race on opening an account violates. */
    static final String RACED = "account_pkey";

    private static final String KEYS =
            "unnest($1::smallint[], $2::text[], $3::uuid[]) AS k (bucket, programme, member)";

    /** Named one by one: a column that a later version adds must not change what prepared statements give. */
    static final String STATE = "bucket, programme, member, status, status_version, pending, spendable, held,"
            + " owed, issued, redeemed, expired, forfeited, adjusted, transferred, seq, head, last_recorded_at,"
            + " next_due_at, inactive_at, merged_into, merged";

    /** Locks come after the sort, so that every batch takes them in one order. */
    private static final String LOCK = """
            SELECT %s FROM account a JOIN %s USING (bucket, programme, member)
            ORDER BY a.bucket, a.programme, a.member FOR UPDATE OF a
            """.formatted(STATE, KEYS);

    /** Leaves out what another transaction holds. */
    private static final String LOCK_FREE = LOCK.strip() + " SKIP LOCKED";

    private static final String FIND =
            "SELECT %s FROM account a JOIN %s USING (bucket, programme, member)".formatted(STATE, KEYS);

    private static final String STATES = """
            unnest($1::smallint[], $2::text[], $3::uuid[], $4::smallint[], $5::bigint[], $6::bigint[],
                $7::bigint[], $8::bigint[], $9::bigint[], $10::bigint[], $11::bigint[], $12::bigint[], $13::bigint[],
                $14::bigint[], $15::bigint[], $16::bigint[], $17::bytea[], $18::timestamptz[], $19::timestamptz[],
                $20::timestamptz[], $21::uuid[], $22::text[])
                AS n (%s)
            """.formatted(STATE);

    private static final String INSERT = "INSERT INTO account (%s) SELECT %s FROM %s"
            .formatted(STATE, STATE.replace("merged_into, merged", "merged_into, merged::uuid[]"), STATES);

    private static final String UPDATE = """
            UPDATE account a SET status = n.status, status_version = n.status_version, pending = n.pending,
                spendable = n.spendable, held = n.held, owed = n.owed, issued = n.issued, redeemed = n.redeemed,
                expired = n.expired, forfeited = n.forfeited, adjusted = n.adjusted, transferred = n.transferred,
                seq = n.seq, head = n.head, last_recorded_at = n.last_recorded_at, next_due_at = n.next_due_at,
                inactive_at = n.inactive_at, merged_into = n.merged_into, merged = n.merged::uuid[]
            FROM %s WHERE a.bucket = n.bucket AND a.programme = n.programme AND a.member = n.member
            """.formatted(STATES);

    private AccountTable() {}

    /** Locks the accounts that there are, in key order. */
    static Future<List<Account>> lock(SqlClient client, Collection<AccountKey> keys) {
        return client.preparedQuery(LOCK).execute(keyColumns(keys)).map(AccountTable::accounts);
    }

    /** Locks those that nobody else holds. */
    static Future<List<Account>> lockFree(SqlClient client, Collection<AccountKey> keys) {
        return client.preparedQuery(LOCK_FREE).execute(keyColumns(keys)).map(AccountTable::accounts);
    }

    /** The accounts that there are, unlocked. */
    static Future<List<Account>> find(SqlClient client, Collection<AccountKey> keys) {
        return client.preparedQuery(FIND).execute(keyColumns(keys)).map(AccountTable::accounts);
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
                .instants(Account::inactiveAt)
                .uuids(Account::mergedInto)
                .texts(a -> a.merged().stream().map(UUID::toString).collect(Collectors.joining(",", "{", "}")))
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
                Columns.instant(row.getOffsetDateTime("next_due_at")),
                Columns.instant(row.getOffsetDateTime("inactive_at")),
                row.getUUID("merged_into"),
                List.of(row.getArrayOfUUIDs("merged")));
    }
}
