package dev.omnipoints.loyalty.posting;

import dev.omnipoints.loyalty.ledger.Reference;
import dev.omnipoints.loyalty.ledger.Status;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** SQL of kept sales that returns and claims change: their rows are locked after those of the accounts. */
final class ChangedSaleTable {

    /** A claim that was made. */
    record Claim(UUID member, long seq, Instant at, byte[] answer, byte[] standing, byte[] context) {}

    /**
     * A sale as it is from now on.
     *
     * @param claim null: it is as it was
     */
    record Changed(UUID id, byte[] returned, Claim claim) {}

    private static final Statement<UUID> LOCK =
            new Statement<>(Columns.<UUID>of(SaleId::bucket).uuids(id -> id), """
            SELECT s.id, s.member, s.member_status, s.earn_seq, s.claimed_by, s.claim_seq, s.returned, s.claim_answer
            FROM unnest($1::smallint[], $2::uuid[]) AS k (bucket, id)
            JOIN sale s ON s.bucket = k.bucket AND s.id = k.id
            ORDER BY s.bucket, s.id FOR NO KEY UPDATE OF s
            """);

    private static final Statement<Changed> UPDATE = new Statement<>(
            Columns.<Changed>of(sale -> SaleId.bucket(sale.id()))
                    .uuids(Changed::id)
                    .bytes(Changed::returned)
                    .uuids(sale -> sale.claim() == null ? null : sale.claim().member())
                    .longs(sale ->
                            sale.claim() == null ? null : (Long) sale.claim().seq())
                    .instants(sale -> sale.claim() == null ? null : sale.claim().at())
                    .bytes(sale -> sale.claim() == null ? null : sale.claim().answer())
                    .bytes(sale -> sale.claim() == null ? null : sale.claim().standing())
                    .bytes(sale -> sale.claim() == null ? null : sale.claim().context()),
            """
            UPDATE sale s SET returned = k.returned, claimed_by = coalesce(k.claimed_by, s.claimed_by),
                claim_seq = coalesce(k.claim_seq, s.claim_seq), claimed_at = coalesce(k.claimed_at, s.claimed_at),
                claim_answer = coalesce(k.claim_answer, s.claim_answer),
                claim_standing = coalesce(k.claim_standing, s.claim_standing),
                claim_context = coalesce(k.claim_context, s.claim_context)
            FROM unnest($1::smallint[], $2::uuid[], $3::bytea[], $4::uuid[], $5::bigint[], $6::timestamptz[],
                $7::bytea[], $8::bytea[], $9::bytea[])
                AS k (bucket, id, returned, claimed_by, claim_seq, claimed_at, claim_answer, claim_standing,
                    claim_context)
            WHERE s.bucket = k.bucket AND s.id = k.id
            """);

    private ChangedSaleTable() {}

    /** Locks those that there are. */
    static Future<Map<UUID, SaleState>> lock(Route route, Collection<UUID> ids) {
        if (ids.isEmpty()) {
            return Future.succeededFuture(Map.of());
        }
        return LOCK.run(route, ids).map(found -> {
            Map<UUID, SaleState> sales = new HashMap<>();
            found.forEach(row -> sales.put(row.getUUID("id"), state(row)));
            return sales;
        });
    }

    /** The rows are locked. */
    static Future<?> update(Route route, Collection<Changed> sales) {
        return UPDATE.run(
                route,
                sales.stream()
                        .sorted(Comparator.<Changed>comparingInt(sale -> SaleId.bucket(sale.id()))
                                .thenComparing(sale -> SaleId.text(sale.id())))
                        .toList());
    }

    private static SaleState state(Row row) {
        UUID claimedBy = row.getUUID("claimed_by");
        UUID member = claimedBy == null ? row.getUUID("member") : claimedBy;
        Long seq = claimedBy == null ? row.getLong("earn_seq") : row.getLong("claim_seq");
        short status = row.getShort("member_status");
        return new SaleState(
                row.getUUID("id"),
                member,
                row.getUUID("member") == null ? null : Status.of(status),
                seq == null ? null : new Reference(member, seq),
                Columns.bytes(row.getBuffer("returned")),
                Columns.bytes(row.getBuffer("claim_answer")));
    }
}
