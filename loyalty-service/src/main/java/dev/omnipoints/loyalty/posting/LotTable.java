package dev.omnipoints.loyalty.posting;

import dev.omnipoints.loyalty.ledger.AccountKey;
import dev.omnipoints.loyalty.ledger.Lot;
import dev.omnipoints.loyalty.ledger.LotId;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** SQL of the lots. */
final class LotTable {

    /** A lot and whose it is. */
    record Owned(AccountKey account, Lot lot) {}

    /** Named one by one, as in {@link AccountTable#STATE}. */
    static final String COLUMNS =
            "bucket, programme, member, made_by, made_seq, made_index, points, pending, remaining,"
                    + " held, expired, counted, clamped, available_at, expires_at, open";

    private static final String OF_ACCOUNT = "bucket = $1 AND programme = $2 AND member = $3 AND open";

    private static final String DUE_AT =
            "CASE WHEN pending > 0 THEN coalesce(available_at, expires_at)" + " WHEN remaining > 0 THEN expires_at END";

    /** In spending order; the two conditions that indexes know come first. */
    private static final String DUE = """
            SELECT %s FROM lot WHERE %s AND (expires_at <= $4 OR pending > 0 AND available_at <= $4) AND %s <= $4
            ORDER BY expires_at NULLS LAST, available_at, made_seq, made_index
            """.formatted(COLUMNS, OF_ACCOUNT, DUE_AT);

    private static final String LATER_DUE_AT =
            "SELECT min(%s) AS due_at FROM lot WHERE %s AND %s > $4".formatted(DUE_AT, OF_ACCOUNT, DUE_AT);

    private static final String EXPIRING = """
            SELECT expires_at, sum(pending + remaining)::bigint AS points FROM lot
            WHERE %s AND pending + remaining > 0 AND expires_at > (%s)
            GROUP BY expires_at ORDER BY expires_at LIMIT $4
            """.formatted(OF_ACCOUNT, LedgerClock.NOW);

    private static final String EXPIRING_BY = """
            SELECT coalesce(sum(pending + remaining), 0)::bigint AS points FROM lot
            WHERE %s AND expires_at <= $4 AND expires_at > (%s)
            """.formatted(OF_ACCOUNT, LedgerClock.NOW);

    private static final String UPSERT = """
            INSERT INTO lot AS l (bucket, programme, member, made_by, made_seq, made_index, points, pending, remaining,
                held, expired, counted, clamped, available_at, expires_at, open)
            SELECT * FROM unnest($1::smallint[], $2::text[], $3::uuid[], $4::uuid[], $5::bigint[], $6::integer[],
                $7::bigint[], $8::bigint[], $9::bigint[], $10::bigint[], $11::bigint[], $12::bigint[], $13::bigint[],
                $14::timestamptz[], $15::timestamptz[], $16::boolean[])
            ON CONFLICT (bucket, programme, member, made_seq, made_index, made_by) DO UPDATE SET
                pending = excluded.pending, remaining = excluded.remaining, held = excluded.held,
                expired = excluded.expired, counted = excluded.counted, clamped = excluded.clamped,
                open = excluded.open
            """;

    private LotTable() {}

    /** What is due of an account at `now`, in spending order. */
    static Future<List<Lot>> due(SqlClient client, AccountKey account, Instant now) {
        return client.preparedQuery(DUE).execute(at(account, now)).map(rows -> {
            List<Lot> lots = new ArrayList<>(rows.size());
            rows.forEach(row -> lots.add(lot(row)));
            return lots;
        });
    }

    /** When, after `now`, something is next due of an account; null: never. */
    static Future<Instant> laterDueAt(SqlClient client, AccountKey account, Instant now) {
        return client.preparedQuery(LATER_DUE_AT)
                .execute(at(account, now))
                .map(rows -> Columns.instant(rows.iterator().next().getOffsetDateTime("due_at")));
    }

    /** What has not expired yet and will, soonest first. */
    static Future<List<Expiring>> expiring(SqlClient client, AccountKey account, int limit) {
        return client.preparedQuery(EXPIRING)
                .execute(of(account).addInteger(limit))
                .map(rows -> {
                    List<Expiring> list = new ArrayList<>(rows.size());
                    rows.forEach(row -> list.add(
                            new Expiring(row.getLong("points"), Columns.instant(row.getOffsetDateTime("expires_at")))));
                    return list;
                });
    }

    /** How much has not expired yet and will, not after `by`. */
    static Future<Long> expiringBy(SqlClient client, AccountKey account, Instant by) {
        return client.preparedQuery(EXPIRING_BY)
                .execute(of(account).addOffsetDateTime(Columns.time(by)))
                .map(rows -> rows.iterator().next().getLong("points"));
    }

    static Future<?> upsert(SqlClient client, Collection<Owned> lots) {
        Columns<Owned> columns = new Columns<>(lots)
                .shorts(o -> o.account().bucket())
                .texts(o -> o.account().programme())
                .uuids(o -> o.account().member())
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
        return client.preparedQuery(UPSERT).execute(columns.tuple());
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

    private static Tuple at(AccountKey account, Instant now) {
        return of(account).addOffsetDateTime(Columns.time(now));
    }

    private static Tuple of(AccountKey account) {
        return Tuple.tuple()
                .addShort(account.bucket())
                .addString(account.programme())
                .addUUID(account.member());
    }
}
