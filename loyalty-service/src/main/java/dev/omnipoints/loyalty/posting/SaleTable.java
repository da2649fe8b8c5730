package dev.omnipoints.loyalty.posting;

import dev.omnipoints.loyalty.ledger.Status;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/** SQL of the sales' rows that go into a batch. */
final class SaleTable {

    /** Constraints that a lost race on a receipt or on a key without account violates. */
    static final List<String> RACED = List.of("sale_pkey", "sale_key_without_member");

    /** What is looked at of a sale that is there. */
    record Known(
            UUID id,
            String programme,
            UUID member,
            boolean withoutMember,
            UUID keyHash,
            byte[] fingerprint,
            byte[] answer) {}

    /**
     * A sale as it is written.
     *
     * @param member null: kept for no one
     */
    record Fresh(SaleDraft draft, Posting posting, UUID member, SaleOutcome outcome, SaleDraft.Kept kept) {

        Known known() {
            return new Known(
                    draft.id(),
                    draft.programme(),
                    member,
                    member == null,
                    posting.envelope().key().hash(),
                    posting.envelope().fingerprint(),
                    kept.answer());
        }
    }

    /** A key that came with a sale without account. */
    record FreeKey(String programme, UUID keyHash) {}

    private static final String KNOWN = "s.id, s.programme, s.member, s.earn_seq, s.key_hash, s.fingerprint, s.answer";

    private static final Statement<UUID> BY_IDS =
            new Statement<>(Columns.<UUID>of(SaleId::bucket).uuids(id -> id), """
            SELECT %s FROM unnest($1::smallint[], $2::uuid[]) AS k (bucket, id)
            CROSS JOIN LATERAL (SELECT s.* FROM sale s WHERE s.bucket = k.bucket AND s.id = k.id OFFSET 0) s
            """.formatted(KNOWN));

    /** A key says nothing of the sale's id, so there is no bucket to look in. */
    private static final String BY_KEYS =
            "SELECT " + KNOWN + " FROM unnest($1::text[], $2::uuid[]) AS k (programme, key_hash)"
                    + " JOIN sale s USING (programme, key_hash) WHERE s.earn_seq IS NULL";

    private static final Columns<Fresh> VALUES = Columns.<Fresh>of(
                    s -> SaleId.bucket(s.draft().id()))
            .uuids(s -> s.draft().id())
            .texts(s -> s.draft().programme())
            .texts(s -> s.draft().store())
            .texts(s -> s.draft().terminal())
            .texts(s -> s.draft().number())
            .texts(s -> s.draft().businessDate())
            .uuids(Fresh::member)
            .shorts(s -> status(s.outcome()))
            .texts(s -> s.posting().envelope().origin().caller())
            .uuids(s -> s.posting().envelope().key().hash())
            .bytes(s -> s.posting().envelope().fingerprint())
            .shorts(s -> s.posting().envelope().origin().channel())
            .texts(s -> s.posting().envelope().origin().actor())
            .instants(s -> s.outcome().occurredAt())
            .instants(s -> s.outcome().now())
            .texts(s -> s.draft().currency())
            .longs(s -> s.draft().total())
            .bytes(s -> s.draft().basket())
            .bytes(s -> s.draft().context())
            .ints(s -> s.draft().programmeVersion())
            .longs(s -> s.draft().rulesVersion())
            .longs(s -> s.outcome().row() == null ? null : s.outcome().row().seq())
            .longs(s -> s.outcome().row() == null ? 0L : s.outcome().row().points())
            .bytes(s -> s.kept().answer())
            .bytes(s -> s.kept().standing())
            .longs(s -> s.draft().sequence());

    private static final Statement<Fresh> INSERT = new Statement<>(VALUES, """
            INSERT INTO sale (bucket, id, programme, store, terminal, number, business_date, member, member_status,
                caller, key_hash, fingerprint, channel, actor, occurred_at, recorded_at, currency, total, basket,
                context, programme_version, rules_version, earn_seq, points, answer, standing, sequence)
            SELECT * FROM unnest($1::smallint[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[],
                $7::text[], $8::uuid[], $9::smallint[], $10::text[], $11::uuid[], $12::bytea[], $13::smallint[],
                $14::text[], $15::timestamptz[], $16::timestamptz[], $17::text[], $18::bigint[], $19::bytea[],
                $20::bytea[], $21::integer[], $22::bigint[], $23::bigint[], $24::bigint[], $25::bytea[],
                $26::bytea[], $27::bigint[])
            """);

    private SaleTable() {}

    /** The sales that there are of these ids. */
    static Future<List<Known>> byIds(Route route, Collection<UUID> ids) {
        return BY_IDS.run(route, ids).map(SaleTable::known);
    }

    /** The sales for no one that came under these keys. */
    static Future<List<Known>> byKeys(Route route, Collection<FreeKey> keys) {
        Tuple values = Tuple.tuple()
                .addArrayOfString(keys.stream().map(FreeKey::programme).toArray(String[]::new))
                .addArrayOfUUID(keys.stream().map(FreeKey::keyHash).toArray(UUID[]::new));
        return route.client().preparedQuery(BY_KEYS).execute(values).map(SaleTable::known);
    }

    /** In the order of buckets and ids, as everywhere, so that two batches cannot wait for each other. */
    static Future<?> insert(Route route, Collection<Fresh> sales) {
        return INSERT.run(
                route,
                sales.stream()
                        .sorted(Comparator.<Fresh>comparingInt(
                                        s -> SaleId.bucket(s.draft().id()))
                                .thenComparing(s -> SaleId.text(s.draft().id())))
                        .toList());
    }

    /** The account's status when the sale was recorded; 0: there was none. */
    private static short status(SaleOutcome outcome) {
        if (outcome.account() != null) {
            return outcome.account().status().code();
        }
        return outcome.memberClosed() ? Status.CLOSED.code() : 0;
    }

    private static List<Known> known(Iterable<Row> found) {
        List<Known> sales = new ArrayList<>();
        found.forEach(row -> sales.add(new Known(
                row.getUUID("id"),
                row.getString("programme"),
                row.getUUID("member"),
                row.getLong("earn_seq") == null,
                row.getUUID("key_hash"),
                Columns.bytes(row.getBuffer("fingerprint")),
                Columns.bytes(row.getBuffer("answer")))));
        return sales;
    }
}
