package dev.omnipoints.loyalty.audit;

import dev.omnipoints.loyalty.ledger.AccountKey;
import dev.omnipoints.loyalty.ledger.Counters;
import dev.omnipoints.loyalty.posting.Snapshot;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What the auditor beside the traffic keeps. Only whose lease holds writes. */
@ApplicationScoped
class AuditStore {

    private static final String STATE = "now() AS now, s.cluster, s.seen::text AS seen, s.seen_at, s.behind,"
            + " s.pass_began_at, s.pass_bucket, s.pass_programme, s.pass_member, s.pass_until, s.pass_roots,"
            + " s.passed_from,"
            + " (SELECT count(*) FROM audit_finding WHERE ended_at IS NULL) AS findings,"
            + " (SELECT lie FROM audit_finding WHERE ended_at IS NULL ORDER BY first_at, subject LIMIT 1) AS finding";

    private static final String READ = "SELECT false AS fresh, " + STATE + " FROM audit_state s";

    private static final String CLAIM = """
            UPDATE audit_state s SET holder = $1, lease_until = now() + make_interval(secs => $2)
            FROM (SELECT holder FROM audit_state FOR UPDATE) b
            WHERE s.holder = $1 OR s.lease_until < now()
            RETURNING b.holder IS DISTINCT FROM $1 AS fresh,\s""" + STATE;

    private static final String RELEASE = "UPDATE audit_state SET lease_until = 'epoch' WHERE holder = $1";

    private static final String OWN = " WHERE holder = $1 AND lease_until >= now()";

    private static final String KEEP = "UPDATE audit_state SET lease_until = lease_until" + OWN;

    private static final String SEEN =
            "UPDATE audit_state SET cluster = $2, seen = $3::text::pg_snapshot," + " seen_at = $4, behind = $5" + OWN;

    private static final String PASS = "UPDATE audit_state SET pass_began_at = $2, pass_bucket = $3,"
            + " pass_programme = $4, pass_member = $5, pass_until = $6, pass_roots = $7" + OWN;

    private static final String PASSED = "UPDATE audit_state SET passed_from = pass_began_at, passed_at = now(),"
            + " pass_began_at = NULL, pass_bucket = NULL, pass_programme = NULL, pass_member = NULL,"
            + " pass_until = NULL, pass_roots = NULL" + OWN;

    private static final String CHECKPOINTS = """
            SELECT c.* FROM unnest($1::smallint[], $2::text[], $3::uuid[]) AS k (bucket, programme, member)
            JOIN audit_checkpoint c ON c.bucket = k.bucket AND c.programme = k.programme AND c.member = k.member
            """;

    /** Of two instances that verified the same account, what comes later may be less. */
    private static final String CHECKPOINT = """
            INSERT INTO audit_checkpoint AS c (bucket, programme, member, seq, head, pending, spendable, held, owed,
                issued, redeemed, expired, forfeited, adjusted, transferred, last_recorded_at, inactive_at, merged_into)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
            ON CONFLICT (bucket, programme, member) DO UPDATE SET seq = excluded.seq, head = excluded.head,
                pending = excluded.pending, spendable = excluded.spendable, held = excluded.held, owed = excluded.owed,
                issued = excluded.issued, redeemed = excluded.redeemed, expired = excluded.expired,
                forfeited = excluded.forfeited, adjusted = excluded.adjusted, transferred = excluded.transferred,
                last_recorded_at = excluded.last_recorded_at, inactive_at = excluded.inactive_at,
                merged_into = excluded.merged_into
            WHERE c.seq < excluded.seq
            """;

    private static final String FOUND = """
            INSERT INTO audit_finding AS f (subject, lie) VALUES ($1, $2)
            ON CONFLICT (subject) DO UPDATE SET lie = excluded.lie, last_at = excluded.last_at, ended_at = NULL,
                first_at = CASE WHEN f.ended_at IS NULL THEN f.first_at ELSE excluded.first_at END
            """;

    private static final String TRUE_AGAIN =
            "UPDATE audit_finding SET ended_at = now() WHERE subject = ANY ($1) AND ended_at IS NULL";

    private final Pool pool;

    @Inject
    AuditStore(Pool pool) {
        this.pool = pool;
    }

    /** What came of a step, to be written as one. */
    record Outcome(Collection<Checkpoint> checkpoints, Map<String, String> lies, Collection<String> trueAgain) {

        static final Outcome NOTHING = new Outcome(List.of(), Map.of(), List.of());

        boolean isNothing() {
            return checkpoints.isEmpty() && lies.isEmpty() && trueAgain.isEmpty();
        }
    }

    /** Another instance audits now. */
    static final class Lost extends RuntimeException {
        Lost() {
            super("The audit is another instance's", null, false, false);
        }
    }

    /** How far it is. */
    Future<AuditState> read() {
        return pool.preparedQuery(READ)
                .execute()
                .map(rows -> state(rows.iterator().next()));
    }

    /** Makes the audit this instance's for the time of a lease, where it is no other's; null: it is. */
    Future<AuditState> claim(UUID holder, Duration lease) {
        return pool.preparedQuery(CLAIM)
                .execute(Tuple.of(holder, lease.toMillis() / 1e3))
                .map(rows -> rows.size() == 0 ? null : state(rows.iterator().next()));
    }

    /** Leaves the audit to whoever comes first. */
    Future<?> release(UUID holder) {
        return pool.preparedQuery(RELEASE).execute(Tuple.of(holder));
    }

    /** What was verified of accounts before. */
    Future<Map<AccountKey, Checkpoint>> checkpoints(SqlClient client, List<AccountKey> accounts) {
        if (accounts.isEmpty()) {
            return Future.succeededFuture(Map.of());
        }
        Tuple keys = Tuple.tuple()
                .addArrayOfShort(accounts.stream().map(AccountKey::bucket).toArray(Short[]::new))
                .addArrayOfString(accounts.stream().map(AccountKey::programme).toArray(String[]::new))
                .addArrayOfUUID(accounts.stream().map(AccountKey::member).toArray(UUID[]::new));
        return client.preparedQuery(CHECKPOINTS).execute(keys).map(rows -> {
            Map<AccountKey, Checkpoint> found = new HashMap<>();
            rows.forEach(row -> {
                Checkpoint checkpoint = checkpoint(row);
                found.put(checkpoint.account(), checkpoint);
            });
            return found;
        });
    }

    /** Keeps what came of a step; fails with {@link Lost}. */
    Future<?> keep(UUID holder, Outcome outcome) {
        return keep(outcome, KEEP, Tuple.of(holder));
    }

    /** Likewise, and that all rows of a snapshot are verified. */
    Future<?> seen(UUID holder, Outcome outcome, long cluster, Snapshot seen, Instant seenAt, long behind) {
        return keep(outcome, SEEN, Tuple.of(holder, cluster, seen.toString(), time(seenAt), behind));
    }

    /** Likewise, and how far a pass is. */
    Future<?> pass(UUID holder, Outcome outcome, AuditState.Pass pass) {
        Tuple values = Tuple.tuple()
                .addUUID(holder)
                .addOffsetDateTime(time(pass.beganAt()))
                .addShort(pass.after() == null ? null : pass.after().bucket())
                .addString(pass.after() == null ? null : pass.after().programme())
                .addUUID(pass.after() == null ? null : pass.after().member())
                .addLocalDate(pass.until())
                .addBuffer(pass.roots() == null ? null : Buffer.buffer(pass.roots()));
        return keep(outcome, PASS, values);
    }

    /** Likewise, and that a pass has ended. */
    Future<?> passed(UUID holder, Outcome outcome) {
        return keep(outcome, PASSED, Tuple.of(holder));
    }

    private Future<?> keep(Outcome outcome, String state, Tuple values) {
        return pool.withTransaction(connection -> connection
                .preparedQuery(state)
                .execute(values)
                .compose(kept -> kept.rowCount() == 1 ? Future.succeededFuture() : Future.failedFuture(new Lost()))
                .compose(kept -> batch(
                        connection,
                        CHECKPOINT,
                        outcome.checkpoints().stream().map(AuditStore::values).toList()))
                .compose(kept -> batch(
                        connection,
                        FOUND,
                        outcome.lies().entrySet().stream()
                                .map(lie -> Tuple.of(lie.getKey(), lie.getValue()))
                                .toList()))
                .compose(kept -> outcome.trueAgain().isEmpty()
                        ? Future.succeededFuture()
                        : connection
                                .preparedQuery(TRUE_AGAIN)
                                .execute(Tuple.tuple()
                                        .addArrayOfString(outcome.trueAgain().toArray(String[]::new)))
                                .mapEmpty()));
    }

    private static Future<Void> batch(SqlClient client, String sql, List<Tuple> values) {
        return values.isEmpty()
                ? Future.succeededFuture()
                : client.preparedQuery(sql).executeBatch(values).mapEmpty();
    }

    private static Tuple values(Checkpoint c) {
        Tuple values = Tuple.tuple()
                .addShort(c.account().bucket())
                .addString(c.account().programme())
                .addUUID(c.account().member())
                .addLong(c.seq())
                .addBuffer(Buffer.buffer(c.head()));
        Counters n = c.counters();
        for (long each : new long[] {
            n.pending(),
            n.spendable(),
            n.held(),
            n.owed(),
            n.issued(),
            n.redeemed(),
            n.expired(),
            n.forfeited(),
            n.adjusted(),
            n.transferred()
        }) {
            values.addLong(each);
        }
        return values.addOffsetDateTime(time(c.lastRecordedAt()))
                .addOffsetDateTime(time(c.inactiveAt()))
                .addUUID(c.mergedInto());
    }

    private static Checkpoint checkpoint(Row row) {
        return new Checkpoint(
                key(row, ""),
                row.getLong("seq"),
                row.getBuffer("head").getBytes(),
                new Counters(
                        row.getLong("pending"),
                        row.getLong("spendable"),
                        row.getLong("held"),
                        row.getLong("owed"),
                        row.getLong("issued"),
                        row.getLong("redeemed"),
                        row.getLong("expired"),
                        row.getLong("forfeited"),
                        row.getLong("adjusted"),
                        row.getLong("transferred")),
                instant(row.getOffsetDateTime("last_recorded_at")),
                instant(row.getOffsetDateTime("inactive_at")),
                row.getUUID("merged_into"));
    }

    private static AuditState state(Row row) {
        String seen = row.getString("seen");
        Instant began = instant(row.getOffsetDateTime("pass_began_at"));
        Buffer roots = row.getBuffer("pass_roots");
        return new AuditState(
                instant(row.getOffsetDateTime("now")),
                row.getBoolean("fresh"),
                row.getLong("cluster") == null ? 0 : row.getLong("cluster"),
                seen == null ? null : Snapshot.parse(seen),
                instant(row.getOffsetDateTime("seen_at")),
                row.getLong("behind"),
                began == null
                        ? null
                        : new AuditState.Pass(
                                began,
                                row.getUUID("pass_member") == null ? null : key(row, "pass_"),
                                row.getLocalDate("pass_until"),
                                roots == null ? null : roots.getBytes()),
                instant(row.getOffsetDateTime("passed_from")),
                row.getLong("findings"),
                row.getString("finding"));
    }

    private static AccountKey key(Row row, String prefix) {
        return new AccountKey(
                row.getShort(prefix + "bucket"), row.getString(prefix + "programme"), row.getUUID(prefix + "member"));
    }

    private static OffsetDateTime time(Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    private static Instant instant(OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
