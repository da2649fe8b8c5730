package dev.omnipoints.loyalty.posting;

import dev.omnipoints.loyalty.ledger.AccountKey;
import dev.omnipoints.loyalty.ledger.Kind;
import dev.omnipoints.loyalty.ledger.Reference;
import dev.omnipoints.loyalty.ledger.Row;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** SQL of the journal's rows that undid or confirmed what other rows did. */
final class UndoneTable {

    /** An account, and the one that it was merged with until that was undone. */
    record Parted(AccountKey account, AccountKey other) {}

    /** An operation that may have been undone by rows of accounts in this bucket. */
    record OriginalKey(short bucket, String programme, Reference original) {}

    private static final Columns<OriginalKey> ORIGINALS = Columns.of(OriginalKey::bucket)
            .texts(OriginalKey::programme)
            .uuids(k -> k.original().member())
            .longs(k -> k.original().seq());

    /** Looked up one by one (OFFSET 0): as a join PostgreSQL reads all undone operations while it believes them few. */
    private static final String OF_ORIGINALS = """
            FROM unnest($1::smallint[], $2::text[], $3::uuid[], $4::bigint[])
                AS k (bucket, programme, original_member, original_seq)
            CROSS JOIN LATERAL (SELECT j.* FROM journal j WHERE j.bucket = k.bucket AND j.programme = k.programme
                AND j.original_member = k.original_member AND j.original_seq = k.original_seq
                AND j.original_seq IS NOT NULL AND j.refused = 0 AND j.kind = %d OFFSET 0) j
            """;

    private static final Statement<OriginalKey> REVERSED = new Statement<>(
            ORIGINALS,
            "SELECT j.original_member, j.original_seq, j.points " + OF_ORIGINALS.formatted(Kind.REVERSE.code()));

    private static final Statement<OriginalKey> CONFIRMATIONS = new Statement<>(
            ORIGINALS, "SELECT " + JournalTable.ALL + " " + OF_ORIGINALS.formatted(Kind.CONFIRM.code()));

    /** The condition is the index's: there are few such rows, however many the account has. */
    private static final Statement<AccountKey> PARTED =
            new Statement<>(Columns.ofAccounts(key -> key), """
            SELECT j.programme, j.member, j.counterpart_member
            FROM unnest($1::smallint[], $2::text[], $3::uuid[]) AS k (bucket, programme, member)
            CROSS JOIN LATERAL (SELECT j.* FROM journal j WHERE j.bucket = k.bucket AND j.programme = k.programme
                AND j.member = k.member AND j.kind = %d AND j.counterpart_member IS NOT NULL OFFSET 0) j
            """.formatted(Kind.UNMERGE.code()));

    private UndoneTable() {}

    /** How many points of operations were asked back so far, by rows in these buckets; no entry: none. */
    static Future<Map<Reference, Long>> reversed(Route route, Collection<OriginalKey> keys) {
        return REVERSED.run(route, keys).map(found -> {
            Map<Reference, Long> sums = new HashMap<>();
            found.forEach(
                    row -> sums.merge(JournalTable.reference(row, "original"), row.getLong("points"), Math::addExact));
            return sums;
        });
    }

    /** The rows in these buckets that confirmed operations. */
    static Future<List<Row>> confirmations(Route route, Collection<OriginalKey> keys) {
        return CONFIRMATIONS.run(route, keys).map(JournalTable::rows);
    }

    /** The undone merges of accounts, whichever side they were. */
    static Future<List<Parted>> parted(Route route, Collection<AccountKey> accounts) {
        return PARTED.run(route, accounts)
                .map(found -> found.stream()
                        .map(row -> new Parted(
                                AccountKey.of(row.getString("programme"), row.getUUID("member")),
                                AccountKey.of(row.getString("programme"), row.getUUID("counterpart_member"))))
                        .toList());
    }
}
