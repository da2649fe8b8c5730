package dev.omnipoints.loyalty.feed;

import dev.omnipoints.loyalty.platform.Refused;
import dev.omnipoints.loyalty.posting.FeedEntry;
import dev.omnipoints.loyalty.posting.FeedTable;
import dev.omnipoints.loyalty.posting.Snapshot;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/**
 * The journal by cursor (ledger.md, 3, "Feed"): every committed row, in order of seq a member, none ever behind the
 * cursor. What a reader gets is window after window between snapshots, each in order of feed_pos. Neither position nor
 * transaction id alone would do: what commits late has drawn both early. With a row, its member's rows before it are in
 * the same window or an earlier one, for their transactions had ended before its own took the lock.
 *
 * <p>A window ends at the present; where that would be far (a backlog), some thousand rows on, at a snapshot that never
 * was but could have been: closed, see {@link FeedTable#heldBack}. So a page costs the same at any backlog.
 */
@ApplicationScoped
class Feed {

    private static final int WINDOW = 10_000;

    private final Pool pool;
    private final int window;

    @Inject
    Feed(Pool pool) {
        this(pool, WINDOW);
    }

    /** With windows of about so many rows. */
    Feed(Pool pool, int window) {
        this.pool = pool;
        this.window = window;
    }

    /**
     * Some rows, and where to go on.
     *
     * @param end there was nothing more when it was read
     */
    record Page(List<FeedEntry> rows, Cursor next, boolean end) {}

    /**
     * The cursor that a client sent; of none, the beginning.
     *
     * @return fails with {@link Refused} FIELD_INVALID where it is none of this database's
     */
    Future<Cursor> begin(String sent) {
        Cursor cursor = sent.isEmpty() ? null : Cursor.parse(sent);
        return FeedTable.standing(pool).map(standing -> {
            if (cursor == null) {
                return Cursor.beginning(standing.cluster());
            }
            cursor.require(standing.cluster(), standing.now());
            return cursor;
        });
    }

    /** The next rows, at most `limit`; perhaps none though there are more. */
    Future<Page> next(Cursor cursor, int limit) {
        if (cursor.to() != null) {
            return page(cursor, limit, false);
        }
        return FeedTable.horizon(pool, cursor.from(), window).compose(horizon -> {
            if (horizon.now().equals(cursor.from())) {
                return Future.succeededFuture(new Page(List.of(), cursor, true));
            }
            if (horizon.lastOfWindow() == null) {
                return page(opened(cursor, horizon.now()), limit, true);
            }
            long cut = horizon.lastOfWindow() + 1;
            return FeedTable.heldBack(pool, cursor.from(), horizon.now(), cut)
                    .compose(heldBack -> page(opened(cursor, horizon.now().upTo(cut, heldBack)), limit, false));
        });
    }

    private static Cursor opened(Cursor cursor, Snapshot to) {
        return new Cursor(cursor.cluster(), cursor.from(), to, 0);
    }

    private Future<Page> page(Cursor cursor, int limit, boolean toThePresent) {
        return FeedTable.page(pool, cursor.from(), cursor.to(), cursor.after(), limit)
                .map(rows -> rows.size() < limit
                        ? new Page(rows, new Cursor(cursor.cluster(), cursor.to(), null, 0), toThePresent)
                        : new Page(
                                rows,
                                new Cursor(
                                        cursor.cluster(),
                                        cursor.from(),
                                        cursor.to(),
                                        rows.getLast().position()),
                                false));
    }
}
