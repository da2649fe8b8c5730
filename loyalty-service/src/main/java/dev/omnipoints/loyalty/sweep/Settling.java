package dev.omnipoints.loyalty.sweep;

import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.loyalty.ledger.AccountKey;
import dev.omnipoints.loyalty.ledger.Command;
import dev.omnipoints.loyalty.ledger.Envelope;
import dev.omnipoints.loyalty.ledger.Key;
import dev.omnipoints.loyalty.ledger.Origin;
import dev.omnipoints.loyalty.platform.Refused;
import dev.omnipoints.loyalty.posting.Posted;
import dev.omnipoints.loyalty.posting.Posting;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * Has what is due written down for some accounts, a few at a time and through the lanes like everyone's commands. An
 * overloaded ledger is left in peace for a while; an account that fails is left to a later round. Runs on one event
 * loop alone.
 */
final class Settling {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Envelope ENVELOPE = new Envelope(Origin.LEDGER, Key.of("", ""), new byte[0], null, null, null);

    private final Vertx timers;
    private final Function<Posting, Future<Posted>> lanes;
    private final SweepConfig config;
    private final BooleanSupplier stopped;
    private final ArrayDeque<AccountKey> waiting;
    private final Map<String, Integer> failures = new TreeMap<>();
    private final Promise<Done> done = Promise.promise();
    private Duration pause = FIRST_PAUSE;
    private boolean paused;
    private int inFlight;
    private int written;
    private int failed;

    /** @param failures how many accounts by what they failed with */
    record Done(int written, int failed, Map<String, Integer> failures) {}

    Settling(
            Vertx timers,
            Function<Posting, Future<Posted>> lanes,
            SweepConfig config,
            BooleanSupplier stopped,
            Collection<AccountKey> accounts) {
        this.timers = timers;
        this.lanes = lanes;
        this.config = config;
        this.stopped = stopped;
        this.waiting = new ArrayDeque<>(accounts);
    }

    /** What it came to, once nothing is in flight any more. */
    Future<Done> run() {
        next();
        return done.future();
    }

    private void next() {
        while (!stopped.getAsBoolean() && !paused && inFlight < config.inFlight() && !waiting.isEmpty()) {
            settle(waiting.poll());
        }
        if (inFlight == 0 && (stopped.getAsBoolean() || !paused && waiting.isEmpty())) {
            done.tryComplete(new Done(written, failed, failures));
        }
    }

    private void settle(AccountKey account) {
        inFlight++;
        // Not as one who is named: a sweep opens no account, and of one merged meanwhile it settles the survivor.
        lanes.apply(Posting.about(account, now -> new Command.Settle(), ENVELOPE))
                .onComplete(posted -> {
                    inFlight--;
                    settled(account, posted);
                    next();
                });
    }

    private void settled(AccountKey account, AsyncResult<Posted> posted) {
        if (posted.failed() && isOverloaded(posted.cause())) {
            waiting.addFirst(account);
            pause();
        } else if (posted.failed()) {
            fail(name(posted.cause()));
        } else if (posted.result() instanceof Posted.Settled(long version, boolean wroteRows)) {
            pause = FIRST_PAUSE;
            written += wroteRows ? 1 : 0;
        } else {
            fail(posted.result().getClass().getSimpleName());
        }
    }

    private void fail(String with) {
        failed++;
        failures.merge(with, 1, Integer::sum);
    }

    private void pause() {
        if (paused) {
            return;
        }
        paused = true;
        timers.setTimer(pause.toMillis(), timer -> {
            paused = false;
            next();
        });
        Duration doubled = pause.multipliedBy(2);
        pause = doubled.compareTo(config.maxPause()) < 0 ? doubled : config.maxPause();
    }

    private static boolean isOverloaded(Throwable cause) {
        return cause instanceof Refused refused
                && (refused.reason() == Reason.REASON_OVERLOADED
                        || refused.reason() == Reason.REASON_DEPENDENCY_UNAVAILABLE);
    }

    /** Never the message: it might tell of a member. */
    static String name(Throwable cause) {
        return cause instanceof Refused refused
                ? refused.reason().name()
                : cause.getClass().getSimpleName();
    }
}
