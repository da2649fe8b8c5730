package dev.omnipoints.loyalty.simulation;

import dev.omnipoints.contracts.type.v1.Problem;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.loyalty.platform.Refused;
import dev.omnipoints.loyalty.rules.TriedDrafts.Tried;
import dev.omnipoints.loyalty.simulation.Simulation.State;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;

/** Simulations in the database. Only whose lease holds writes on one that runs. */
@ApplicationScoped
class SimulationStore {
    // Names the queues among the advisory locks of the database; the programme's hash stands beside it.
    private static final int QUEUE = 0x73696d75;
    private static final long RETRY_AFTER_MILLIS = 30_000;

    private static final String COLUMNS = "id, programme, draft, draft_version, from_at, to_at, state, attempts, sales,"
            + " of_sales, result, reason, detail, key_hash, fingerprint, created_at, created_by, ended_at";
    private static final String LOCK =
            "SELECT 1 FROM (SELECT pg_advisory_xact_lock(" + QUEUE + ", hashtext($1))) AS queue";
    private static final String BY_KEY =
            "SELECT " + COLUMNS + " FROM simulation WHERE programme = $1 AND key_hash = $2";
    private static final String FIND =
            "SELECT " + COLUMNS + " FROM simulation WHERE programme = $1 AND id = $2 AND draft = $3";
    private static final String FORGET = "DELETE FROM simulation WHERE programme = $1 AND state IN ('DONE', 'FAILED')"
            + " AND created_at < clock_timestamp() - interval '90 days'";
    private static final String INSERT = """
            INSERT INTO simulation (programme, id, draft, draft_version, from_at, to_at, state, key_hash, fingerprint,
                created_by)
            SELECT $1, $2, $3, $4, $5, $6, 'QUEUED', $7, $8, $9
            WHERE (SELECT count(*) FROM simulation WHERE programme = $1 AND state IN ('QUEUED', 'RUNNING')) < $10
            RETURNING\s""" + COLUMNS;

    /** Two who ask at once get two, or one of them none. */
    private static final String CLAIM = """
            UPDATE simulation SET state = 'RUNNING', owner = $1, sales = 0, of_sales = NULL, attempts = attempts + 1,
                lease_until = clock_timestamp() + make_interval(secs => $2)
            WHERE (programme, id) = (SELECT programme, id FROM simulation
                WHERE state = 'QUEUED' OR state = 'RUNNING' AND lease_until < clock_timestamp()
                ORDER BY created_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
            RETURNING\s""" + COLUMNS;

    private static final String OWN = " WHERE programme = $1 AND id = $2 AND owner = $3 AND state = 'RUNNING'";
    private static final String PROGRESS = "UPDATE simulation SET sales = $4, of_sales = $5,"
            + " lease_until = clock_timestamp() + make_interval(secs => $6)" + OWN;
    private static final String RELEASE =
            "UPDATE simulation SET state = 'QUEUED', owner = NULL, lease_until = NULL" + OWN;
    private static final String DONE = "UPDATE simulation SET state = 'DONE', result = $4, sales = $5, of_sales = $5,"
            + " ended_at = clock_timestamp()" + OWN;
    private static final String FAILED =
            "UPDATE simulation SET state = 'FAILED', reason = $4, detail = $5," + " ended_at = clock_timestamp()" + OWN;

    private final Pool pool;

    @Inject
    SimulationStore(Pool pool) {
        this.pool = pool;
    }

    /** Whose it is while it runs. */
    record Claim(Simulation simulation, UUID owner) {

        private Tuple key() {
            return Tuple.of(simulation.programme(), simulation.id(), owner);
        }
    }

    /** The one that a key asked for; null: none. */
    Future<Simulation> byKey(String programme, UUID keyHash) {
        return pool.preparedQuery(BY_KEY).execute(Tuple.of(programme, keyHash)).map(SimulationStore::one);
    }

    /** A simulation of a draft; null where it is none. */
    Future<Simulation> find(String programme, UUID id, UUID draft) {
        return pool.preparedQuery(FIND).execute(Tuple.of(programme, id, draft)).map(SimulationStore::one);
    }

    /**
     * Keeps what is asked for, unless its key asked before: then that one.
     *
     * @param most how many of the programme may be open; beyond, OVERLOADED
     */
    Future<Simulation> insert(
            String programme, Tried tried, Simulation.Period period, Simulation.Asked asked, int most) {
        Tuple values = Tuple.tuple()
                .addString(programme)
                .addUUID(UUID.randomUUID())
                .addUUID(tried.draft())
                .addInteger(tried.version())
                .addOffsetDateTime(period.from().atOffset(ZoneOffset.UTC))
                .addOffsetDateTime(period.to().atOffset(ZoneOffset.UTC))
                .addUUID(asked.keyHash())
                .addBuffer(Buffer.buffer(asked.fingerprint()))
                .addString(asked.by())
                .addInteger(most);
        return pool.withTransaction(connection -> inTurn(connection, programme, asked.keyHash(), values));
    }

    private static Future<Simulation> inTurn(SqlConnection connection, String programme, UUID keyHash, Tuple values) {
        return connection
                .preparedQuery(LOCK)
                .execute(Tuple.of(programme))
                .compose(locked -> connection.preparedQuery(BY_KEY).execute(Tuple.of(programme, keyHash)))
                .compose(known -> known.size() > 0
                        ? Future.succeededFuture(one(known))
                        : connection
                                .preparedQuery(FORGET)
                                .execute(Tuple.of(programme))
                                .compose(forgotten ->
                                        connection.preparedQuery(INSERT).execute(values))
                                .map(SimulationStore::inserted));
    }

    private static Simulation inserted(RowSet<Row> rows) {
        if (rows.size() == 0) {
            throw Refused.of(
                    Problem.newBuilder()
                            .setReason(Reason.REASON_OVERLOADED)
                            .setRetryAfterMillis(RETRY_AFTER_MILLIS)
                            .build(),
                    "Other drafts of this programme are being tried; wait until some are done.");
        }
        return one(rows);
    }

    /** The oldest that nobody runs, from now on this instance's for the time of a lease; null: there is none. */
    Future<Claim> claim(UUID owner, Duration lease) {
        return pool.preparedQuery(CLAIM)
                .execute(Tuple.of(owner, lease.toMillis() / 1e3))
                .map(rows -> rows.size() == 0 ? null : new Claim(one(rows), owner));
    }

    /** Tells how far it is and keeps the lease; false: it is another's now. */
    Future<Boolean> progress(Claim claim, long sales, long of, Duration lease) {
        Tuple values = claim.key().addLong(sales).addLong(of).addDouble(lease.toMillis() / 1e3);
        return written(PROGRESS, values);
    }

    /** Leaves it to whoever comes next, who begins anew. */
    Future<Boolean> release(Claim claim) {
        return written(RELEASE, claim.key());
    }

    Future<Boolean> done(Claim claim, byte[] result, long sales) {
        return written(DONE, claim.key().addBuffer(Buffer.buffer(result)).addLong(sales));
    }

    Future<Boolean> failed(Claim claim, Reason reason, String detail) {
        return written(FAILED, claim.key().addInteger(reason.getNumber()).addString(detail));
    }

    private Future<Boolean> written(String sql, Tuple values) {
        return pool.preparedQuery(sql).execute(values).map(rows -> rows.rowCount() == 1);
    }

    private static Simulation one(RowSet<Row> rows) {
        if (rows.size() == 0) {
            return null;
        }
        Row row = rows.iterator().next();
        OffsetDateTime ended = row.getOffsetDateTime("ended_at");
        Integer reason = row.getInteger("reason");
        Buffer result = row.getBuffer("result");
        return new Simulation(
                row.getUUID("id"),
                row.getString("programme"),
                new Tried(row.getUUID("draft"), row.getInteger("draft_version")),
                new Simulation.Period(instant(row, "from_at"), instant(row, "to_at")),
                new Simulation.Progress(
                        State.valueOf(row.getString("state")), row.getLong("sales"), row.getLong("of_sales")),
                new Simulation.Asked(
                        row.getString("created_by"),
                        instant(row, "created_at"),
                        row.getUUID("key_hash"),
                        row.getBuffer("fingerprint").getBytes()),
                ended == null
                        ? null
                        : new Simulation.End(
                                ended.toInstant(),
                                result == null ? null : result.getBytes(),
                                reason == null ? null : Reason.forNumber(reason),
                                row.getString("detail")),
                row.getInteger("attempts"));
    }

    private static Instant instant(Row row, String column) {
        return row.getOffsetDateTime(column).toInstant();
    }
}
