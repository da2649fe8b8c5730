package dev.omnipoints.loyalty.posting;

import dev.omnipoints.loyalty.ledger.Status;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/** SQL of the named events' rows that go into a batch: locked after those of the sales. */
final class EventTable {

    /** The constraint that a lost race on an event violates. */
    static final String RACED = "named_event_pkey";

    /**
     * What is looked at of an event that is there.
     *
     * @param awaits it earns once its member is confirmed
     */
    record Known(UUID id, UUID member, UUID keyHash, byte[] fingerprint, byte[] answer, boolean awaits) {

        /** It has earned. */
        Known settled() {
            return new Known(id, member, keyHash, fingerprint, answer, false);
        }
    }

    /** An event as it is written. */
    record Fresh(Posting posting, EventDraft.Outcome outcome, byte[] answer) {

        private EventDraft draft() {
            return posting.event();
        }

        Known known() {
            return new Known(
                    draft().id(),
                    outcome.row().account().member(),
                    posting.envelope().key().hash(),
                    posting.envelope().fingerprint(),
                    answer,
                    outcome.account().status() == Status.UNCONFIRMED);
        }
    }

    /** What an event earned at confirmation. */
    record Confirmed(UUID id, UUID member, long seq, long points, Instant at, byte[] answer) {}

    private static final Statement<UUID> LOCK =
            new Statement<>(Columns.<UUID>of(SaleId::bucket).uuids(id -> id), """
            SELECT e.id, e.member, e.key_hash, e.fingerprint, e.answer,
                e.member_status = %d AND e.confirmed_seq IS NULL AS awaits
            FROM unnest($1::smallint[], $2::uuid[]) AS k (bucket, id)
            JOIN named_event e ON e.bucket = k.bucket AND e.id = k.id
            ORDER BY e.bucket, e.id FOR NO KEY UPDATE OF e
            """.formatted(Status.UNCONFIRMED.code()));

    private static final Columns<Fresh> VALUES = Columns.<Fresh>of(
                    e -> SaleId.bucket(e.draft().id()))
            .uuids(e -> e.draft().id())
            .texts(e -> e.draft().programme())
            .texts(e -> e.draft().source())
            .texts(e -> e.draft().eventId())
            .texts(e -> e.draft().type())
            .uuids(e -> e.outcome().row().account().member())
            .shorts(e -> e.outcome().account().status().code())
            .longs(e -> e.outcome().row().seq())
            .longs(e -> e.outcome().row().points())
            .texts(e -> e.posting().envelope().origin().caller())
            .uuids(e -> e.posting().envelope().key().hash())
            .bytes(e -> e.posting().envelope().fingerprint())
            .shorts(e -> e.posting().envelope().origin().channel())
            .texts(e -> e.posting().envelope().origin().store())
            .texts(e -> e.posting().envelope().origin().terminal())
            .texts(e -> e.posting().envelope().origin().actor())
            .instants(e -> e.outcome().row().occurredAt())
            .instants(e -> e.outcome().row().recordedAt())
            .bytes(e -> e.draft().body())
            .bytes(e -> e.draft().context())
            .ints(e -> e.draft().programmeVersion())
            .longs(e -> e.draft().rulesVersion())
            .bytes(Fresh::answer);

    private static final Statement<Fresh> INSERT = new Statement<>(VALUES, """
            INSERT INTO named_event (bucket, id, programme, source, event_id, type, member, member_status, seq, points,
                caller, key_hash, fingerprint, channel, store, terminal, actor, occurred_at, recorded_at, body, context,
                programme_version, rules_version, answer)
            SELECT * FROM unnest($1::smallint[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[],
                $7::uuid[], $8::smallint[], $9::bigint[], $10::bigint[], $11::text[], $12::uuid[], $13::bytea[],
                $14::smallint[], $15::text[], $16::text[], $17::text[], $18::timestamptz[], $19::timestamptz[],
                $20::bytea[], $21::bytea[], $22::integer[], $23::bigint[], $24::bytea[])
            """);

    private static final Statement<Confirmed> CONFIRM = new Statement<>(
            Columns.<Confirmed>of(event -> SaleId.bucket(event.id()))
                    .uuids(Confirmed::id)
                    .uuids(Confirmed::member)
                    .longs(Confirmed::seq)
                    .longs(Confirmed::points)
                    .instants(Confirmed::at)
                    .bytes(Confirmed::answer),
            """
            UPDATE named_event e SET confirmed_member = k.member, confirmed_seq = k.seq, confirmed_points = k.points,
                confirmed_at = k.at, confirmed_answer = k.answer
            FROM unnest($1::smallint[], $2::uuid[], $3::uuid[], $4::bigint[], $5::bigint[], $6::timestamptz[],
                $7::bytea[]) AS k (bucket, id, member, seq, points, at, answer)
            WHERE e.bucket = k.bucket AND e.id = k.id
            """);

    private static final String ANSWER =
            "SELECT answer FROM named_event WHERE programme = $1 AND member = $2 AND seq = $3";

    private EventTable() {}

    /** Locks those that there are. */
    static Future<List<Known>> lock(Route route, Collection<UUID> ids) {
        if (ids.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        return LOCK.run(route, ids).map(found -> {
            List<Known> events = new ArrayList<>();
            found.forEach(row -> events.add(new Known(
                    row.getUUID("id"),
                    row.getUUID("member"),
                    row.getUUID("key_hash"),
                    Columns.bytes(row.getBuffer("fingerprint")),
                    Columns.bytes(row.getBuffer("answer")),
                    row.getBoolean("awaits"))));
            return events;
        });
    }

    /** In the order of buckets and ids, as everywhere. */
    static Future<?> insert(Route route, Collection<Fresh> events) {
        return INSERT.run(
                route,
                events.stream()
                        .sorted(Comparator.<Fresh>comparingInt(
                                        e -> SaleId.bucket(e.draft().id()))
                                .thenComparing(e -> SaleId.text(e.draft().id())))
                        .toList());
    }

    /** The rows are locked. */
    static Future<?> confirm(Route route, Collection<Confirmed> events) {
        return CONFIRM.run(route, events);
    }

    /** The answer that was kept with the event of a journal row; null: there is none. */
    static Future<byte[]> answer(SqlClient client, dev.omnipoints.loyalty.ledger.Row row) {
        return client.preparedQuery(ANSWER)
                .execute(Tuple.of(row.account().programme(), row.account().member(), row.seq()))
                .map(found -> found.size() == 0
                        ? null
                        : Columns.bytes(found.iterator().next().getBuffer("answer")));
    }
}
