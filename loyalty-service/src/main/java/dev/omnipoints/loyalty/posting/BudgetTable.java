package dev.omnipoints.loyalty.posting;

import dev.omnipoints.loyalty.earning.Tally;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * SQL of what caps have counted of all members together. Its rows have no member, so no bucket: they are locked after
 * the accounts and sales of a batch, in the order of their ids, and held to its end, so that a budget is spent to its
 * last point and never exceeded.
 */
final class BudgetTable {

    /** A rule of a programme. */
    record Key(String programme, String rule) {}

    /** By how much it changes. */
    record Change(Key key, Tally by) {}

    private static final Comparator<Key> ORDER =
            Comparator.comparing(Key::programme).thenComparing(Key::rule);

    private static final String ENSURE = """
            INSERT INTO budget (programme, rule, points, uses)
            SELECT programme, rule, 0, 0 FROM unnest($1::text[], $2::text[]) AS k (programme, rule)
            ORDER BY programme COLLATE "C", rule COLLATE "C" ON CONFLICT DO NOTHING
            """;

    private static final String FIND = """
            SELECT b.* FROM unnest($1::text[], $2::text[]) AS k (programme, rule)
            JOIN budget b USING (programme, rule) ORDER BY b.programme, b.rule
            """;

    private static final String LOCK = FIND + " FOR UPDATE OF b";

    private static final String RAISE = """
            UPDATE budget b SET points = b.points + k.points, uses = b.uses + k.uses
            FROM unnest($1::text[], $2::text[], $3::bigint[], $4::bigint[]) AS k (programme, rule, points, uses)
            WHERE b.programme = k.programme AND b.rule = k.rule
            """;

    private BudgetTable() {}

    /** Locks them, made where they are not there yet. */
    static Future<Map<Key, Tally>> lock(SqlClient client, Collection<Key> keys) {
        if (keys.isEmpty()) {
            return Future.succeededFuture(Map.of());
        }
        List<Key> ordered = keys.stream().sorted(ORDER).toList();
        client.preparedQuery(ENSURE).execute(names(ordered));
        return client.preparedQuery(LOCK).execute(names(ordered)).map(BudgetTable::tallies);
    }

    /** Those that there are, as they are now. */
    static Future<Map<Key, Tally>> find(SqlClient client, Collection<Key> keys) {
        if (keys.isEmpty()) {
            return Future.succeededFuture(Map.of());
        }
        return client.preparedQuery(FIND).execute(names(keys)).map(BudgetTable::tallies);
    }

    private static Map<Key, Tally> tallies(RowSet<Row> rows) {
        Map<Key, Tally> found = new HashMap<>();
        rows.forEach(row -> found.put(
                new Key(row.getString("programme"), row.getString("rule")),
                new Tally(row.getLong("points"), row.getLong("uses"))));
        return found;
    }

    /** Adds to what there is; the rows are locked. */
    static Future<?> raise(SqlClient client, Collection<Change> changes) {
        Tuple values = names(changes.stream().map(Change::key).toList())
                .addArrayOfLong(
                        changes.stream().map(change -> change.by().points()).toArray(Long[]::new))
                .addArrayOfLong(
                        changes.stream().map(change -> change.by().uses()).toArray(Long[]::new));
        return client.preparedQuery(RAISE).execute(values);
    }

    private static Tuple names(Collection<Key> keys) {
        return Tuple.tuple()
                .addArrayOfString(keys.stream().map(Key::programme).toArray(String[]::new))
                .addArrayOfString(keys.stream().map(Key::rule).toArray(String[]::new));
    }
}
