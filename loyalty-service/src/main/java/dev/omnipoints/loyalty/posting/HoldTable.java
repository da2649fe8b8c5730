package dev.omnipoints.loyalty.posting;

import dev.omnipoints.loyalty.ledger.AccountKey;
import dev.omnipoints.loyalty.ledger.Hold;
import dev.omnipoints.loyalty.ledger.Kind;
import dev.omnipoints.loyalty.ledger.Origin;
import dev.omnipoints.loyalty.ledger.Reference;
import dev.omnipoints.loyalty.ledger.RowCodec;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/** SQL of the holds: one statement for all accounts of a batch. */
final class HoldTable {

    /** A hold and whose it is. */
    record Owned(AccountKey account, Hold hold) {}

    /** A hold's key. */
    record Key(AccountKey account, Reference hold) {}

    static final String COLUMNS = "bucket, programme, member, made_by, made_seq, caller, points, money, currency,"
            + " rate_points, rate_money, lots, channel, store, terminal, actor, receipt_sale, expires_at, "
            + "open, end_kind,"
            + " end_member, end_seq, end_points, captured";

    private static final Columns<AccountKey> KEYS = Columns.ofAccounts(key -> key);

    /** Looked up one by one (OFFSET 0): as a join PostgreSQL reads all holds while it believes them few. */
    private static final String EACH =
            "SELECT h.* FROM %s CROSS JOIN LATERAL (SELECT %s FROM hold h WHERE %s OFFSET 0) h";

    private static final String KEYS_OF =
            "unnest($1::smallint[], $2::text[], $3::uuid[]) AS k (bucket, programme, member)";

    private static final String OF_ACCOUNT =
            "h.bucket = k.bucket AND h.programme = k.programme AND h.member = k.member";

    private static final Statement<AccountKey> OF_ACCOUNTS =
            new Statement<>(KEYS, EACH.formatted(KEYS_OF, COLUMNS, OF_ACCOUNT));

    private static final Statement<AccountKey> OPEN =
            new Statement<>(KEYS, EACH.formatted(KEYS_OF, COLUMNS, OF_ACCOUNT + " AND h.open"));

    private static final Columns<Key> IDS = Columns.ofAccounts(Key::account)
            .uuids(k -> k.hold().member())
            .longs(k -> k.hold().seq());

    private static final String IDS_OF = """
            unnest($1::smallint[], $2::text[], $3::uuid[], $4::uuid[], $5::bigint[])
                AS k (bucket, programme, member, made_by, made_seq)
            """;

    private static final String OF_ID = OF_ACCOUNT + " AND h.made_by = k.made_by AND h.made_seq = k.made_seq";

    private static final Statement<Key> BY_IDS = new Statement<>(IDS, EACH.formatted(IDS_OF, COLUMNS, OF_ID));

    private static final Columns<Owned> VALUES = Columns.ofAccounts(Owned::account)
            .uuids(o -> o.hold().id().member())
            .longs(o -> o.hold().id().seq())
            .texts(o -> o.hold().origin().caller())
            .longs(o -> o.hold().points())
            .longs(price(Hold.Price::money))
            .texts(price(Hold.Price::currency))
            .longs(price(Hold.Price::ratePoints))
            .longs(price(Hold.Price::rateMoney))
            .bytes(o -> RowCodec.encodeReserved(o.account().member(), o.hold().lots()))
            .shorts(o -> o.hold().origin().channel())
            .texts(o -> o.hold().origin().store())
            .texts(o -> o.hold().origin().terminal())
            .texts(o -> o.hold().origin().actor())
            .uuids(o -> o.hold().sale())
            .instants(o -> o.hold().expiresAt())
            .booleans(o -> o.hold().open())
            .shorts(end(e -> e.kind().code()))
            .uuids(end(e -> e.row().member()))
            .longs(end(e -> e.row().seq()))
            .longs(end(Hold.End::points))
            .longs(HoldTable::captured);

    private static final Statement<Owned> UPSERT = new Statement<>(VALUES, """
            INSERT INTO hold AS h (%s)
            SELECT * FROM unnest($1::smallint[], $2::text[], $3::uuid[], $4::uuid[], $5::bigint[], $6::text[],
                $7::bigint[], $8::bigint[], $9::text[], $10::bigint[], $11::bigint[], $12::bytea[], $13::smallint[],
                $14::text[], $15::text[], $16::text[], $17::uuid[], $18::timestamptz[], $19::boolean[], $20::smallint[],
                $21::uuid[], $22::bigint[], $23::bigint[], $24::bigint[])
            ON CONFLICT (bucket, programme, member, made_seq, made_by) DO UPDATE SET
                open = excluded.open, end_kind = excluded.end_kind, end_member = excluded.end_member,
                end_seq = excluded.end_seq, end_points = excluded.end_points, captured = excluded.captured
            """.formatted(COLUMNS));

    private static final Statement<Key> DELETE =
            new Statement<>(IDS, "DELETE FROM hold h USING %s WHERE %s".formatted(IDS_OF, OF_ID));

    private HoldTable() {}

    /** The open holds of accounts. */
    static Future<List<Owned>> open(Route route, Collection<AccountKey> accounts) {
        return OPEN.run(route, accounts).map(HoldTable::owned);
    }

    /** All holds of accounts. */
    static Future<List<Owned>> ofAccounts(Route route, Collection<AccountKey> accounts) {
        return OF_ACCOUNTS.run(route, accounts).map(HoldTable::owned);
    }

    /** The holds that there are of these. */
    static Future<List<Owned>> byIds(Route route, Collection<Key> keys) {
        return BY_IDS.run(route, keys).map(HoldTable::owned);
    }

    static Future<?> upsert(Route route, Collection<Owned> holds) {
        return UPSERT.run(route, holds);
    }

    /** Holds that are another account's from now on. */
    static Future<?> delete(Route route, Collection<Key> keys) {
        return DELETE.run(route, keys);
    }

    static Hold hold(Row row) {
        AccountKey account = AccountTable.key(row);
        String currency = row.getString("currency");
        Hold.Price price = currency == null
                ? null
                : new Hold.Price(row.getLong("money"), currency, row.getLong("rate_points"), row.getLong("rate_money"));
        Hold.End end = row.getBoolean("open")
                ? null
                : new Hold.End(
                        Kind.of(row.getShort("end_kind")),
                        new Reference(row.getUUID("end_member"), row.getLong("end_seq")),
                        row.getLong("end_points"));
        return new Hold(
                new Reference(row.getUUID("made_by"), row.getLong("made_seq")),
                new Origin(
                        row.getString("caller"),
                        row.getShort("channel"),
                        row.getString("store"),
                        row.getString("terminal"),
                        row.getString("actor")),
                row.getUUID("receipt_sale"),
                row.getLong("points"),
                RowCodec.decodeReserved(account.member(), Columns.bytes(row.getBuffer("lots"))),
                price,
                Columns.instant(row.getOffsetDateTime("expires_at")),
                end);
    }

    private static long captured(Owned owned) {
        Hold.End end = owned.hold().end();
        return end != null && end.kind() == Kind.CAPTURE ? end.points() : 0;
    }

    private static <V> Function<Owned, V> price(Function<Hold.Price, V> of) {
        return o -> o.hold().price() == null ? null : of.apply(o.hold().price());
    }

    private static <V> Function<Owned, V> end(Function<Hold.End, V> of) {
        return o -> o.hold().end() == null ? null : of.apply(o.hold().end());
    }

    private static List<Owned> owned(List<Row> rows) {
        return rows.stream()
                .map(row -> new Owned(AccountTable.key(row), hold(row)))
                .toList();
    }
}
