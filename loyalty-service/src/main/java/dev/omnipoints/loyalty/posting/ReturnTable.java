package dev.omnipoints.loyalty.posting;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/** SQL of the returns' rows that go into a batch. */
final class ReturnTable {

    /** Constraints that a lost race on a return or on a key without account violates. */
    static final List<String> RACED = List.of("goods_return_pkey", "goods_return_key_without_member");

    /** What is looked at of a return that is there. */
    record Known(UUID id, String programme, boolean withoutMember, UUID keyHash, byte[] fingerprint, byte[] answer) {}

    /**
     * A return as it is written.
     *
     * @param keyHash of its own key; of an exchange, whose key is the sale's, its id
     * @param member in whose journal it stands; null: of a sale of no one
     * @param seq of the row that answered
     */
    record Fresh(
            ReturnDraft draft,
            Posting posting,
            UUID keyHash,
            UUID member,
            Long seq,
            Instant occurredAt,
            Instant recordedAt,
            byte[] answer) {

        Known known() {
            return new Known(draft.id(), draft.programme(), seq == null, keyHash, draft.fingerprint(), answer);
        }
    }

    private static final String KNOWN = "r.id, r.programme, r.seq, r.key_hash, r.fingerprint, r.answer";

    private static final Statement<UUID> BY_IDS =
            new Statement<>(Columns.<UUID>of(SaleId::bucket).uuids(id -> id), """
            SELECT %s FROM unnest($1::smallint[], $2::uuid[]) AS k (bucket, id)
            CROSS JOIN LATERAL (SELECT r.* FROM goods_return r WHERE r.bucket = k.bucket AND r.id = k.id OFFSET 0) r
            """.formatted(KNOWN));

    /** A key says nothing of the return's id, so there is no bucket to look in. */
    private static final String BY_KEYS =
            "SELECT " + KNOWN + " FROM unnest($1::text[], $2::uuid[]) AS k (programme, key_hash)"
                    + " JOIN goods_return r USING (programme, key_hash) WHERE r.seq IS NULL";

    private static final Columns<Fresh> VALUES = Columns.<Fresh>of(
                    r -> SaleId.bucket(r.draft().id()))
            .uuids(r -> r.draft().id())
            .texts(r -> r.draft().programme())
            .texts(r -> r.draft().store())
            .texts(r -> r.draft().terminal())
            .texts(r -> r.draft().returnId())
            .uuids(r -> r.draft().sale())
            .uuids(Fresh::member)
            .longs(Fresh::seq)
            .texts(r -> r.posting().envelope().origin().caller())
            .uuids(Fresh::keyHash)
            .bytes(r -> r.draft().fingerprint())
            .shorts(r -> r.posting().envelope().origin().channel())
            .texts(r -> r.posting().envelope().origin().actor())
            .instants(Fresh::occurredAt)
            .instants(Fresh::recordedAt)
            .bytes(r -> r.draft().body())
            .bytes(Fresh::answer);

    private static final Statement<Fresh> INSERT = new Statement<>(VALUES, """
            INSERT INTO goods_return (bucket, id, programme, store, terminal, return_id, sale, member, seq, caller,
                key_hash, fingerprint, channel, actor, occurred_at, recorded_at, body, answer)
            SELECT * FROM unnest($1::smallint[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[],
                $7::uuid[], $8::uuid[], $9::bigint[], $10::text[], $11::uuid[], $12::bytea[], $13::smallint[],
                $14::text[], $15::timestamptz[], $16::timestamptz[], $17::bytea[], $18::bytea[])
            """);

    private ReturnTable() {}

    /** The returns that there are of these ids. */
    static Future<List<Known>> byIds(Route route, Collection<UUID> ids) {
        return ids.isEmpty()
                ? Future.succeededFuture(List.of())
                : BY_IDS.run(route, ids).map(ReturnTable::known);
    }

    /** The returns of no one's sales that came under these keys. */
    static Future<List<Known>> byKeys(Route route, Collection<SaleTable.FreeKey> keys) {
        if (keys.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        Tuple values = Tuple.tuple()
                .addArrayOfString(
                        keys.stream().map(SaleTable.FreeKey::programme).toArray(String[]::new))
                .addArrayOfUUID(keys.stream().map(SaleTable.FreeKey::keyHash).toArray(UUID[]::new));
        return route.client().preparedQuery(BY_KEYS).execute(values).map(ReturnTable::known);
    }

    /** In the order of buckets and ids, as everywhere. */
    static Future<?> insert(Route route, Collection<Fresh> returns) {
        return INSERT.run(
                route,
                returns.stream()
                        .sorted(Comparator.<Fresh>comparingInt(
                                        r -> SaleId.bucket(r.draft().id()))
                                .thenComparing(r -> SaleId.text(r.draft().id())))
                        .toList());
    }

    private static List<Known> known(Iterable<Row> found) {
        List<Known> returns = new ArrayList<>();
        found.forEach(row -> returns.add(new Known(
                row.getUUID("id"),
                row.getString("programme"),
                row.getLong("seq") == null,
                row.getUUID("key_hash"),
                Columns.bytes(row.getBuffer("fingerprint")),
                Columns.bytes(row.getBuffer("answer")))));
        return returns;
    }
}
