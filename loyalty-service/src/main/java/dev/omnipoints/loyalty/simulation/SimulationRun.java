package dev.omnipoints.loyalty.simulation;

import dev.omnipoints.loyalty.earning.RuleBook;
import dev.omnipoints.loyalty.earning.Terms;
import dev.omnipoints.loyalty.platform.OwnContext;
import dev.omnipoints.loyalty.platform.Refused;
import dev.omnipoints.loyalty.posting.Buyers;
import dev.omnipoints.loyalty.posting.LedgerClock;
import dev.omnipoints.loyalty.programme.Programmes;
import dev.omnipoints.loyalty.receipt.Baskets;
import dev.omnipoints.loyalty.receipt.PeriodSales;
import dev.omnipoints.loyalty.receipt.PeriodSales.Window;
import dev.omnipoints.loyalty.receipt.SaleStore;
import dev.omnipoints.loyalty.rules.TriedDrafts;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Runs a draft over the sales of a period from beginning to end, a page after the other. Blocks its thread. */
@ApplicationScoped
class SimulationRun {
    // The pool and its statements have limits of their own; this one is for what none of them saw.
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration WINDOW = Duration.ofDays(1);
    private static final Duration TELL = Duration.ofSeconds(1);
    /** A till's clock may be ahead by this much (ledger.md); a sale that says more is taken as of its record. */
    private static final Duration SKEW = Duration.ofMinutes(10);

    private final Vertx vertx;
    private final Pool pool;
    private final PeriodSales sales;
    private final TriedDrafts drafts;
    private final Programmes programmes;
    private final SimulationStore store;
    private final SimulationConfig config;

    @Inject
    SimulationRun(
            Vertx vertx,
            Pool pool,
            PeriodSales sales,
            TriedDrafts drafts,
            Programmes programmes,
            SimulationStore store,
            SimulationConfig config) {
        if (config.share() <= 0 || config.share() > 1 || config.pageSize() < 1) {
            throw new IllegalStateException(
                    "omnipoints.simulation.share is above 0 to 1, omnipoints.simulation.page-size at least 1");
        }
        this.vertx = vertx;
        this.pool = pool;
        this.sales = sales;
        this.drafts = drafts;
        this.programmes = programmes;
        this.store = store;
        this.config = config;
    }

    /** It is not this instance's to end: the lease is another's, or the instance stops. */
    static final class Left extends RuntimeException {
        Left() {
            super("The simulation is left to others", null, false, false);
        }
    }

    /** What one run knows. */
    private final class Job {
        private final SimulationStore.Claim claim;
        private final CountDownLatch stopped;
        private final Trial trial = new Trial(config);
        private final Map<Integer, Terms> terms = new HashMap<>();
        private final long of;
        private long toldAt = System.nanoTime();

        Job(SimulationStore.Claim claim, CountDownLatch stopped, long of) {
            this.claim = claim;
            this.stopped = stopped;
            this.of = of;
        }

        void tell() {
            boolean ours = await(store.progress(claim, trial.sales(), of, config.lease()));
            if (!ours) {
                throw new Left();
            }
            toldAt = System.nanoTime();
        }

        /** Rests as long as its share asks, so that selling goes on; tells how far it is. */
        void rest(long began) throws InterruptedException {
            long worked = System.nanoTime() - began;
            if (stopped.await((long) (worked * (1 / config.share() - 1)), TimeUnit.NANOSECONDS)) {
                throw new Left();
            }
            if (System.nanoTime() - toldAt > TELL.toNanos()) {
                tell();
            }
        }
    }

    /**
     * Runs it and writes what came of it, where it is still this instance's.
     *
     * @param stopped counted down when the instance stops
     * @throws Left it was left
     * @throws Refused what it cannot do, and why; whatever the database fails with
     */
    void run(SimulationStore.Claim claim, CountDownLatch stopped) throws InterruptedException {
        Simulation simulation = claim.simulation();
        RuleBook draft = OwnContext.await(vertx, LIMIT, () -> drafts.book(simulation.programme(), simulation.tried()));
        List<Window> windows = new ArrayList<>();
        long of = 0;
        long toldAt = System.nanoTime();
        for (Window window : windows(simulation, await(LedgerClock.now(pool)))) {
            long count = await(sales.count(window));
            if (count > 0) {
                windows.add(window);
            }
            of += count;
            if (System.nanoTime() - toldAt > TELL.toNanos()) {
                keep(claim, of);
                toldAt = System.nanoTime();
            }
        }
        Job job = new Job(claim, stopped, of);
        job.tell();
        for (Window window : windows) {
            run(job, draft, window);
        }
        byte[] result = job.trial.result(programmes.now(simulation.programme())).toByteArray();
        if (!await(store.done(claim, result, job.trial.sales()))) {
            throw new Left();
        }
    }

    private void keep(SimulationStore.Claim claim, long soFar) {
        if (!await(store.progress(claim, 0, soFar, config.lease()))) {
            throw new Left();
        }
    }

    /** By the day of their record: what occurred in the period may have been recorded at any time since. */
    private static List<Window> windows(Simulation simulation, Instant now) {
        List<Window> windows = new ArrayList<>();
        Instant from = simulation.period().from().minus(SKEW);
        while (from.isBefore(now)) {
            Instant to = from.plus(WINDOW).isBefore(now) ? from.plus(WINDOW) : now;
            windows.add(new Window(
                    simulation.programme(),
                    from,
                    to,
                    simulation.period().from(),
                    simulation.period().to()));
            from = to;
        }
        return windows;
    }

    private void run(Job job, RuleBook draft, Window window) throws InterruptedException {
        SaleStore.Recorded last = null;
        while (true) {
            long began = System.nanoTime();
            List<SaleStore.Recorded> page = await(sales.page(window, last, config.pageSize()));
            List<SaleTrial> trials = page.stream()
                    .map(sale -> SaleTrial.of(sale, draft, terms(job, sale)))
                    .toList();
            look(job, window.programme(), trials);
            job.rest(began);
            if (page.size() < config.pageSize()) {
                return;
            }
            last = page.getLast();
        }
    }

    private Terms terms(Job job, SaleStore.Recorded sale) {
        return job.terms.computeIfAbsent(
                sale.rated().programmeVersion(),
                version ->
                        Baskets.terms(programmes.version(job.claim.simulation().programme(), version)));
    }

    private void look(Job job, String programme, List<SaleTrial> trials) {
        Map<UUID, Buyers.Group> groups = await(Buyers.groups(
                pool,
                programme,
                trials.stream().map(SaleTrial::member).filter(Objects::nonNull).collect(Collectors.toSet())));
        Collection<Buyers.Group> asked = groupsOf(trials, groups, SaleTrial::asksFirst);
        Map<UUID, UUID> firstSales = asked.isEmpty() ? Map.of() : await(Buyers.firstSales(pool, programme, asked));
        for (SaleTrial trial : trials) {
            UUID member =
                    trial.member() == null ? null : groups.get(trial.member()).survivor();
            job.trial.next(trial, member, trial.sale().id().equals(firstSales.get(member)));
        }
    }

    private static Collection<Buyers.Group> groupsOf(
            List<SaleTrial> trials, Map<UUID, Buyers.Group> groups, Predicate<SaleTrial> asking) {
        return trials.stream()
                .filter(asking)
                .map(trial -> groups.get(trial.member()))
                .collect(Collectors.toSet());
    }

    /** What a statement comes to; fails with what it failed with. */
    static <T> T await(Future<T> asked) {
        try {
            return asked.toCompletionStage().toCompletableFuture().get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof RuntimeException cause
                    ? cause
                    : new IllegalStateException(failed.getCause());
        } catch (TimeoutException slow) {
            throw new IllegalStateException(slow);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new Left();
        }
    }
}
