package dev.omnipoints.loyalty.event;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.omnipoints.contracts.loyalty.v1.NamedEvent;
import dev.omnipoints.contracts.type.v1.MemberContext;
import dev.omnipoints.loyalty.confirmation.Waiting;
import dev.omnipoints.loyalty.ledger.Status;
import dev.omnipoints.loyalty.posting.SaleId;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Reads named events; they are written by the batch that also writes their points. */
@ApplicationScoped
class EventStore {

    private static final String FIND = "SELECT body, context, channel, store, terminal, occurred_at, programme_version,"
            + " rules_version FROM named_event WHERE bucket = $1 AND id = $2 AND programme = $3";

    private static final String AWAITING = "SELECT programme, id, member FROM named_event"
            + " WHERE member_status = " + Status.UNCONFIRMED.code() + " AND confirmed_seq IS NULL"
            + " AND (programme, id) > ($1, $2) ORDER BY programme, id LIMIT $3";

    private final Pool pool;

    @Inject
    EventStore(Pool pool) {
        this.pool = pool;
    }

    /**
     * An event as it is kept.
     *
     * @param event as it was sent
     * @param context of the member then
     * @param channel the contract's number
     * @param occurredAt a skewed clock corrected
     * @param programmeVersion the settings by which it was rated
     */
    record Recorded(
            NamedEvent event,
            MemberContext context,
            int channel,
            String store,
            String terminal,
            Instant occurredAt,
            int programmeVersion,
            long rulesVersion) {}

    /** The event; null: there is none. */
    Future<Recorded> find(String programme, UUID id) {
        return pool.preparedQuery(FIND)
                .execute(Tuple.of(SaleId.bucket(id), id, programme))
                .map(rows -> rows.size() == 0 ? null : recorded(rows.iterator().next()));
    }

    /** Events of members who were not confirmed when they were recorded, and that have not earned yet. */
    Future<List<Waiting>> awaiting(Waiting after, int limit) {
        return pool.preparedQuery(AWAITING)
                .execute(Tuple.of(after.programme(), after.id(), limit))
                .map(rows -> {
                    List<Waiting> found = new ArrayList<>();
                    rows.forEach(row -> found.add(
                            new Waiting(row.getString("programme"), row.getUUID("id"), row.getUUID("member"))));
                    return found;
                });
    }

    private static Recorded recorded(Row row) {
        try {
            return new Recorded(
                    NamedEvent.parseFrom(row.getBuffer("body").getBytes()),
                    MemberContext.parseFrom(row.getBuffer("context").getBytes()),
                    row.getShort("channel"),
                    row.getString("store"),
                    row.getString("terminal"),
                    row.getOffsetDateTime("occurred_at").toInstant(),
                    row.getInteger("programme_version"),
                    row.getLong("rules_version"));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("A stored event cannot be read", e);
        }
    }
}
