package dev.omnipoints.profile.account;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Tells loyalty-service of accounts and statuses until it knows them: whatever dies between a commit here
 * and the answer there, the row still says what is untold. Runs on every instance, one round at a time.
 */
@ApplicationScoped
public class StatusTelling {
    private static final Logger LOG = Logger.getLogger(StatusTelling.class);

    /** What loyalty-service or the way to it gets over by itself; anything else is a defect. */
    private static final Set<Status.Code> PASSING = Set.of(
            Status.Code.UNAVAILABLE,
            Status.Code.DEADLINE_EXCEEDED,
            Status.Code.RESOURCE_EXHAUSTED,
            Status.Code.ABORTED,
            Status.Code.CANCELLED);

    private final TellingStore store;
    private final LoyaltyAccounts loyalty;
    private final TellingConfig config;
    private final Vertx vertx;
    private final Pause pause;
    private Context eventLoop;
    private State state = State.STOPPED;
    private boolean nudged;
    private long timer;

    @Inject
    StatusTelling(TellingStore store, LoyaltyAccounts loyalty, TellingConfig config, Vertx vertx) {
        this.store = store;
        this.loyalty = loyalty;
        this.config = config;
        this.vertx = vertx;
        this.pause = new Pause(config.poll(), config.maxPause());
    }

    synchronized void start(@Observes StartupEvent event) {
        eventLoop = vertx.getOrCreateContext();
        sleep(Duration.ofMillis(1));
    }

    synchronized void stop(@Observes ShutdownEvent event) {
        vertx.cancelTimer(timer);
        state = State.STOPPED;
    }

    /**
     * There is something to tell. Never waits: a round starts now, or after the one that is running. While
     * loyalty-service is down the pause goes on.
     */
    public synchronized void nudge() {
        switch (state) {
            case ASLEEP -> {
                vertx.cancelTimer(timer);
                awake();
            }
            case AWAKE -> nudged = true;
            case PAUSED, STOPPED -> {}
        }
    }

    private synchronized void awake() {
        if (state == State.STOPPED) {
            return;
        }
        state = State.AWAKE;
        nudged = false;
        // A context of its own for each round: sessions are kept in it.
        Context context = VertxContext.createNewDuplicatedContext(eventLoop);
        VertxContextSafetyToggle.setContextSafe(context, true);
        context.runOnContext(entered -> round(context).subscribe().with(this::finished, failure -> {
            LOG.warnf("cannot look up or write down what loyalty-service is told: %s", failure);
            finished(Outcome.DOWN);
        }));
    }

    private synchronized void finished(Outcome outcome) {
        if (state == State.STOPPED) {
            return;
        }
        switch (outcome) {
            case DOWN -> {
                sleep(pause.next());
                state = State.PAUSED;
            }
            case TOLD_ALL -> {
                pause.reset();
                if (nudged) {
                    awake();
                } else {
                    sleep(config.poll());
                }
            }
            case MORE -> {
                pause.reset();
                awake();
            }
        }
    }

    private void sleep(Duration duration) {
        state = State.ASLEEP;
        timer = vertx.setTimer(duration.toMillis(), fired -> awake());
    }

    private Uni<Outcome> round(Context context) {
        return store.take(config.batch(), config.lease())
                .flatMap(taken -> taken.isEmpty()
                        ? Uni.createFrom().item(Outcome.TOLD_ALL)
                        : tellAll(taken)
                                .emitOn(task -> context.runOnContext(entered -> task.run()))
                                .flatMap(this::writeDown));
    }

    private Uni<List<Told>> tellAll(List<StatusNews> taken) {
        loyalty.connectNow();
        return Multi.createFrom()
                .iterable(taken)
                .onItem()
                .transformToUni(news -> loyalty.tell(news)
                        .map(version -> new Told(news, Answer.KNOWN))
                        .onFailure()
                        .recoverWithItem(failure -> new Told(news, answer(news, failure))))
                .merge(config.inFlight())
                .collect()
                .asList();
    }

    private Uni<Outcome> writeDown(List<Told> all) {
        List<StatusNews> unanswered = with(Answer.NONE, all);
        Outcome outcome =
                !unanswered.isEmpty() ? Outcome.DOWN : all.size() == config.batch() ? Outcome.MORE : Outcome.TOLD_ALL;
        return store.acknowledge(with(Answer.KNOWN, all))
                .chain(() -> store.postpone(unanswered, Duration.ZERO))
                .chain(() -> store.postpone(with(Answer.REFUSED, all), config.pauseAfterRefusal()))
                .replaceWith(outcome);
    }

    private static List<StatusNews> with(Answer answer, List<Told> all) {
        return all.stream()
                .filter(told -> told.answer == answer)
                .map(Told::news)
                .toList();
    }

    private static Answer answer(StatusNews news, Throwable failure) {
        Status.Code code = failure instanceof StatusRuntimeException grpc
                ? grpc.getStatus().getCode()
                : Status.Code.UNKNOWN;
        if (PASSING.contains(code)) {
            LOG.debugf("loyalty-service gave no answer for member %s: %s", news.memberId(), code);
            return Answer.NONE;
        }
        LOG.errorf("loyalty-service refused version %d of member %s: %s", news.version(), news.memberId(), failure);
        return Answer.REFUSED;
    }

    private enum State {
        ASLEEP,
        AWAKE,
        PAUSED,
        STOPPED
    }

    private enum Outcome {
        TOLD_ALL,
        MORE,
        DOWN
    }

    private enum Answer {
        KNOWN,
        NONE,
        REFUSED
    }

    private record Told(StatusNews news, Answer answer) {}
}
