package dev.omnipoints.loyalty.posting;

import dev.omnipoints.loyalty.ledger.Account;
import dev.omnipoints.loyalty.ledger.AccountKey;
import dev.omnipoints.loyalty.ledger.Counters;
import dev.omnipoints.loyalty.ledger.Status;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/** SQL of the accounts. */
final class AccountTable {

    /** The constraint that a lost race on opening an account violates. */
    static final String RACED = "account_pkey";

    /** Named one by one: a column that a later version adds must not change what prepared statements give. */
    static final String STATE = "bucket, programme, member, status, status_version, pending, spendable, held,"
            + " owed, issued, redeemed, expired, forfeited, adjusted, transferred, seq, head, last_recorded_at,"
            + " next_due_at, inactive_at, merged_into, merged";

    private static final String FOUND = """
            SELECT a.%s FROM unnest($1::smallint[], $2::text[], $3::uuid[]) AS k (bucket, programme, member)
            JOIN account a ON a.bucket = k.bucket AND a.programme = k.programme AND a.member = k.member
            """.formatted(STATE.replace(", ", ", a."));

    private static final Columns<AccountKey> KEYS = Columns.ofAccounts(key -> key);

    private static final Statement<AccountKey> FIND = new Statement<>(KEYS, FOUND);

    /** Locks come after the sort, so that every batch takes them in one order. */
    private static final String LOCKED = FOUND + "ORDER BY a.bucket, a.programme, a.member FOR UPDATE OF a";

    private static final Statement<AccountKey> LOCK = new Statement<>(KEYS, LOCKED);

    private static final Statement<AccountKey> LOCK_FREE = new Statement<>(KEYS, LOCKED + " SKIP LOCKED");

    private static final String STATES = """
            unnest($1::smallint[], $2::text[], $3::uuid[], $4::smallint[], $5::bigint[], $6::bigint[],
                $7::bigint[], $8::bigint[], $9::bigint[], $10::bigint[], $11::bigint[], $12::bigint[], $13::bigint[],
                $14::bigint[], $15::bigint[], $16::bigint[], $17::bytea[], $18::timestamptz[], $19::timestamptz[],
                $20::timestamptz[], $21::uuid[], $22::text[])
                AS k (%s)
            """.formatted(STATE);

    private static final Columns<Account> VALUES = Columns.ofAccounts(Account::key)
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
            .texts(a -> a.merged().stream().map(UUID::toString).collect(Collectors.joining(",", "{", "}")));

    private static final Statement<Account> INSERT = new Statement<>(
            VALUES,
            "INSERT INTO account (%s) SELECT k.%s FROM %s"
                    .formatted(
                            STATE,
                            STATE.replace(", ", ", k.")
                                    .replace("k.merged_into, k.merged", "k.merged_into, k.merged::uuid[]"),
                            STATES));

    private static final Statement<Account> UPDATE = new Statement<>(VALUES, """
            UPDATE account a SET status = k.status, status_version = k.status_version, pending = k.pending,
                spendable = k.spendable, held = k.held, owed = k.owed, issued = k.issued, redeemed = k.redeemed,
                expired = k.expired, forfeited = k.forfeited, adjusted = k.adjusted, transferred = k.transferred,
                seq = k.seq, head = k.head, last_recorded_at = k.last_recorded_at, next_due_at = k.next_due_at,
                inactive_at = k.inactive_at, merged_into = k.merged_into, merged = k.merged::uuid[]
            FROM %s WHERE a.bucket = k.bucket AND a.programme = k.programme AND a.member = k.member
            """.formatted(STATES));

    private AccountTable() {}

    /** Locks the accounts that there are, in key order. */
    static Future<List<Account>> lock(Route route, Collection<AccountKey> keys) {
        return LOCK.run(route, keys).map(AccountTable::accounts);
    }

    /** Locks those that nobody else holds. */
    static Future<List<Account>> lockFree(Route route, Collection<AccountKey> keys) {
        return LOCK_FREE.run(route, keys).map(AccountTable::accounts);
    }

    /** The accounts that there are, unlocked. */
    static Future<List<Account>> find(Route route, Collection<AccountKey> keys) {
        return FIND.run(route, keys).map(AccountTable::accounts);
    }

    /** Opens accounts; where one is there meanwhile, fails with a violation of {@link #RACED}. */
    static Future<?> insert(Route route, Collection<Account> accounts) {
        return INSERT.run(
                route,
                accounts.stream().sorted(Comparator.comparing(Account::key)).toList());
    }

    static Future<?> update(Route route, Collection<Account> accounts) {
        return UPDATE.run(route, accounts);
    }

    static AccountKey key(Row row) {
        return new AccountKey(row.getShort("bucket"), row.getString("programme"), row.getUUID("member"));
    }

    private static List<Account> accounts(List<Row> rows) {
        return rows.stream().map(AccountTable::account).toList();
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
