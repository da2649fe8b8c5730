package dev.omnipoints.loyalty.posting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omnipoints.loyalty.posting.fake.Faults;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The lanes of two or three instances on one thread, over a fake database that fails in every way and at every step,
 * then heals; time and chance come from a seed. After each seed all callers were answered once, nothing that was told
 * as not written was, whoever was told "unknown" knows by the same key, and journal, accounts, lots and holds are what
 * the naive model has once it is asked the same in the journal's order. A seed that fails is named with what happened;
 * {@code -Dseed=…} runs that one alone, {@code -Dseeds=…} so many.
 *
 * <p>The code between {@link Lanes#submit} and the interfaces of the PostgreSQL client is the real one; the client and
 * what is behind it are not, for only so is every order of events to be had, and had again. That the real database does
 * with these statements what the fake one does is what the tests on PostgreSQL show.
 *
 * <p>Left out: sales, returns, claims and events, whose rows go the same way beside the journal's (their races are
 * tested on PostgreSQL); status and sweep, whose commands have no key to ask again with; the undoing of merges.
 */
class LaneSimulationTest {

    private static final int SEEDS = Integer.getInteger("seeds", 100_000);
    private static final Long ONLY = Long.getLong("seed");
    private static final int LAST = ONLY == null ? 400 : 100_000;

    @Test
    void whateverFailsEveryCallerIsAnsweredAndTheStateIsTheModels() {
        if (ONLY != null) {
            play(ONLY);
            return;
        }
        AtomicLong steps = new AtomicLong();
        Map<String, Long> told = new ConcurrentSkipListMap<>();
        Set<Faults.Kind> met = ConcurrentHashMap.newKeySet();
        // Kept here, for what another thread throws comes without its message.
        ConcurrentSkipListMap<Long, AssertionError> failed = new ConcurrentSkipListMap<>();
        LongStream.rangeClosed(1, SEEDS)
                .parallel()
                .filter(seed -> failed.isEmpty())
                .forEach(seed -> {
                    try {
                        LaneSimulation run = play(seed);
                        steps.addAndGet(run.schedule.steps());
                        run.told.forEach((what, often) -> told.merge(what, often, Long::sum));
                        met.addAll(run.faults.met().keySet());
                    } catch (AssertionError wrong) {
                        failed.put(seed, wrong);
                    }
                });
        if (!failed.isEmpty()) {
            throw failed.firstEntry().getValue();
        }
        System.out.println(SEEDS + " seeds, " + steps + " steps, told " + told);

        assertThat(steps.get()).isGreaterThan(100_000);
        assertThat(met).containsExactlyInAnyOrder(Faults.Kind.values());
        assertThat(told.keySet())
                .containsExactlyInAnyOrder(
                        "Done",
                        "Refused",
                        "Rejected",
                        "KeyReused",
                        "REASON_OUTCOME_UNKNOWN",
                        "REASON_OVERLOADED",
                        "REASON_OPERATION_IN_PROGRESS",
                        "REASON_DEPENDENCY_UNAVAILABLE");
    }

    @ParameterizedTest
    @ValueSource(longs = {7, 11, 13})
    void aSeedIsTheSameRunEachTime(long seed) {
        List<String> once = new ArrayList<>();
        List<String> again = new ArrayList<>();

        new LaneSimulation(seed, once).run();
        new LaneSimulation(seed, again).run();

        assertThat(again).isEqualTo(once).isNotEmpty();
    }

    private static LaneSimulation play(long seed) {
        LaneSimulation run = new LaneSimulation(seed, null);
        Throwable thrown = null;
        List<String> wrong = List.of();
        try {
            run.run();
            wrong = Verdict.on(run);
        } catch (RuntimeException | AssertionError failed) {
            thrown = failed;
        }
        if (thrown != null || !wrong.isEmpty()) {
            throw new AssertionError(report(seed, wrong, thrown), thrown);
        }
        return run;
    }

    /** The same once more, told step by step. */
    private static String report(long seed, List<String> wrong, Throwable thrown) {
        List<String> trace = new ArrayList<>();
        try {
            new LaneSimulation(seed, trace).run();
        } catch (RuntimeException | AssertionError again) {
            trace.add("ends with " + again);
        }
        return "seed " + seed + " (alone, with all that happened: -Dseed=" + seed + ")\n"
                + (thrown == null ? "" : thrown + "\n") + String.join("\n", wrong) + "\n\nwhat happened last\n"
                + String.join("\n", trace.subList(Math.max(0, trace.size() - LAST), trace.size()));
    }
}
