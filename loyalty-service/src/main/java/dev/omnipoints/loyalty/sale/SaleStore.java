package dev.omnipoints.loyalty.sale;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.omnipoints.contracts.loyalty.v1.Sale;
import dev.omnipoints.contracts.loyalty.v1.SaleResult;
import dev.omnipoints.loyalty.posting.SaleId;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.UUID;

/** Reads sales; they are written by the batch that also writes their points. */
@ApplicationScoped
public class SaleStore {

    private static final String FIND = "SELECT basket, answer, channel, recorded_at, key_hash, member FROM sale"
            + " WHERE bucket = $1 AND id = $2 AND programme = $3";

    private final Pool pool;

    @Inject
    SaleStore(Pool pool) {
        this.pool = pool;
    }

    /** A sale as it was sent and first answered; channel is the contract's number, member null: kept for no one. */
    public record Recorded(Sale sale, SaleResult answer, int channel, Instant recordedAt, UUID keyHash, UUID member) {}

    /** The sale, or null. */
    public Future<Recorded> find(String programme, UUID id) {
        return pool.preparedQuery(FIND)
                .execute(Tuple.of(SaleId.bucket(id), id, programme))
                .map(rows -> rows.size() == 0 ? null : recorded(rows.iterator().next()));
    }

    private static Recorded recorded(Row row) {
        try {
            return new Recorded(
                    Sale.parseFrom(row.getBuffer("basket").getBytes()),
                    SaleResult.parseFrom(row.getBuffer("answer").getBytes()),
                    row.getShort("channel"),
                    row.getOffsetDateTime("recorded_at").toInstant(),
                    row.getUUID("key_hash"),
                    row.getUUID("member"));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("A stored sale cannot be read", e);
        }
    }
}
