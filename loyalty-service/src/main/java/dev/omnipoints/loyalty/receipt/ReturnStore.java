package dev.omnipoints.loyalty.receipt;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.omnipoints.contracts.loyalty.v1.ReturnResult;
import dev.omnipoints.loyalty.ledger.Key;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;

/** Reads returns; they are written by the batch that also writes their points. */
@ApplicationScoped
public class ReturnStore {

    /** Those on the receipt of an exchange have no key of their own. */
    private static final String ANSWER =
            "SELECT answer FROM goods_return WHERE programme = $1 AND sale = $2 AND key_hash = $3";

    private final Pool pool;

    @Inject
    ReturnStore(Pool pool) {
        this.pool = pool;
    }

    /** What was answered to the return of a sale that came under a key; null: none did. */
    public Future<ReturnResult> answer(String programme, UUID sale, Key key) {
        return pool.preparedQuery(ANSWER)
                .execute(Tuple.of(programme, sale, key.hash()))
                .map(rows -> rows.size() == 0 ? null : read(rows.iterator().next()));
    }

    private static ReturnResult read(Row row) {
        try {
            return ReturnResult.parseFrom(row.getBuffer("answer").getBytes());
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("A stored return cannot be read", e);
        }
    }
}
