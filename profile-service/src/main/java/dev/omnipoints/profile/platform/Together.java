package dev.omnipoints.profile.platform;

import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Questions to the database that are asked together: a lone one goes at once; what arrives while {@link #UNDER_WAY} are
 * under way waits for one of them to end and shares the next query. Each answer is as fresh as if it had been asked
 * alone, for its query begins after it arrived.
 *
 * @param <K> a question, by value
 * @param <V> its answer, which all who ask the same share
 */
public final class Together<K, V> {
    private static final int UNDER_WAY = 2;
    /** As Hibernate pads lists: few forms of one statement. */
    private static final int MOST = 64;

    private final Vertx vertx;
    private final Limits limits;
    private final Function<Set<K>, Uni<Map<K, V>>> query;
    private final ArrayDeque<Asked<K, V>> waiting = new ArrayDeque<>();
    private int underWay;

    /**
     * How long what may take.
     *
     * @param waiting how many may wait for a query to end; negative: any number
     * @param maxWait how long one may wait for that
     * @param silence after which a query is given up, so that a connection gone silent keeps nobody else waiting;
     *     longer than a query that the database itself ends
     */
    public record Limits(int waiting, Duration maxWait, Duration silence) {}

    private static final class Asked<K, V> {
        private final K question;
        private final Context asker;
        private final UniEmitter<? super Optional<V>> answer;
        private final io.opentelemetry.context.Context trace = io.opentelemetry.context.Context.current();
        private final long at = System.nanoTime();
        private volatile boolean isGone;

        private Asked(K question, Context asker, UniEmitter<? super Optional<V>> answer) {
            this.question = question;
            this.asker = asker;
            this.answer = answer;
            answer.onTermination(() -> isGone = true);
        }

        private boolean isLate(Duration wait) {
            return System.nanoTime() - at > wait.toNanos();
        }

        private void tell(Consumer<UniEmitter<? super Optional<V>>> what) {
            asker.runOnContext(ignored -> what.accept(answer));
        }
    }

    /** @param query answers questions, at least one; what has no answer is left out */
    public Together(Vertx vertx, Limits limits, Function<Set<K>, Uni<Map<K, V>>> query) {
        this.vertx = vertx;
        this.limits = limits;
        this.query = query;
    }

    /**
     * The answer, told on the asker's own context; empty where there is none. Fails as the query fails, with
     * {@link IOException} where the database does not answer and {@link RejectedExecutionException} where too many
     * wait, or one for too long.
     */
    public Uni<Optional<V>> ask(K question) {
        return Uni.createFrom().emitter(answer -> {
            boolean begin;
            synchronized (waiting) {
                begin = underWay < UNDER_WAY;
                if (!begin && limits.waiting() >= 0 && waiting.size() >= limits.waiting()) {
                    answer.fail(tooMany());
                    return;
                }
                waiting.add(new Asked<>(question, vertx.getOrCreateContext(), answer));
                underWay += begin ? 1 : 0;
            }
            if (begin) {
                beside();
            }
        });
    }

    private static RejectedExecutionException tooMany() {
        return new RejectedExecutionException("Too many questions wait");
    }

    /** In a context of its own: the asker may be gone before the query is, and a session may be kept in it. */
    private void beside() {
        Context own = ((ContextInternal) vertx.getOrCreateContext()).duplicate();
        VertxContextSafetyToggle.setContextSafe(own, true);
        own.runOnContext(ignored -> next(own));
    }

    private void next(Context own) {
        List<Asked<K, V>> some = take();
        if (some.isEmpty()) {
            return;
        }
        Set<K> questions =
                some.stream().map(asked -> asked.question).collect(Collectors.toCollection(LinkedHashSet::new));
        SharedSpan span = SharedSpan.begin(
                "ask together", some.stream().map(asked -> asked.trace).toList());
        span.enter(own);
        Uni.createFrom()
                .deferred(() -> query.apply(questions))
                .ifNoItem()
                .after(limits.silence())
                .failWith(() -> new IOException("The database does not answer"))
                .subscribe()
                .with(
                        answers -> {
                            span.end(null);
                            some.forEach(asked -> asked.tell(
                                    answer -> answer.complete(Optional.ofNullable(answers.get(asked.question)))));
                            next(own);
                        },
                        failure -> {
                            span.end(failure);
                            some.forEach(asked -> asked.tell(answer -> answer.fail(failure)));
                            // Its own context may keep a session that is stuck.
                            beside();
                        });
    }

    /** Those whose turn it is; none: nobody waits, and this query's place is free. */
    private List<Asked<K, V>> take() {
        List<Asked<K, V>> some = new ArrayList<>();
        synchronized (waiting) {
            while (some.size() < MOST && !waiting.isEmpty()) {
                Asked<K, V> next = waiting.poll();
                if (next.isLate(limits.maxWait())) {
                    next.tell(answer -> answer.fail(tooMany()));
                } else if (!next.isGone) {
                    some.add(next);
                }
            }
            underWay -= some.isEmpty() ? 1 : 0;
        }
        return some;
    }
}
