package dev.omnipoints.loyalty.rules;

import dev.omnipoints.loyalty.earning.Failure;
import dev.omnipoints.loyalty.earning.Matched;
import dev.omnipoints.loyalty.earning.RuleBook;
import dev.omnipoints.loyalty.programme.Programmes;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Rules that could not be asked, counted for staff and monitoring. They cost whoever is rated no statement: they are
 * added up in memory and written every few seconds, one row a rule of a version; an instance that dies takes with it
 * what it had counted since. A write whose answer is lost may count twice.
 */
@ApplicationScoped
public class RuleFailures {

    private static final Logger LOG = Logger.getLogger(RuleFailures.class);
    private static final String METRIC = "omnipoints.rules.failures";
    private static final Duration STOP_LIMIT = Duration.ofSeconds(1);

    /** Rules of versions that wait to be written; beyond, only the metric knows. About 1 kB each. */
    static final int WAITING_LIMIT = 2_000;

    /** Rules that have a metric of their own in an instance; those that fail later share that of {@link #OTHERS}. */
    static final int LABELS_LIMIT = 1_000;

    /** No rule is called so. */
    static final String OTHERS = "*";

    private record Label(String programme, String rule) {}

    private final RuleFailureStore store;
    private final Programmes programmes;
    private final Vertx vertx;
    private final MeterRegistry metrics;
    private final Duration interval;

    private final Map<RuleFailed.Key, RuleFailed> waiting = new HashMap<>();
    private final Set<Label> labels = new HashSet<>();
    private volatile boolean stopped;

    @Inject
    RuleFailures(
            RuleFailureStore store,
            Programmes programmes,
            Vertx vertx,
            MeterRegistry metrics,
            @ConfigProperty(name = "omnipoints.rules.failure-interval", defaultValue = "10s") Duration interval) {
        if (interval.toMillis() < 1) {
            throw new IllegalStateException("omnipoints.rules.failure-interval is at least 1ms");
        }
        this.store = store;
        this.programmes = programmes;
        this.vertx = vertx;
        this.metrics = metrics;
        this.interval = interval;
    }

    /** Counts what failed while something was rated; gives the same back. */
    public Matched counted(String programme, RuleBook book, Matched matched) {
        if (!matched.failures().isEmpty()) {
            count(programme, book.number(), matched.failures());
        }
        return matched;
    }

    /** Counts rules of a version, each once. */
    void count(String programme, long number, List<Failure> failures) {
        for (Failure failure : failures) {
            RuleFailed failed = RuleFailed.once(programme, number, failure, programmes.clock());
            keep(failed);
            metrics.counter(METRIC, "programme", programme, "rule", label(new Label(programme, failure.rule())))
                    .increment();
        }
    }

    private synchronized void keep(RuleFailed failed) {
        if (waiting.size() < WAITING_LIMIT || waiting.containsKey(failed.key())) {
            waiting.merge(failed.key(), failed, RuleFailed::and);
        }
    }

    private synchronized String label(Label label) {
        if (labels.size() < LABELS_LIMIT) {
            labels.add(label);
        }
        return labels.contains(label) ? label.rule() : OTHERS;
    }

    private synchronized List<RuleFailed> take() {
        List<RuleFailed> taken = List.copyOf(waiting.values());
        waiting.clear();
        return taken;
    }

    /** Writes what was counted since the last time; where that fails it is kept for the next. */
    Future<?> write() {
        List<RuleFailed> taken = take();
        if (taken.isEmpty()) {
            return Future.succeededFuture();
        }
        return store.add(taken)
                .onFailure(failed -> taken.forEach(this::keep))
                .compose(added -> store.forget(programmes.clock()));
    }

    void start(@Observes StartupEvent event) {
        later();
    }

    /** What was counted last is written before the end. */
    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopped = true;
        try {
            write().toCompletionStage().toCompletableFuture().get(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException lost) {
            LOG.warnf("Rules that failed at the end are not listed: %s", lost);
        }
    }

    private void later() {
        if (!stopped) {
            vertx.setTimer(
                    interval.toMillis(),
                    timer -> write().onComplete(done -> {
                        if (done.failed()) {
                            LOG.warnf("Rules that failed are listed later: %s", done.cause());
                        }
                        later();
                    }));
        }
    }
}
