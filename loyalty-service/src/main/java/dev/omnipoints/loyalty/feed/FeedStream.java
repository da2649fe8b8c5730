package dev.omnipoints.loyalty.feed;

import dev.omnipoints.contracts.loyalty.v1.ReadResponse;
import dev.omnipoints.loyalty.platform.Refusals;
import io.grpc.stub.ServerCallStreamObserver;
import io.vertx.core.AsyncResult;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * One reader's stream: reads a page when the reader's connection takes one, and at the end asks again after a while.
 * Nothing is read ahead, so a slow reader holds one page here and no transaction in the database. Runs on the event
 * loop of its call alone.
 */
final class FeedStream {

    private final Feed feed;
    private final Refusals refusals;
    private final ServerCallStreamObserver<ReadResponse> out;
    private final BooleanSupplier gone;
    private final int pageSize;
    private final boolean untilNow;
    private final Runnable onEnd;

    private Vertx vertx;
    private long ticker;
    private Cursor cursor;
    private Cursor told;
    private boolean reading;
    private boolean atEnd;
    private boolean ended;

    /**
     * A stream that is not started.
     *
     * @param gone whether the client has left: of one that cancels after its request was read, Vert.x does not tell
     *     the call, and to write to it would close the connection that it shares with others
     * @param untilNow ends where there is nothing more, rather than wait
     * @param onEnd runs once, however it ends
     */
    FeedStream(
            Feed feed,
            Refusals refusals,
            ServerCallStreamObserver<ReadResponse> out,
            BooleanSupplier gone,
            int pageSize,
            boolean untilNow,
            Runnable onEnd) {
        this.feed = feed;
        this.refusals = refusals;
        this.out = out;
        this.gone = gone;
        this.pageSize = pageSize;
        this.untilNow = untilNow;
        this.onEnd = onEnd;
    }

    /** Goes on from what the client sent; asks for more, and whether the client is there, at an interval. */
    void start(Vertx timers, Duration interval, String sent) {
        vertx = timers;
        ticker = vertx.setPeriodic(interval.toMillis(), tick -> tick());
        out.setOnCancelHandler(this::end);
        out.setOnReadyHandler(this::pump);
        feed.begin(sent).onComplete(begun -> {
            if (left()) {
                return;
            }
            if (begun.failed()) {
                fail(begun.cause());
                return;
            }
            cursor = begun.result();
            pump();
        });
    }

    private void tick() {
        if (!left()) {
            atEnd = false;
            pump();
        }
    }

    private void pump() {
        if (cursor == null || reading || atEnd || left() || !out.isReady()) {
            return;
        }
        reading = true;
        feed.next(cursor, pageSize).onComplete(this::read);
    }

    private void read(AsyncResult<Feed.Page> read) {
        reading = false;
        if (left()) {
            return;
        }
        if (read.failed()) {
            fail(read.cause());
            return;
        }
        Feed.Page page = read.result();
        cursor = page.next();
        atEnd = page.end();
        // The last page is told though it may be empty: it says where to go on.
        boolean last = atEnd && untilNow;
        if (!page.rows().isEmpty() || last && !cursor.equals(told)) {
            told = cursor;
            out.onNext(FeedRows.response(page));
        }
        if (last) {
            end();
            out.onCompleted();
        } else {
            pump();
        }
    }

    private void fail(Throwable cause) {
        end();
        out.onError(refusals.toStatus(cause));
    }

    /** Whether it is over; ends it where the client has left. */
    private boolean left() {
        if (!ended && gone.getAsBoolean()) {
            end();
        }
        return ended;
    }

    private void end() {
        if (!ended) {
            ended = true;
            vertx.cancelTimer(ticker);
            onEnd.run();
        }
    }
}
