package dev.omnipoints.loyalty.receipt;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.omnipoints.contracts.loyalty.v1.Sale;
import dev.omnipoints.contracts.loyalty.v1.SaleResult;
import dev.omnipoints.contracts.type.v1.MemberContext;
import dev.omnipoints.loyalty.confirmation.Waiting;
import dev.omnipoints.loyalty.earning.Standing;
import dev.omnipoints.loyalty.ledger.Reference;
import dev.omnipoints.loyalty.ledger.Status;
import dev.omnipoints.loyalty.posting.SaleId;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Reads sales; they are written by the batch that also writes their points. */
@ApplicationScoped
public class SaleStore {

    /** What {@link #recorded} reads. */
    static final String COLUMNS = "basket, answer, channel, recorded_at, occurred_at, key_hash, member,"
            + " member_status, earn_seq, points, programme_version, rules_version, total, context, standing, returned,"
            + " claimed_by, claim_seq, claim_answer, claim_standing, claim_context";

    private static final String FIND =
            "SELECT " + COLUMNS + " FROM sale WHERE bucket = $1 AND id = $2 AND programme = $3";

    private static final String AWAITING = "SELECT programme, id, member FROM sale"
            + " WHERE member_status = " + Status.UNCONFIRMED.code() + " AND claimed_by IS NULL"
            + " AND (programme, id) > ($1, $2) ORDER BY programme, id LIMIT $3";

    private final Pool pool;

    @Inject
    SaleStore(Pool pool) {
        this.pool = pool;
    }

    /**
     * A sale as it is kept.
     *
     * @param sale as it was sent
     * @param answer the first one
     * @param channel the contract's number
     * @param member who bought it; null: kept for no one
     * @param rated by which settings and rules
     * @param earned what gave its points: its record, or its claim
     * @param returned what came back so far, as protobuf; null: nothing
     */
    public record Recorded(
            UUID id,
            Sale sale,
            SaleResult answer,
            int channel,
            Instant recordedAt,
            Instant occurredAt,
            UUID keyHash,
            UUID member,
            long total,
            Rated rated,
            Earned earned,
            byte[] returned) {}

    /** By which versions of settings and rules a sale was rated. */
    public record Rated(int programmeVersion, long rulesVersion) {}

    /**
     * What gave a sale's points.
     *
     * @param row the operation; null: none
     * @param answer of the claim, else the first one
     * @param context of the member; null: none
     */
    public record Earned(Reference row, SaleResult answer, MemberContext context, Standing standing) {}

    /** The sale, or null. */
    public Future<Recorded> find(String programme, UUID id) {
        return pool.preparedQuery(FIND)
                .execute(Tuple.of(SaleId.bucket(id), id, programme))
                .map(rows ->
                        rows.size() == 0 ? null : recorded(id, rows.iterator().next()));
    }

    /** Sales of members who were not confirmed when they were recorded, and that have not earned yet. */
    public Future<List<Waiting>> awaiting(Waiting after, int limit) {
        return pool.preparedQuery(AWAITING)
                .execute(Tuple.of(after.programme(), after.id(), limit))
                .map(rows -> {
                    List<Waiting> found = new ArrayList<>();
                    rows.forEach(row -> found.add(
                            new Waiting(row.getString("programme"), row.getUUID("id"), row.getUUID("member"))));
                    return found;
                });
    }

    static Recorded recorded(UUID id, Row row) {
        try {
            SaleResult answer = SaleResult.parseFrom(row.getBuffer("answer").getBytes());
            return new Recorded(
                    id,
                    Sale.parseFrom(row.getBuffer("basket").getBytes()),
                    answer,
                    row.getShort("channel"),
                    row.getOffsetDateTime("recorded_at").toInstant(),
                    row.getOffsetDateTime("occurred_at").toInstant(),
                    row.getUUID("key_hash"),
                    row.getUUID("member"),
                    row.getLong("total"),
                    new Rated(row.getInteger("programme_version"), row.getLong("rules_version")),
                    earned(row, answer),
                    bytes(row, "returned"));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("A stored sale cannot be read", e);
        }
    }

    private static Earned earned(Row row, SaleResult answer) throws InvalidProtocolBufferException {
        boolean claimed = row.getUUID("claimed_by") != null;
        UUID member = row.getUUID(claimed ? "claimed_by" : "member");
        Long seq = row.getLong(claimed ? "claim_seq" : "earn_seq");
        byte[] context = bytes(row, claimed ? "claim_context" : "context");
        byte[] standing = bytes(row, claimed ? "claim_standing" : "standing");
        return new Earned(
                seq == null ? null : new Reference(member, seq),
                claimed ? SaleResult.parseFrom(bytes(row, "claim_answer")) : answer,
                context == null ? null : MemberContext.parseFrom(context),
                standing == null
                        ? Standing.NEW
                        : Standings.of(dev.omnipoints.contracts.loyalty.v1.Standing.parseFrom(standing)));
    }

    private static byte[] bytes(Row row, String column) {
        Buffer buffer = row.getBuffer(column);
        return buffer == null ? null : buffer.getBytes();
    }
}
