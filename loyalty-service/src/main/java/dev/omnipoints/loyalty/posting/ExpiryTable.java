package dev.omnipoints.loyalty.posting;

import dev.omnipoints.loyalty.ledger.Account;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** SQL of what an account's points will come to: which expire when. */
final class ExpiryTable {

    /** What is not held; undated points expire with the account's activity, if at all. */
    private static final String EXPIRES_AT = "coalesce(l.expires_at, $5)";

    private static final String OF_ACCOUNT = """
            FROM lot l WHERE l.bucket = $1 AND l.programme = $2 AND l.member = $3 AND l.open
                AND l.pending + l.remaining > 0 AND %s > $4
            """.formatted(EXPIRES_AT);

    private static final String NEXT = """
            SELECT %s AS expires_at, sum(l.pending + l.remaining)::bigint AS points %s
            GROUP BY 1 ORDER BY 1 LIMIT $6
            """.formatted(EXPIRES_AT, OF_ACCOUNT);

    private static final String BY = """
            SELECT coalesce(sum(l.pending + l.remaining), 0)::bigint AS points %s AND %s <= $6
            """.formatted(OF_ACCOUNT, EXPIRES_AT);

    private ExpiryTable() {}

    /** What expires after `now`, soonest first. */
    static Future<List<Expiring>> next(SqlClient client, Account account, Instant now, int limit) {
        return client.preparedQuery(NEXT)
                .execute(of(account, now).addInteger(limit))
                .map(rows -> {
                    List<Expiring> list = new ArrayList<>(rows.size());
                    rows.forEach(row -> list.add(
                            new Expiring(row.getLong("points"), Columns.instant(row.getOffsetDateTime("expires_at")))));
                    return list;
                });
    }

    /** How much expires after `now` and not after `by`. */
    static Future<Long> by(SqlClient client, Account account, Instant now, Instant by) {
        return client.preparedQuery(BY)
                .execute(of(account, now).addOffsetDateTime(Columns.time(by)))
                .map(rows -> rows.iterator().next().getLong("points"));
    }

    private static Tuple of(Account account, Instant now) {
        return Tuple.tuple()
                .addShort(account.key().bucket())
                .addString(account.key().programme())
                .addUUID(account.key().member())
                .addOffsetDateTime(Columns.time(now))
                .addOffsetDateTime(Columns.time(account.inactiveAt()));
    }
}
