package dev.omnipoints.loyalty.posting;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A statement over rows that are handed over as `k`, an array a column. It has two forms: for rows of any bucket, whose
 * buckets are `$1::smallint[]`, and derived from it for those of one bucket, where each table's bucket is `$1` itself.
 */
final class Statement<T> {

    private static final String BUCKETS = "unnest($1::smallint[], ";
    private static final String BUCKET = "$1::smallint";

    private final Columns<T> columns;
    private final String whole;
    private final String ofBucket;

    /** @param sql the form for rows of any bucket */
    Statement(Columns<T> columns, String sql) {
        this.columns = columns;
        this.whole = sql;
        this.ofBucket = sql.replace("SELECT * FROM " + BUCKETS, "SELECT " + BUCKET + ", * FROM " + BUCKETS)
                .replace(BUCKETS, "unnest(")
                .replace(" k (bucket, ", " k (")
                .replace("k.bucket", BUCKET);
    }

    String whole() {
        return whole;
    }

    String ofBucket() {
        return ofBucket;
    }

    /** What the database gives back. By bucket: in their order, so that locks are taken in key order all the same. */
    Future<List<Row>> run(Route route, Collection<T> rows) {
        if (!route.byBucket()) {
            return route.client()
                    .preparedQuery(whole)
                    .execute(columns.values(rows))
                    .map(found -> gathered(List.of(found)));
        }
        SortedMap<Short, List<T>> buckets = new TreeMap<>();
        rows.forEach(row -> buckets.computeIfAbsent(columns.bucket(row), bucket -> new ArrayList<>())
                .add(row));
        List<Future<RowSet<Row>>> parts = new ArrayList<>();
        buckets.forEach((bucket, part) ->
                parts.add(route.client().preparedQuery(ofBucket).execute(columns.values(bucket, part))));
        return Future.all(parts).map(all -> gathered(all.list()));
    }

    private static List<Row> gathered(List<RowSet<Row>> parts) {
        List<Row> rows = new ArrayList<>();
        parts.forEach(part -> part.forEach(rows::add));
        return rows;
    }
}
