package dev.omnipoints.loyalty.receipt;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Reads the sales of a period in the order in which they were recorded, in pages. */
@ApplicationScoped
public class PeriodSales {

    private static final UUID FIRST = new UUID(0, 0);
    private static final String OF =
            " FROM sale WHERE programme = $1 AND recorded_at >= $2 AND recorded_at < $3 AND occurred_at >= $4"
                    + " AND occurred_at < $5";
    private static final String COUNT = "SELECT count(*) AS sales" + OF;
    private static final String PAGE = "SELECT id, " + SaleStore.COLUMNS + OF
            + " AND (recorded_at > $2 OR id > $6) ORDER BY recorded_at, id LIMIT $7";

    private final Pool pool;

    @Inject
    PeriodSales(Pool pool) {
        this.pool = pool;
    }

    /**
     * Sales that were recorded in a window and occurred in a period; each ends before its second instant.
     *
     * @param recordedFrom the window; of a length that a statement reads through in its time
     */
    public record Window(
            String programme, Instant recordedFrom, Instant recordedTo, Instant occurredFrom, Instant occurredTo) {}

    /** How many there are. */
    public Future<Long> count(Window window) {
        return pool.preparedQuery(COUNT)
                .execute(values(window, window.recordedFrom()))
                .map(rows -> rows.iterator().next().getLong("sales"));
    }

    /**
     * The next of them.
     *
     * @param after the last one of the page before; null: from the beginning
     */
    public Future<List<SaleStore.Recorded>> page(Window window, SaleStore.Recorded after, int size) {
        Instant from = after == null ? window.recordedFrom() : after.recordedAt();
        Tuple values =
                values(window, from).addUUID(after == null ? FIRST : after.id()).addInteger(size);
        return pool.preparedQuery(PAGE).execute(values).map(rows -> {
            List<SaleStore.Recorded> sales = new ArrayList<>();
            for (Row row : rows) {
                sales.add(SaleStore.recorded(row.getUUID("id"), row));
            }
            return sales;
        });
    }

    private static Tuple values(Window window, Instant from) {
        return Tuple.tuple()
                .addString(window.programme())
                .addOffsetDateTime(from.atOffset(ZoneOffset.UTC))
                .addOffsetDateTime(window.recordedTo().atOffset(ZoneOffset.UTC))
                .addOffsetDateTime(window.occurredFrom().atOffset(ZoneOffset.UTC))
                .addOffsetDateTime(window.occurredTo().atOffset(ZoneOffset.UTC));
    }
}
