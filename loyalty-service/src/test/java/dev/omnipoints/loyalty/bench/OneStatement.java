package dev.omnipoints.loyalty.bench;

import dev.omnipoints.loyalty.ledger.AccountKey;
import dev.omnipoints.loyalty.ledger.Key;
import dev.omnipoints.loyalty.ledger.Kind;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.Iterator;
import java.util.Map;

/**
 * Commands as one statement each, all decided in SQL: the same rows in the same tables with the same columns filled,
 * the row's hash of what changes in it. It is faster than it may be: what it reads of lots is of the statement's
 * snapshot, so that after a wait for the account's lock two of them may take the same points (ledger.md, 5: lock first,
 * then read); and it knows neither due work, debts nor merged members.
 *
 * <p>Parameters: 1 bucket, 2 programme, 3 member, 4 caller, 5 key hash, 6 fingerprint, 7 points, 8 channel, 9 store, 10
 * terminal, 11 seq of the hold or earn that it is about.
 */
final class OneStatement {

    private static final String ACCOUNT = "(%1$s.bucket, %1$s.programme, %1$s.member) = ($1, $2, $3)";

    private static final String UPDATED = """
            UPDATE account a SET %s, seq = a.seq + 1, last_recorded_at = clock_timestamp(),
                head = sha256('\\x01'::bytea || a.head || int8send(a.seq + 1) || uuid_send($3) || uuid_send($5) || $6
                    || int8send($7) || int8send(a.spendable) || int8send(a.held) || int8send(a.issued)
                    || int8send(a.redeemed) || textsend($4) || textsend($9) || textsend($10))
            """;

    private static final String OF_ACCOUNT = "WHERE " + ACCOUNT.formatted("a") + """
             AND NOT EXISTS (SELECT FROM journal k
                WHERE (k.bucket, k.programme, k.member, k.key_hash, k.part) = ($1, $2, $3, $5, 0)) AND a.status = 2
            """;

    /** What spends takes these lots, in spending order. */
    private static final String SPENDS = """
            found AS (SELECT l.*, (sum(remaining) OVER (ORDER BY expires_at NULLS LAST, available_at NULLS LAST,
                    made_seq, made_index))::bigint - remaining AS before
                FROM (SELECT * FROM lot WHERE %s AND open AND remaining > 0
                    ORDER BY expires_at NULLS LAST, available_at NULLS LAST, made_seq, made_index, made_by LIMIT 64) l),
            taken AS (UPDATE lot t SET remaining = t.remaining - least(f.remaining, $7 - f.before) %%s
                FROM found f WHERE EXISTS (SELECT FROM u) AND f.before < $7
                    AND (t.bucket, t.programme, t.member, t.made_seq, t.made_index, t.made_by)
                        = (f.bucket, f.programme, f.member, f.made_seq, f.made_index, f.made_by)
                RETURNING t.made_by, t.made_seq, t.made_index, least(f.remaining, $7 - f.before) AS points),
            lots AS MATERIALIZED (SELECT string_agg(uuid_send(made_by) || int8send(made_seq) || int4send(made_index)
                    || int8send(points), '') AS lots FROM taken)
            """.formatted(ACCOUNT.formatted("lot"));

    /** kind, changes of spendable, held, issued, redeemed, lots, hold's seq, original's seq, source. */
    private static final String JOURNAL = """
            INSERT INTO journal (bucket, programme, member, seq, caller, key_hash, part, fingerprint, kind, refused,
                points, pending_change, spendable_change, held_change, owed_change, issued_change, redeemed_change,
                expired_change, forfeited_change, adjusted_change, transferred_change, pending, spendable, held, owed,
                lots, hold_member, hold_seq, original_member, original_seq, channel, store, terminal, occurred_at,
                recorded_at, version, hash)
            SELECT $1, $2, $3, u.seq, $4, $5, 0, $6, %s, 0, $7, 0, %s, %s, 0, %s, %s, 0, 0, 0, 0, u.pending,
                u.spendable, u.held, u.owed, %s, %s, %s, $8, $9, $10, u.last_recorded_at, u.last_recorded_at, 1, u.head
            FROM %s RETURNING seq
            """;

    private static final String LOT = "uuid_send($3) || int8send(u.seq) || int4send(0) || int8send($7)";

    private static final String EARN = "WITH u AS ("
            + UPDATED.formatted("spendable = a.spendable + $7, issued = a.issued + $7") + OF_ACCOUNT + """
             RETURNING a.*),
            l AS (INSERT INTO lot (bucket, programme, member, made_by, made_seq, made_index, points, pending, remaining,
                    held, expired, counted, clamped, available_at, expires_at, open)
                SELECT $1, $2, $3, $3, u.seq, 0, $7, 0, $7, 0, 0, 0, 0, u.last_recorded_at,
                    date_trunc('day', u.last_recorded_at) + interval '24 months 2 days', true FROM u)
            """
            + JOURNAL.formatted(Kind.EARN.code(), "$7", "0", "$7", "0", LOT, "NULL, NULL", "NULL, NULL", "u");

    private static final String REDEEM = "WITH u AS ("
            + UPDATED.formatted("spendable = a.spendable - $7, redeemed = a.redeemed + $7") + OF_ACCOUNT
            + " AND a.spendable >= $7 RETURNING a.*), "
            + SPENDS.formatted(", open = t.remaining > least(f.remaining, $7 - f.before) OR t.held > 0")
            + JOURNAL.formatted(
                    Kind.REDEEM.code(), "-$7", "0", "0", "$7", "lots.lots", "NULL, NULL", "NULL, NULL", "u, lots");

    private static final String HOLD = "WITH u AS ("
            + UPDATED.formatted("spendable = a.spendable - $7, held = a.held + $7") + OF_ACCOUNT
            + " AND a.spendable >= $7 RETURNING a.*), "
            + SPENDS.formatted(", held = t.held + least(f.remaining, $7 - f.before)") + """
            , h AS (INSERT INTO hold (bucket, programme, member, made_by, made_seq, caller, points, lots, channel,
                    store, terminal, expires_at, open)
                SELECT $1, $2, $3, $3, u.seq, $4, $7, lots.lots, $8, $9, $10,
                    u.last_recorded_at + interval '15 minutes', true FROM u, lots)
            """
            + JOURNAL.formatted(
                    Kind.HOLD.code(), "-$7", "$7", "0", "0", "lots.lots", "NULL, NULL", "NULL, NULL", "u, lots");

    private static final String CAPTURE = "WITH o AS (SELECT * FROM hold h WHERE " + ACCOUNT.formatted("h")
            + " AND (h.made_seq, h.made_by) = ($11, $3) AND h.open FOR UPDATE), u AS ("
            + UPDATED.formatted("held = a.held - $7, redeemed = a.redeemed + $7") + " FROM o " + OF_ACCOUNT
            + """
             RETURNING a.*, o.lots),
            h AS (UPDATE hold h SET open = false, end_kind = 4, end_member = $3, end_seq = u.seq, end_points = $7,
                    captured = $7 FROM u WHERE %s AND (h.made_seq, h.made_by) = ($11, $3)),
            taken AS (UPDATE lot t SET held = t.held - substring(u.lots FROM 36 * i + 29 FOR 8)::bigint
                FROM u, generate_series(0, length(u.lots) / 36 - 1) i
                WHERE (t.bucket, t.programme, t.member, t.made_seq, t.made_index) = ($1, $2, $3,
                        substring(u.lots FROM 36 * i + 17 FOR 8)::bigint,
                        substring(u.lots FROM 36 * i + 25 FOR 4)::integer)
                    AND t.made_by = encode(substring(u.lots FROM 36 * i + 1 FOR 16), 'hex')::uuid)
            """.formatted(ACCOUNT.formatted("h"))
            + JOURNAL.formatted(Kind.CAPTURE.code(), "0", "-$7", "0", "$7", "u.lots", "$3, $11", "NULL, NULL", "u");

    private static final String REVERSE = "WITH o AS (SELECT o.points FROM journal o WHERE "
            + ACCOUNT.formatted("o") + """
             AND o.seq = $11 AND o.kind = 1
                AND (SELECT coalesce(sum(r.points), 0)::bigint FROM journal r
                    WHERE (r.bucket, r.programme, r.original_member, r.original_seq) = ($1, $2, $3, $11)
                        AND r.refused = 0) + $7 <= o.points),
            u AS (""" + UPDATED.formatted("spendable = a.spendable - $7, issued = a.issued - $7")
            + " FROM o "
            + OF_ACCOUNT + """
             RETURNING a.*),
            taken AS (UPDATE lot t SET remaining = t.remaining - $7, open = t.remaining > $7 OR t.held > 0 FROM u
                WHERE (t.bucket, t.programme, t.member, t.made_seq, t.made_index, t.made_by)
                    = ($1, $2, $3, $11, 0, $3))
            """
            + JOURNAL.formatted(
                    Kind.REVERSE.code(),
                    "-$7",
                    "0",
                    "-$7",
                    "0",
                    "uuid_send($3) || int8send($11) || int4send(0) || int8send(-$7)",
                    "NULL, NULL",
                    "$3, $11",
                    "u");

    private static final Map<Kind, String> STATEMENTS =
            Map.of(Kind.EARN, EARN, Kind.REDEEM, REDEEM, Kind.HOLD, HOLD, Kind.CAPTURE, CAPTURE, Kind.REVERSE, REVERSE);

    private OneStatement() {}

    static Future<Long> run(SqlConnection connection, Drawn command) {
        AccountKey account = Postings.account(command);
        Tuple values = Tuple.tuple()
                .addShort(account.bucket())
                .addString(account.programme())
                .addUUID(account.member())
                .addString(Postings.CALLER)
                .addUUID(Key.of(Postings.CALLER, command.key()).hash())
                .addBuffer(Buffer.buffer(Postings.fingerprint(command)))
                .addLong(command.points())
                .addShort((short) 1)
                .addString(Postings.STORE)
                .addString(Postings.TERMINAL);
        if (command.about() != null) {
            values.addLong(command.about().seq());
        }
        return connection
                .preparedQuery(STATEMENTS.get(command.kind()))
                .execute(values)
                .map(rows -> {
                    Iterator<Row> answered = rows.iterator();
                    if (!answered.hasNext()) {
                        throw new IllegalStateException("Not done: " + command);
                    }
                    return answered.next().getLong(0);
                });
    }
}
