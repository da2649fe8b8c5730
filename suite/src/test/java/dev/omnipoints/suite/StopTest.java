package dev.omnipoints.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.omnipoints.suite.local.Trio;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An instance of each service is asked to stop (SIGTERM) while clients sell: none notices (docs/operator.md). */
class StopTest {
    /**
     * So many requests a second, or as many of these as the machine can do twice: what stays has to do all of it, while
     * what stops and what takes over compete for the same cores.
     */
    private static final List<Integer> RATES = List.of(200, 100, 50, 25);

    private static final int WARMING = 400;
    private static final int WARMING_AT_LENGTH = 20_000;
    private static final Duration STEADY = Duration.ofSeconds(15);
    private static final Duration STEADY_AT_LENGTH = Duration.ofMinutes(2);
    private static final Duration GONE = Duration.ofSeconds(10);
    private static final Duration LIMIT = Duration.ofMinutes(1);
    /** The delay of production; and patient on a busy machine. */
    private static final Map<String, String> SETTINGS =
            Map.of("quarkus.shutdown.delay", "3s", "omnipoints.request.budget", "PT5S");

    @Test
    void whenAnInstanceIsAskedToStopNoClientSeesAFailureAndItIsGoneWithinTenSeconds() throws Exception {
        try (var trio = new Trio(RunningSuite.get().folder(), SETTINGS)) {
            for (int perSecond : RATES) {
                if (isSteady(trio, 2 * perSecond)) {
                    stopEach(trio, perSecond, WARMING, STEADY);
                    return;
                }
            }
        }
        fail("Nobody can be served here: not twice %s requests a second", RATES.getLast());
    }

    @Test
    @Tag("long")
    void underTwoHundredRequestsASecondLikewise() throws Exception {
        try (var trio = new Trio(RunningSuite.get().folder(), SETTINGS)) {
            stopEach(trio, 200, WARMING_AT_LENGTH, STEADY_AT_LENGTH);
        }
    }

    private static SteadyLoad loadOn(Trio trio) throws IOException {
        return new SteadyLoad(List.of(trio.local(), RunningSuite.get().local()));
    }

    private static boolean isSteady(Trio trio, int perSecond) throws Exception {
        try (var load = loadOn(trio)) {
            load.warmUp(WARMING);
            load.begin(perSecond);
            return isSteady(load, perSecond, STEADY);
        }
    }

    /** Whether for two seconds all have success. */
    private static boolean isSteady(SteadyLoad load, int perSecond, Duration within) {
        try {
            Awaitility.await().atMost(within).until(() -> load.inARow() >= 2 * perSecond);
            return true;
        } catch (ConditionTimeoutException tooSlow) {
            return false;
        }
    }

    private static void stopEach(Trio trio, int perSecond, int warming, Duration within) throws Exception {
        try (var load = loadOn(trio)) {
            load.warmUp(warming);
            load.begin(perSecond);
            assertThat(isSteady(load, perSecond, within))
                    .as("%d requests a second for two seconds", perSecond)
                    .isTrue();
            System.out.printf("%d requests a second%n", perSecond);
            stopEach(trio, load, perSecond);
        }
    }

    private static void stopEach(Trio trio, SteadyLoad load, int perSecond) throws Exception {
        int before = load.failures().size();
        for (var which : List.of(Trio.Which.LOYALTY, Trio.Which.PROFILE, Trio.Which.GATEWAY)) {
            int answered = load.answered();
            var took = trio.stop(which);
            System.out.printf(
                    Locale.ROOT,
                    "asked to stop: %-8s gone after %.1f s, meanwhile answered %d%n",
                    which,
                    took.toMillis() / 1e3,
                    load.answered() - answered);
            assertThat(took).as("%s ended", which).isLessThan(GONE);
            awaitMore(load, perSecond);
        }
        load.end();
        var failures = load.failures().subList(before, load.failures().size());
        System.out.printf("%d requests, %d failures%n", load.sent() - before, failures.size());
        assertThat(failures).isEmpty();
        assertThat(load.answered()).isEqualTo(load.sent() - before);
    }

    private static void awaitMore(SteadyLoad load, int requests) {
        int until = load.sent() + requests;
        Awaitility.await()
                .atMost(LIMIT)
                .until(() -> load.answered() + load.failures().size() >= until);
    }
}
