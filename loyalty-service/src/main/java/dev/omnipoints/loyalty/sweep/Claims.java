package dev.omnipoints.loyalty.sweep;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;

/** Which part is swept next: whichever was begun longest ago, by any instance. */
final class Claims {

    /** What is swept apart. */
    enum Kind {
        HOLDS,
        ACCOUNTS
    }

    /** Two who ask at once get two parts, or one of them none. */
    private static final String CLAIM = """
            UPDATE sweep SET begun_at = clock_timestamp() WHERE kind = $1 AND part = (
                SELECT part FROM sweep WHERE kind = $1 AND begun_at <= clock_timestamp() - make_interval(secs => $2)
                ORDER BY begun_at, part LIMIT 1 FOR UPDATE SKIP LOCKED)
            RETURNING part
            """;

    private Claims() {}

    /** A part that nobody has begun for so long, now begun; null: there is none. */
    static Future<Short> next(SqlClient client, Kind kind, Duration notFor) {
        return client.preparedQuery(CLAIM)
                .execute(Tuple.of(kind.name(), notFor.toMillis() / 1e3))
                .map(rows -> rows.size() == 0 ? null : rows.iterator().next().getShort("part"));
    }
}
