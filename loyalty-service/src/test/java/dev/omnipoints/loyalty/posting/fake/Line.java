package dev.omnipoints.loyalty.posting.fake;

import dev.omnipoints.loyalty.posting.fake.Faults.Kind;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.sqlclient.ClosedConnectionException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayDeque;
import java.util.List;

/** The client's end of a connection, and the way between: what is sent arrives in its order, if it arrives. */
final class Line {

    private final Schedule schedule;
    private final Faults faults;
    private final Session session;
    private final String name;
    private final Runnable gone;
    private final ArrayDeque<Request> inFlight = new ArrayDeque<>();
    private long lastArrival;
    private long lastReply;
    private boolean mute;
    private boolean deaf;
    private boolean breaking;
    private boolean closed;

    /** @param gone told once the client knows that the connection is no more */
    Line(Server server, String name, Runnable gone) {
        this.schedule = server.schedule;
        this.faults = server.faults;
        this.name = name;
        this.gone = gone;
        this.session = new Session(server, this);
    }

    boolean isClosed() {
        return closed;
    }

    Future<RowSet<Row>> execute(String sql, Tuple values) {
        if (closed) {
            // In the client's words: it has no type for it.
            return Future.failedFuture(
                    new NoStackTraceThrowable("Connection is not active now, current status: CLOSED"));
        }
        Request request = new Request(sql, values, Promise.promise());
        schedule.tell(() -> "  " + this + " is sent " + request);
        inFlight.add(request);
        deaf = deaf || faults.comes(Kind.DEAF, request.isCommit());
        if (!deaf) {
            lastArrival = Math.max(lastArrival, schedule.now() + faults.shortNanos());
            schedule.at(lastArrival, () -> session.arrive(request));
        }
        if (faults.comes(Kind.CUT, request.isCommit())) {
            schedule.after(faults.shortNanos(), this::cut);
        }
        return request.answer().future();
    }

    void reply(Request request, Future<RowSet<Row>> result) {
        mute = mute || faults.comes(Kind.MUTE, request.isCommit());
        if (mute) {
            schedule.tell(() -> "  " + this + " does not tell of " + request);
            return;
        }
        boolean slow = faults.comes(Kind.SLOW, request.isCommit());
        lastReply = Math.max(lastReply, schedule.now() + (slow ? faults.longNanos() : faults.shortNanos()));
        schedule.at(lastReply, () -> {
            if (!closed) {
                inFlight.remove(request);
                request.answer(result);
            }
        });
    }

    /** The way between is no more: what the server has or gets of it still, it does. */
    void cut() {
        if (!breaking) {
            schedule.tell(() -> "  " + this + " is cut");
            session.lose(schedule.below(inFlight.size() + 1));
            breakAt(schedule.now() + faults.shortNanos());
        }
    }

    /** The server is gone: the client hears of it after whatever was told before. */
    void breakOff() {
        breakAt(Math.max(lastReply, schedule.now() + faults.shortNanos()));
    }

    private void breakAt(long nanos) {
        if (!breaking) {
            breaking = true;
            schedule.at(nanos, this::close);
        }
    }

    private void close() {
        closed = true;
        schedule.tell(() -> "  " + this + " is closed");
        List<Request> unanswered = List.copyOf(inFlight);
        inFlight.clear();
        gone.run();
        unanswered.forEach(request -> request.answer().tryFail(ClosedConnectionException.INSTANCE));
    }

    @Override
    public String toString() {
        return name;
    }
}
