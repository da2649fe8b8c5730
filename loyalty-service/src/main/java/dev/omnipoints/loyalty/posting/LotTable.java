package dev.omnipoints.loyalty.posting;

import dev.omnipoints.loyalty.ledger.AccountKey;
import dev.omnipoints.loyalty.ledger.Lot;
import dev.omnipoints.loyalty.ledger.LotId;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** SQL of the lots: one statement for all accounts of a batch. */
final class LotTable {

    /** A lot and whose it is. */
    record Owned(AccountKey account, Lot lot) {}

    /** A lot's key. */
    record Key(AccountKey account, LotId lot) {}

    /** What is due of an account is asked as of then. */
    record AsOf(AccountKey account, Instant now, Instant inactiveAt) {}

    /** So many lots of an account are wanted. */
    record First(AccountKey account, int limit) {}

    /** Named one by one, as in {@link AccountTable#STATE}. */
    static final String COLUMNS =
            "bucket, programme, member, made_by, made_seq, made_index, points, pending, remaining,"
                    + " held, expired, counted, clamped, available_at, expires_at, open";

    private static final String OF_ACCOUNT =
            "l.bucket = k.bucket AND l.programme = k.programme AND l.member = k.member";

    /** Spending order, as Lot has it. */
    private static final String IN_ORDER =
            "l.expires_at NULLS LAST, l.available_at NULLS LAST, l.made_seq, l.made_index, l.made_by";

    /** When something next happens to a lot by itself, as Lot.dueAt has it. */
    static final String DUE_AT = "CASE WHEN l.pending > 0"
            + " THEN coalesce(l.available_at, l.expires_at, k.inactive_at) WHEN l.remaining > 0"
            + " THEN greatest(coalesce(l.expires_at, k.inactive_at),"
            + " CASE WHEN coalesce(l.expires_at, k.inactive_at) IS NULL THEN NULL ELSE l.available_at END) END";

    private static final String AS_OF = "unnest($1::smallint[], $2::text[], $3::uuid[], $4::timestamptz[],"
            + " $5::timestamptz[]) AS k (bucket, programme, member, now, inactive_at)";

    private static final Columns<AsOf> AS_OF_VALUES =
            Columns.ofAccounts(AsOf::account).instants(AsOf::now).instants(AsOf::inactiveAt);

    /** The conditions that an index knows come first; `open` keeps the scan to lots that still matter. */
    private static final Statement<AsOf> DUE =
            new Statement<>(AS_OF_VALUES, """
            SELECT l.* FROM %s
            CROSS JOIN LATERAL (SELECT %s FROM lot l WHERE %s AND l.open AND %s <= k.now OFFSET 0) l
            """.formatted(AS_OF, COLUMNS, OF_ACCOUNT, DUE_AT));

    private static final Statement<AsOf> LATER_DUE_AT =
            new Statement<>(AS_OF_VALUES, """
            SELECT k.bucket AS bucket, k.programme, k.member, l.due_at FROM %s CROSS JOIN LATERAL
                (SELECT min(%s) AS due_at FROM lot l WHERE %s AND l.open AND %s > k.now) l
            """.formatted(AS_OF, DUE_AT, OF_ACCOUNT, DUE_AT));

    private static final Statement<First> SPENDABLE = new Statement<>(
            Columns.ofAccounts(First::account).ints(First::limit), """
            SELECT l.* FROM unnest($1::smallint[], $2::text[], $3::uuid[], $4::integer[])
                AS k (bucket, programme, member, wanted)
            CROSS JOIN LATERAL (SELECT %s FROM lot l WHERE %s AND l.open AND l.remaining > 0
                ORDER BY %s LIMIT k.wanted) l
            """.formatted(COLUMNS, OF_ACCOUNT, IN_ORDER));

    private static final Columns<Key> IDS = Columns.ofAccounts(Key::account)
            .uuids(k -> k.lot().member())
            .longs(k -> k.lot().seq())
            .ints(k -> k.lot().index());

    private static final String IDS_OF = """
            unnest($1::smallint[], $2::text[], $3::uuid[], $4::uuid[], $5::bigint[], $6::integer[])
                AS k (bucket, programme, member, made_by, made_seq, made_index)
            """;

    private static final String OF_ID =
            OF_ACCOUNT + " AND l.made_by = k.made_by AND l.made_seq = k.made_seq AND l.made_index = k.made_index";

    private static final Statement<Key> BY_IDS =
            new Statement<>(IDS, "SELECT l.* FROM %s JOIN lot l ON %s".formatted(IDS_OF, OF_ID));

    private static final Statement<AccountKey> OF_ACCOUNTS =
            new Statement<>(Columns.ofAccounts(key -> key), """
            SELECT l.* FROM unnest($1::smallint[], $2::text[], $3::uuid[]) AS k (bucket, programme, member)
            JOIN lot l ON %s
            """.formatted(OF_ACCOUNT));

    private static final Columns<Owned> VALUES = Columns.ofAccounts(Owned::account)
            .uuids(o -> o.lot().id().member())
            .longs(o -> o.lot().id().seq())
            .ints(o -> o.lot().id().index())
            .longs(o -> o.lot().points())
            .longs(o -> o.lot().pending())
            .longs(o -> o.lot().remaining())
            .longs(o -> o.lot().held())
            .longs(o -> o.lot().expired())
            .longs(o -> o.lot().counted())
            .longs(o -> o.lot().clamped())
            .instants(o -> o.lot().availableAt())
            .instants(o -> o.lot().expiresAt())
            .booleans(o -> o.lot().open());

    private static final Statement<Owned> UPSERT = new Statement<>(VALUES, """
            INSERT INTO lot AS l (%s)
            SELECT * FROM unnest($1::smallint[], $2::text[], $3::uuid[], $4::uuid[], $5::bigint[], $6::integer[],
                $7::bigint[], $8::bigint[], $9::bigint[], $10::bigint[], $11::bigint[], $12::bigint[], $13::bigint[],
                $14::timestamptz[], $15::timestamptz[], $16::boolean[])
            ON CONFLICT (bucket, programme, member, made_seq, made_index, made_by) DO UPDATE SET
                pending = excluded.pending, remaining = excluded.remaining, held = excluded.held,
                expired = excluded.expired, counted = excluded.counted, clamped = excluded.clamped,
                available_at = excluded.available_at, open = excluded.open
            """.formatted(COLUMNS));

    private static final Statement<Key> DELETE =
            new Statement<>(IDS, "DELETE FROM lot l USING %s WHERE %s".formatted(IDS_OF, OF_ID));

    private LotTable() {}

    /** What is due of accounts. */
    static Future<List<Owned>> due(Route route, Collection<AsOf> accounts) {
        return DUE.run(route, accounts).map(LotTable::owned);
    }

    /** When, after now, something of an account's lots is next due; no entry or null: never. */
    static Future<Map<AccountKey, Instant>> laterDueAt(Route route, Collection<AsOf> accounts) {
        return LATER_DUE_AT.run(route, accounts).map(rows -> {
            Map<AccountKey, Instant> later = new HashMap<>();
            rows.forEach(row -> later.put(AccountTable.key(row), Columns.instant(row.getOffsetDateTime("due_at"))));
            return later;
        });
    }

    /** The first lots with points to spend, in spending order, so many an account. */
    static Future<List<Owned>> spendable(Route route, Collection<First> accounts) {
        return SPENDABLE.run(route, accounts).map(LotTable::owned);
    }

    /** The lots that there are of these. */
    static Future<List<Owned>> byIds(Route route, Collection<Key> keys) {
        return BY_IDS.run(route, keys).map(LotTable::owned);
    }

    /** All lots of accounts, emptied ones too. */
    static Future<List<Owned>> ofAccounts(Route route, Collection<AccountKey> accounts) {
        return OF_ACCOUNTS.run(route, accounts).map(LotTable::owned);
    }

    static Future<?> upsert(Route route, Collection<Owned> lots) {
        return UPSERT.run(route, lots);
    }

    /** Lots that are another account's from now on. */
    static Future<?> delete(Route route, Collection<Key> keys) {
        return DELETE.run(route, keys);
    }

    static Lot lot(Row row) {
        return new Lot(
                new LotId(row.getUUID("made_by"), row.getLong("made_seq"), row.getInteger("made_index")),
                row.getLong("points"),
                row.getLong("pending"),
                row.getLong("remaining"),
                row.getLong("held"),
                row.getLong("expired"),
                row.getLong("counted"),
                row.getLong("clamped"),
                Columns.instant(row.getOffsetDateTime("available_at")),
                Columns.instant(row.getOffsetDateTime("expires_at")));
    }

    private static List<Owned> owned(List<Row> rows) {
        return rows.stream()
                .map(row -> new Owned(AccountTable.key(row), lot(row)))
                .toList();
    }
}
