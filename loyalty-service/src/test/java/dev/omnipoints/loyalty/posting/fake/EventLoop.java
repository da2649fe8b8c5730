package dev.omnipoints.loyalty.posting.fake;

import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.Map;

/** Vert.x as far as the lanes use it, on the schedule's one thread. */
public final class EventLoop {

    private static final long NANOS = 1_000_000;

    private final Schedule schedule;
    private final Map<Long, Schedule.Event> timers = new HashMap<>();
    private long last;

    public EventLoop(Schedule schedule) {
        this.schedule = schedule;
    }

    /** Timers in the schedule's time. */
    public Vertx vertx() {
        return Stub.of(
                Vertx.class,
                Map.of(
                        "setTimer", in -> set((Long) in[0], handler(in[1])),
                        "cancelTimer", id -> cancel((Long) id[0])));
    }

    /** Does what it is given, soon. */
    public Context context() {
        return Stub.of(Context.class, Map.of("runOnContext", in -> {
            schedule.after(
                    schedule.between(1_000, 50_000),
                    () -> EventLoop.<Void>handler(in[0]).handle(null));
            return null;
        }));
    }

    private long set(long millis, Handler<Long> handler) {
        long id = ++last;
        timers.put(id, schedule.after(millis * NANOS, () -> {
            timers.remove(id);
            handler.handle(id);
        }));
        return id;
    }

    private boolean cancel(long id) {
        Schedule.Event timer = timers.remove(id);
        if (timer != null) {
            timer.cancel();
        }
        return timer != null;
    }

    @SuppressWarnings("unchecked")
    private static <T> Handler<T> handler(Object handler) {
        return (Handler<T>) handler;
    }
}
