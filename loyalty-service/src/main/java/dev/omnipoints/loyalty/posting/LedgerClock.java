package dev.omnipoints.loyalty.posting;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Instant;

/**
 * The ledger's clock is the database's, so that all instances have one: `clock_timestamp()`, for `now()` is the start
 * of the transaction and stale after a wait for a lock. Tests move it by a row that only the owner can change.
 */
public final class LedgerClock {

    static final String NOW = "SELECT clock_timestamp() + shift AS now FROM test_clock";

    private LedgerClock() {}

    /** Now, in microseconds. */
    public static Future<Instant> now(SqlClient client) {
        return client.preparedQuery(NOW)
                .execute()
                .map(rows -> rows.iterator().next().getOffsetDateTime("now").toInstant());
    }
}
