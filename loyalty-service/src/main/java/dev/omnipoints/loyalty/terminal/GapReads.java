package dev.omnipoints.loyalty.terminal;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;

/** SQL of the numbers that terminals give their sales; by the index on programme, store, terminal and number. */
@ApplicationScoped
class GapReads {

    static final int COUNTED_LIMIT = 1_000;

    /** Stores one by one from the index: a terminal's name alone does not lead into it. */
    private static final String STORES = """
            WITH RECURSIVE stores (store) AS (
                SELECT coalesce($7::text, (SELECT min(s.store) FROM sale s
                    WHERE s.programme = $1 AND s.sequence IS NOT NULL AND s.store >= $3))
                UNION ALL
                SELECT (SELECT min(s.store) FROM sale s
                    WHERE s.programme = $1 AND s.sequence IS NOT NULL AND s.store > stores.store)
                FROM stores WHERE stores.store IS NOT NULL AND $7::text IS NULL),
            """;

    /** Differences, never the next number of the greatest, which is not a bigint any more. */
    private static final String GAPS = STORES + """
            seen AS (
                SELECT stores.store, numbers.sequence, numbers.sales,
                    lead(numbers.sequence) OVER (PARTITION BY stores.store ORDER BY numbers.sequence) AS following
                FROM stores, LATERAL (
                    SELECT s.sequence, count(*) AS sales FROM sale s
                    WHERE s.programme = $1 AND s.store = stores.store AND s.terminal = $2 AND s.sequence IS NOT NULL
                        AND s.sequence >= CASE WHEN stores.store = $3 THEN $4::bigint ELSE 0 END
                    GROUP BY s.sequence) AS numbers),
            gaps AS (
                SELECT 2 AS kind, store, sequence AS first, sequence AS last, sales AS count FROM seen WHERE sales > 1
                UNION ALL
                SELECT 1, store, CASE WHEN following - sequence > 1 THEN sequence + 1 END, following - 1,
                    following - sequence - 1
                FROM seen WHERE following - sequence > 1),
            page AS (
                SELECT * FROM gaps WHERE (store, first) > ($3, $4::bigint) ORDER BY store, first LIMIT $5),
            counted AS (
                SELECT 0 AS kind, stores.store, ends.first, ends.last, 0 AS count
                FROM stores, LATERAL (
                    SELECT min(s.sequence) AS first, max(s.sequence) AS last FROM sale s
                    WHERE s.programme = $1 AND s.store = stores.store AND s.terminal = $2
                        AND s.sequence IS NOT NULL) AS ends
                WHERE $6::bigint > 0 AND ends.first IS NOT NULL ORDER BY stores.store LIMIT $6::bigint)
            SELECT * FROM counted UNION ALL SELECT * FROM page ORDER BY store, first
            """;

    private final Pool pool;

    @Inject
    GapReads(Pool pool) {
        this.pool = pool;
    }

    /**
     * What is to be told after a place, by store and number, and on the first page how far was counted; one snapshot.
     *
     * @param store null: every store
     * @param after null: from the beginning
     */
    Future<List<Gap>> after(String programme, String store, String terminal, GapToken after, int limit) {
        Tuple values = Tuple.tuple()
                .addString(programme)
                .addString(terminal)
                .addString(after == null ? "" : after.store())
                .addLong(after == null ? -1L : after.from())
                .addLong((long) limit)
                .addLong(after == null ? COUNTED_LIMIT : 0L)
                .addString(store);
        return pool.preparedQuery(GAPS).execute(values).map(rows -> {
            List<Gap> gaps = new ArrayList<>(rows.size());
            rows.forEach(row -> gaps.add(gap(row)));
            return gaps;
        });
    }

    private static Gap gap(Row row) {
        return new Gap(
                Gap.Kind.values()[row.getInteger("kind")],
                row.getString("store"),
                row.getLong("first"),
                row.getLong("last"),
                row.getLong("count"));
    }
}
