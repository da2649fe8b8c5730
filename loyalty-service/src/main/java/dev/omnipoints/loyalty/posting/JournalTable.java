package dev.omnipoints.loyalty.posting;

import dev.omnipoints.loyalty.ledger.AccountKey;
import dev.omnipoints.loyalty.ledger.Counters;
import dev.omnipoints.loyalty.ledger.Key;
import dev.omnipoints.loyalty.ledger.Kind;
import dev.omnipoints.loyalty.ledger.Origin;
import dev.omnipoints.loyalty.ledger.Reference;
import dev.omnipoints.loyalty.ledger.Refusal;
import dev.omnipoints.loyalty.ledger.Row;
import dev.omnipoints.loyalty.ledger.RowCodec;
import io.vertx.core.Future;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/** SQL of the journal: insert and read, nothing else. */
final class JournalTable {

    /** A key that a command came with, in its account. */
    record KeyOf(AccountKey account, UUID keyHash) {}

    /** A row's key. */
    record RowKey(AccountKey account, long seq) {}

    /** An operation that may have been undone. */
    record OriginalKey(String programme, Reference original) {}

    static final String COLUMNS = "bucket, programme, member, seq, caller, key_hash, part, fingerprint, kind, refused,"
            + " points, pending_change, spendable_change, held_change, owed_change, issued_change, redeemed_change,"
            + " expired_change, forfeited_change, adjusted_change, transferred_change, pending, spendable, held, owed,"
            + " lots, hold_member, hold_seq, original_member, original_seq, sale, counterpart_member, counterpart_seq,"
            + " named_member, channel, store, terminal, actor, reason, occurred_at, recorded_at, version, hash";

    private static final String INSERT = """
            INSERT INTO journal (%s)
            SELECT * FROM unnest($1::smallint[], $2::text[], $3::uuid[], $4::bigint[], $5::text[], $6::uuid[],
                $7::smallint[], $8::bytea[], $9::smallint[], $10::smallint[], $11::bigint[], $12::bigint[],
                $13::bigint[], $14::bigint[], $15::bigint[], $16::bigint[], $17::bigint[], $18::bigint[],
                $19::bigint[], $20::bigint[], $21::bigint[], $22::bigint[], $23::bigint[], $24::bigint[],
                $25::bigint[], $26::bytea[], $27::uuid[], $28::bigint[], $29::uuid[], $30::bigint[], $31::uuid[],
                $32::uuid[], $33::bigint[], $34::uuid[], $35::smallint[], $36::text[], $37::text[], $38::text[],
                $39::text[], $40::timestamptz[], $41::timestamptz[], $42::smallint[], $43::bytea[])
            """.formatted(COLUMNS);

    private static final String BY_KEYS = """
            SELECT %s FROM unnest($1::smallint[], $2::text[], $3::uuid[], $4::uuid[])
                AS k (bucket, programme, member, key_hash)
            JOIN journal j USING (bucket, programme, member, key_hash) WHERE j.part = 0
            """.formatted(COLUMNS);

    private static final String BY_REFERENCES = """
            SELECT %s FROM unnest($1::smallint[], $2::text[], $3::uuid[], $4::bigint[])
                AS k (bucket, programme, member, seq) JOIN journal j USING (bucket, programme, member, seq)
            """.formatted(COLUMNS);

    /** In every bucket: where a merge was undone, reversals stand in the journal of whoever was the survivor then. */
    private static final String REVERSED = """
            SELECT k.original_member, k.original_seq, sum(j.points)::bigint AS points
            FROM unnest($1::text[], $2::uuid[], $3::bigint[]) AS k (programme, original_member, original_seq)
            CROSS JOIN generate_series(0, %d) AS b (number)
            JOIN journal j ON j.bucket = b.number::smallint AND j.programme = k.programme
                AND j.original_member = k.original_member AND j.original_seq = k.original_seq
            WHERE j.original_seq IS NOT NULL AND j.kind = %d AND j.refused = 0
            GROUP BY k.original_member, k.original_seq
            """.formatted(AccountKey.BUCKETS - 1, Kind.REVERSE.code());

    /** In every bucket too. */
    private static final String CONFIRMATIONS = """
            SELECT %s FROM unnest($1::text[], $2::uuid[], $3::bigint[])
                AS k (programme, original_member, original_seq)
            CROSS JOIN generate_series(0, %d) AS b (number)
            JOIN journal j USING (programme, original_member, original_seq)
            WHERE j.bucket = b.number::smallint AND j.original_seq IS NOT NULL AND j.kind = %d AND j.refused = 0
            """.formatted(COLUMNS, AccountKey.BUCKETS - 1, Kind.CONFIRM.code());

    private static final String NEWEST_FIRST = """
            SELECT %s FROM journal WHERE bucket = $1 AND programme = $2 AND member = $3 AND seq < $4
            ORDER BY seq DESC LIMIT $5
            """.formatted(COLUMNS);

    private JournalTable() {}

    /** The rows of part 0 that were written under these keys. */
    static Future<List<Row>> byKeys(SqlClient client, Collection<KeyOf> keys) {
        Columns<KeyOf> columns = new Columns<>(keys)
                .shorts(k -> k.account().bucket())
                .texts(k -> k.account().programme())
                .uuids(k -> k.account().member())
                .uuids(KeyOf::keyHash);
        return client.preparedQuery(BY_KEYS).execute(columns.tuple()).map(JournalTable::rows);
    }

    /** The rows that there are of these. */
    static Future<List<Row>> byReferences(SqlClient client, Collection<RowKey> keys) {
        Columns<RowKey> columns = new Columns<>(keys)
                .shorts(k -> k.account().bucket())
                .texts(k -> k.account().programme())
                .uuids(k -> k.account().member())
                .longs(RowKey::seq);
        return client.preparedQuery(BY_REFERENCES).execute(columns.tuple()).map(JournalTable::rows);
    }

    /** How many points of operations were asked back so far; no entry: none. */
    static Future<Map<Reference, Long>> reversed(SqlClient client, Collection<OriginalKey> keys) {
        return client.preparedQuery(REVERSED).execute(originals(keys)).map(found -> {
            Map<Reference, Long> sums = new HashMap<>();
            found.forEach(row -> sums.put(reference(row, "original"), row.getLong("points")));
            return sums;
        });
    }

    /** The rows that confirmed operations. */
    static Future<List<Row>> confirmations(SqlClient client, Collection<OriginalKey> keys) {
        return client.preparedQuery(CONFIRMATIONS).execute(originals(keys)).map(JournalTable::rows);
    }

    private static Tuple originals(Collection<OriginalKey> keys) {
        return new Columns<>(keys)
                .texts(OriginalKey::programme)
                .uuids(k -> k.original().member())
                .longs(k -> k.original().seq())
                .tuple();
    }

    /** The rows of an account with a seq below `beforeSeq`, newest first. */
    static Future<List<Row>> newestFirst(SqlClient client, AccountKey account, long beforeSeq, int limit) {
        Tuple values = Tuple.of(account.bucket(), account.programme(), account.member(), beforeSeq, limit);
        return client.preparedQuery(NEWEST_FIRST).execute(values).map(JournalTable::rows);
    }

    static Future<?> insert(SqlClient client, Collection<Row> rows) {
        Columns<Row> columns = new Columns<>(rows)
                .shorts(r -> r.account().bucket())
                .texts(r -> r.account().programme())
                .uuids(r -> r.account().member())
                .longs(Row::seq)
                .texts(r -> r.origin().caller())
                .uuids(r -> r.key().hash())
                .shorts(r -> r.key().part())
                .bytes(Row::fingerprint)
                .shorts(r -> r.kind().code())
                .shorts(r -> r.refused() == null ? (short) 0 : r.refused().code())
                .longs(Row::points)
                .longs(r -> r.change().pending())
                .longs(r -> r.change().spendable())
                .longs(r -> r.change().held())
                .longs(r -> r.change().owed())
                .longs(r -> r.change().issued())
                .longs(r -> r.change().redeemed())
                .longs(r -> r.change().expired())
                .longs(r -> r.change().forfeited())
                .longs(r -> r.change().adjusted())
                .longs(r -> r.change().transferred())
                .longs(r -> r.after().pending())
                .longs(r -> r.after().spendable())
                .longs(r -> r.after().held())
                .longs(r -> r.after().owed())
                .bytes(RowCodec::encode);
        references(columns);
        columns.shorts(r -> r.origin().channel())
                .texts(r -> r.origin().store())
                .texts(r -> r.origin().terminal())
                .texts(r -> r.origin().actor())
                .texts(Row::reason)
                .instants(Row::occurredAt)
                .instants(Row::recordedAt)
                .shorts(Row::version)
                .bytes(Row::hash);
        return client.preparedQuery(INSERT).execute(columns.tuple());
    }

    private static void references(Columns<Row> columns) {
        columns.uuids(member(Row::hold))
                .longs(seq(Row::hold))
                .uuids(member(Row::original))
                .longs(seq(Row::original))
                .uuids(Row::sale)
                .uuids(member(Row::counterpart))
                .longs(seq(Row::counterpart))
                .uuids(Row::namedMember);
    }

    private static Function<Row, UUID> member(Function<Row, Reference> reference) {
        return reference.andThen(r -> r == null ? null : r.member());
    }

    private static Function<Row, Long> seq(Function<Row, Reference> reference) {
        return reference.andThen(r -> r == null ? null : r.seq());
    }

    private static List<Row> rows(RowSet<io.vertx.sqlclient.Row> found) {
        List<Row> rows = new ArrayList<>(found.size());
        found.forEach(row -> rows.add(row(row)));
        return rows;
    }

    static Row row(io.vertx.sqlclient.Row row) {
        AccountKey account = AccountTable.key(row);
        RowCodec.Entries entries = RowCodec.decode(account.member(), Columns.bytes(row.getBuffer("lots")));
        return new Row(
                account,
                row.getLong("seq"),
                new Origin(
                        row.getString("caller"),
                        row.getShort("channel"),
                        row.getString("store"),
                        row.getString("terminal"),
                        row.getString("actor")),
                new Key(row.getUUID("key_hash"), row.getShort("part")),
                Columns.bytes(row.getBuffer("fingerprint")),
                Kind.of(row.getShort("kind")),
                Refusal.of(row.getShort("refused")),
                row.getLong("points"),
                change(row),
                new Counters(
                        row.getLong("pending"),
                        row.getLong("spendable"),
                        row.getLong("held"),
                        row.getLong("owed"),
                        0,
                        0,
                        0,
                        0,
                        0,
                        0),
                entries.lots(),
                entries.holds(),
                entries.inactiveAt(),
                reference(row, "hold"),
                reference(row, "original"),
                row.getUUID("sale"),
                reference(row, "counterpart"),
                row.getUUID("named_member"),
                row.getString("reason"),
                Columns.instant(row.getOffsetDateTime("occurred_at")),
                Columns.instant(row.getOffsetDateTime("recorded_at")),
                row.getShort("version"),
                Columns.bytes(row.getBuffer("hash")));
    }

    private static Counters change(io.vertx.sqlclient.Row row) {
        return new Counters(
                row.getLong("pending_change"),
                row.getLong("spendable_change"),
                row.getLong("held_change"),
                row.getLong("owed_change"),
                row.getLong("issued_change"),
                row.getLong("redeemed_change"),
                row.getLong("expired_change"),
                row.getLong("forfeited_change"),
                row.getLong("adjusted_change"),
                row.getLong("transferred_change"));
    }

    private static Reference reference(io.vertx.sqlclient.Row row, String name) {
        UUID member = row.getUUID(name + "_member");
        Long seq = row.getLong(name + "_seq");
        if ((member == null) != (seq == null)) {
            throw new IllegalArgumentException(name + " is half a reference");
        }
        return member == null ? null : new Reference(member, seq);
    }
}
