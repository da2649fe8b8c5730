package dev.omnipoints.loyalty.rules;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** What all instances have counted of rules that could not be asked, in the database. */
@ApplicationScoped
class RuleFailureStore {

    /** After their last failure. */
    static final Duration KEPT = Duration.ofDays(90);

    private static final String ADD = """
            INSERT INTO rule_failure AS kept (programme, number, rule, message, failures, first_at, last_at)
            SELECT * FROM unnest($1::text[], $2::bigint[], $3::text[], $4::text[], $5::bigint[], $6::timestamptz[],
                $7::timestamptz[])
            ON CONFLICT (programme, number, rule) DO UPDATE SET
                message = CASE WHEN excluded.last_at < kept.last_at THEN kept.message ELSE excluded.message END,
                failures = kept.failures + excluded.failures,
                first_at = least(kept.first_at, excluded.first_at),
                last_at = greatest(kept.last_at, excluded.last_at)
            """;

    /** Who writes a row at the moment keeps it. */
    private static final String FORGET = """
            DELETE FROM rule_failure WHERE (programme, number, rule) IN (
                SELECT programme, number, rule FROM rule_failure WHERE last_at < $1 FOR UPDATE SKIP LOCKED)
            """;

    private static final String LIST = """
            SELECT programme, number, rule, message, failures, first_at, last_at FROM rule_failure
            WHERE programme = $1 AND (number < $2 OR number = $2 AND rule > $3)
                AND last_at >= (SELECT clock_timestamp() + shift FROM test_clock) - interval '%d days'
            ORDER BY number DESC, rule LIMIT $4
            """.formatted(KEPT.toDays());

    private final Pool pool;

    @Inject
    RuleFailureStore(Pool pool) {
        this.pool = pool;
    }

    /** Adds to what was counted; in one order, so that two instances cannot wait for each other. */
    Future<?> add(Collection<RuleFailed> failed) {
        List<RuleFailed> rows = failed.stream()
                .sorted(Comparator.comparing(RuleFailed::key, RuleFailed.Key.ORDER))
                .toList();
        Tuple values = Tuple.tuple()
                .addArrayOfString(
                        rows.stream().map(each -> each.key().programme()).toArray(String[]::new))
                .addArrayOfLong(rows.stream().map(each -> each.key().number()).toArray(Long[]::new))
                .addArrayOfString(rows.stream().map(each -> each.key().rule()).toArray(String[]::new))
                .addArrayOfString(rows.stream().map(RuleFailed::message).toArray(String[]::new))
                .addArrayOfLong(rows.stream().map(RuleFailed::count).toArray(Long[]::new))
                .addArrayOfOffsetDateTime(
                        times(rows.stream().map(RuleFailed::first).toList()))
                .addArrayOfOffsetDateTime(
                        times(rows.stream().map(RuleFailed::last).toList()));
        return pool.preparedQuery(ADD).execute(values);
    }

    private static OffsetDateTime[] times(List<Instant> instants) {
        return instants.stream().map(at -> at.atOffset(ZoneOffset.UTC)).toArray(OffsetDateTime[]::new);
    }

    /** Forgets what has not failed for long. */
    Future<?> forget(Instant now) {
        return pool.preparedQuery(FORGET).execute(Tuple.of(now.minus(KEPT).atOffset(ZoneOffset.UTC)));
    }

    /** Those after a rule: the newest version first, then by id. */
    Future<List<RuleFailed>> after(String programme, RuleFailureToken after, int limit) {
        return pool.preparedQuery(LIST)
                .execute(Tuple.of(programme, after.number(), after.rule(), limit))
                .map(rows -> {
                    List<RuleFailed> found = new ArrayList<>(rows.size());
                    rows.forEach(row -> found.add(failed(row)));
                    return found;
                });
    }

    private static RuleFailed failed(Row row) {
        return new RuleFailed(
                new RuleFailed.Key(row.getString("programme"), row.getLong("number"), row.getString("rule")),
                row.getString("message"),
                row.getLong("failures"),
                row.getOffsetDateTime("first_at").toInstant(),
                row.getOffsetDateTime("last_at").toInstant());
    }
}
