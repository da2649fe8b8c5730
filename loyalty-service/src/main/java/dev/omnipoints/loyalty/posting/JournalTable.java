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
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/** SQL of the journal: insert and read, nothing else. */
final class JournalTable {

    /** A key that a command came with, in its account. */
    record KeyOf(AccountKey account, UUID keyHash) {

        static KeyOf of(Row row) {
            return new KeyOf(row.account(), row.key().hash());
        }
    }

    /** A row's key. */
    record RowKey(AccountKey account, long seq) {}

    static final String COLUMNS = "bucket, programme, member, seq, caller, key_hash, part, fingerprint, kind, refused,"
            + " points, pending_change, spendable_change, held_change, owed_change, issued_change, redeemed_change,"
            + " expired_change, forfeited_change, adjusted_change, transferred_change, pending, spendable, held, owed,"
            + " lots, hold_member, hold_seq, original_member, original_seq, sale, counterpart_member, counterpart_seq,"
            + " named_member, channel, store, terminal, actor, reason, occurred_at, recorded_at, version, hash";

    static final String ALL = "j." + COLUMNS.replace(", ", ", j.");

    private static final Statement<Row> INSERT = new Statement<>(values(), """
            INSERT INTO journal (%s)
            SELECT * FROM unnest($1::smallint[], $2::text[], $3::uuid[], $4::bigint[], $5::text[], $6::uuid[],
                $7::smallint[], $8::bytea[], $9::smallint[], $10::smallint[], $11::bigint[], $12::bigint[],
                $13::bigint[], $14::bigint[], $15::bigint[], $16::bigint[], $17::bigint[], $18::bigint[],
                $19::bigint[], $20::bigint[], $21::bigint[], $22::bigint[], $23::bigint[], $24::bigint[],
                $25::bigint[], $26::bytea[], $27::uuid[], $28::bigint[], $29::uuid[], $30::bigint[], $31::uuid[],
                $32::uuid[], $33::bigint[], $34::uuid[], $35::smallint[], $36::text[], $37::text[], $38::text[],
                $39::text[], $40::timestamptz[], $41::timestamptz[], $42::smallint[], $43::bytea[])
            """.formatted(COLUMNS));

    private static final Columns<KeyOf> KEYS =
            Columns.ofAccounts(KeyOf::account).uuids(KeyOf::keyHash);

    /** By the order asked for there is one index that serves, whatever the planner believes of the table. */
    private static final String OF_KEYS = """
            SELECT j.* FROM unnest($1::smallint[], $2::text[], $3::uuid[], $4::uuid[])
                AS k (bucket, programme, member, key_hash)
            CROSS JOIN LATERAL (SELECT %s FROM journal j WHERE j.bucket = k.bucket AND j.programme = k.programme
                AND j.member = k.member AND j.key_hash = k.key_hash ORDER BY j.part %s) j
            """;

    private static final Statement<KeyOf> PARTS = new Statement<>(KEYS, OF_KEYS.formatted(COLUMNS, ""));

    /** The first part is 0. */
    private static final Statement<KeyOf> BY_KEYS = new Statement<>(KEYS, OF_KEYS.formatted(COLUMNS, "LIMIT 1"));

    private static final Statement<RowKey> BY_REFERENCES =
            new Statement<>(Columns.ofAccounts(RowKey::account).longs(RowKey::seq), """
            SELECT j.* FROM unnest($1::smallint[], $2::text[], $3::uuid[], $4::bigint[])
                AS k (bucket, programme, member, seq)
            CROSS JOIN LATERAL (SELECT %s FROM journal j WHERE j.bucket = k.bucket AND j.programme = k.programme
                AND j.member = k.member AND j.seq >= k.seq ORDER BY j.seq LIMIT 1) j
            WHERE j.seq = k.seq
            """.formatted(COLUMNS));

    private static final String NEWEST_FIRST = """
            SELECT %s FROM journal WHERE bucket = $1 AND programme = $2 AND member = $3 AND seq < $4
            ORDER BY seq DESC LIMIT $5
            """.formatted(COLUMNS);

    private JournalTable() {}

    /** The rows of part 0 that were written under these keys. */
    static Future<List<Row>> byKeys(Route route, Collection<KeyOf> keys) {
        return BY_KEYS.run(route, keys).map(JournalTable::rows);
    }

    /** The keys of rows, each with an account of its programme. */
    static List<RowKey> rowKeys(Map<Reference, AccountKey> rows) {
        return rows.entrySet().stream()
                .map(e -> new RowKey(
                        AccountKey.of(e.getValue().programme(), e.getKey().member()),
                        e.getKey().seq()))
                .toList();
    }

    /** All rows that were written under a key, in no order. */
    static Future<List<Row>> parts(Route route, KeyOf key) {
        return PARTS.run(route, List.of(key)).map(JournalTable::rows);
    }

    /** The rows that there are of these. */
    static Future<List<Row>> byReferences(Route route, Collection<RowKey> keys) {
        return BY_REFERENCES.run(route, keys).map(JournalTable::rows);
    }

    /** The rows of an account with a seq below `beforeSeq`, newest first. */
    static Future<List<Row>> newestFirst(SqlClient client, AccountKey account, long beforeSeq, int limit) {
        Tuple values = Tuple.of(account.bucket(), account.programme(), account.member(), beforeSeq, limit);
        return client.preparedQuery(NEWEST_FIRST).execute(values).map(JournalTable::rows);
    }

    static Future<?> insert(Route route, Collection<Row> rows) {
        return INSERT.run(route, rows);
    }

    private static Columns<Row> values() {
        return Columns.ofAccounts(Row::account)
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
                .bytes(RowCodec::encode)
                .uuids(member(Row::hold))
                .longs(seq(Row::hold))
                .uuids(member(Row::original))
                .longs(seq(Row::original))
                .uuids(Row::sale)
                .uuids(member(Row::counterpart))
                .longs(seq(Row::counterpart))
                .uuids(Row::namedMember)
                .shorts(r -> r.origin().channel())
                .texts(r -> r.origin().store())
                .texts(r -> r.origin().terminal())
                .texts(r -> r.origin().actor())
                .texts(Row::reason)
                .instants(Row::occurredAt)
                .instants(Row::recordedAt)
                .shorts(Row::version)
                .bytes(Row::hash);
    }

    private static Function<Row, UUID> member(Function<Row, Reference> reference) {
        return reference.andThen(r -> r == null ? null : r.member());
    }

    private static Function<Row, Long> seq(Function<Row, Reference> reference) {
        return reference.andThen(r -> r == null ? null : r.seq());
    }

    static List<Row> rows(Iterable<io.vertx.sqlclient.Row> found) {
        List<Row> rows = new ArrayList<>();
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

    static Reference reference(io.vertx.sqlclient.Row row, String name) {
        UUID member = row.getUUID(name + "_member");
        Long seq = row.getLong(name + "_seq");
        if ((member == null) != (seq == null)) {
            throw new IllegalArgumentException(name + " is half a reference");
        }
        return member == null ? null : new Reference(member, seq);
    }
}
