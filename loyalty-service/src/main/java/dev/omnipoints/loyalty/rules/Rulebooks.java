package dev.omnipoints.loyalty.rules;

import dev.omnipoints.loyalty.earning.RuleBook;
import dev.omnipoints.loyalty.earning.RulesVersion;
import dev.omnipoints.loyalty.platform.OwnContext;
import dev.omnipoints.loyalty.platform.Refused;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * The newest rules of every programme, compiled and kept in memory as they were at the last look into the database. A
 * publication is seen at once by the instance that made it, by the others after one poll at most.
 */
@ApplicationScoped
public class Rulebooks {
    private static final Logger LOG = Logger.getLogger(Rulebooks.class);
    // A machine that starts everything at once is slow; a start that is given up helps nobody.
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int MOST_OLDER = 64;
    private static final Edition NOTHING = new Edition(0, RuleBook.compile(RulesVersion.NONE));

    private final RulesStore store;
    private final Compiling compiling;
    private final Vertx vertx;
    private final Duration poll;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("rulebooks").daemon().factory());

    private final Map<String, Edition> newest = new ConcurrentHashMap<>();
    private final Map<Older, RuleBook> older = new LinkedHashMap<>(MOST_OLDER, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Older, RuleBook> eldest) {
            return size() > MOST_OLDER;
        }
    };
    private boolean failing;

    /** Rules and the number under which they were published; 0: nothing was. */
    public record Edition(long number, RuleBook book) {}

    private record Older(String programme, long number) {}

    @Inject
    Rulebooks(
            RulesStore store,
            Compiling compiling,
            Vertx vertx,
            @ConfigProperty(name = "omnipoints.programme.poll", defaultValue = "3s") Duration poll) {
        this.store = store;
        this.compiling = compiling;
        this.vertx = vertx;
        this.poll = poll;
    }

    /** The newest rules with their number: what belongs together is asked for together. */
    public Edition newest(String programme) {
        return newest.getOrDefault(programme, NOTHING);
    }

    /** The newest rules; where nothing was published, none but the programme's own rate. */
    public RuleBook current(String programme) {
        return newest(programme).book();
    }

    /** The number of the newest rules; 0: nothing was published. */
    public long number(String programme) {
        return newest(programme).number();
    }

    /**
     * The rules of a version that there is, for what was rated by it: mostly from memory.
     *
     * @param number 0: those before anything was published
     */
    public Uni<RuleBook> of(String programme, long number) {
        RuleBook known = number == 0 ? NOTHING.book() : known(programme, number);
        if (known != null) {
            return Uni.createFrom().item(known);
        }
        // Confirmations ask by a timer, which has no context that a session could live in.
        return OwnContext.run(vertx, () -> store.version(programme, number))
                .onItem()
                .ifNull()
                .failWith(() -> new IllegalStateException(named(programme, number) + " is not there"))
                .chain(version -> compiling.book(version.document, number))
                .invoke(book -> keep(programme, number, book));
    }

    private RuleBook known(String programme, long number) {
        Edition edition = newest(programme);
        if (edition.number() == number) {
            return edition.book();
        }
        synchronized (older) {
            return older.get(new Older(programme, number));
        }
    }

    private void keep(String programme, long number, RuleBook book) {
        synchronized (older) {
            older.put(new Older(programme, number), book);
        }
    }

    /** Before whoever asks for rules as soon as the service runs. */
    void start(@Observes @Priority(1) StartupEvent event) {
        look();
        timer.scheduleWithFixedDelay(this::lookAgain, poll.toMillis(), poll.toMillis(), TimeUnit.MILLISECONDS);
    }

    void stop(@Observes ShutdownEvent event) {
        timer.shutdownNow();
    }

    /** A look that fails changes nothing that is known; the next one comes soon. */
    private void lookAgain() {
        try {
            look();
            failing = false;
        } catch (RuntimeException failed) {
            // Who stops in the middle of a look has nothing to report.
            if (!failing && !timer.isShutdown()) {
                LOG.errorf("the rules cannot be looked up, the known ones hold: %s", failed.toString());
            }
            failing = true;
        }
    }

    /**
     * Looks into the database; blocks.
     *
     * @throws IllegalStateException a version that was published does not compile; those of others are known all the
     *     same
     */
    void look() {
        Map<String, Long> counts = OwnContext.await(vertx, LIMIT, store::counts);
        IllegalStateException broken = null;
        for (Map.Entry<String, Long> count : counts.entrySet()) {
            String programme = count.getKey();
            if (number(programme) < count.getValue()) {
                try {
                    Published version = OwnContext.await(vertx, LIMIT, () -> store.newest(programme));
                    learn(programme, version.number, compiled(version));
                } catch (IllegalStateException doesNotCompile) {
                    broken = doesNotCompile;
                }
            }
        }
        if (broken != null) {
            throw broken;
        }
    }

    private static RuleBook compiled(Published version) {
        try {
            return Compiling.compiled(version.document, version.number);
        } catch (Refused refused) {
            throw new IllegalStateException(
                    named(version.programme, version.number) + " does not compile: "
                            + refused.problem().getField() + ": " + refused.getMessage(),
                    refused);
        }
    }

    private static String named(String programme, long number) {
        return "Rules version " + number + " of programme " + programme;
    }

    /** Takes in a newer version. */
    void learn(String programme, long number, RuleBook book) {
        newest.merge(programme, new Edition(number, book), (old, made) -> old.number() < made.number() ? made : old);
    }
}
