package dev.omnipoints.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.omnipoints.suite.local.Trio;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;

/** An instance of each service is asked to stop (SIGTERM) while clients sell: none notices (docs/operator.md). */
class StopTest {
    /** So many requests a second, or as many of these as the machine comes up with, whatever else it has to do. */
    private static final List<Integer> RATES = List.of(200, 100, 50);

    private static final int WARMING = 400;
    private static final Duration STEADY = Duration.ofSeconds(15);
    private static final Duration GONE = Duration.ofSeconds(10);
    private static final Duration LIMIT = Duration.ofMinutes(1);
    /** The delay of production; and patient on a busy machine. */
    private static final Map<String, String> SETTINGS =
            Map.of("quarkus.shutdown.delay", "3s", "omnipoints.request.budget", "PT5S");

    @Test
    void whenAnInstanceIsAskedToStopNoClientSeesAFailureAndItIsGoneWithinTenSeconds() throws Exception {
        var suite = RunningSuite.get();
        try (var trio = new Trio(suite.folder(), SETTINGS)) {
            for (int perSecond : RATES) {
                try (var load = new SteadyLoad(List.of(trio.local(), suite.local()))) {
                    load.warmUp(WARMING);
                    load.begin(perSecond);
                    if (isSteady(load, perSecond)) {
                        System.out.printf("%d requests a second%n", perSecond);
                        stopEach(trio, load, perSecond);
                        return;
                    }
                }
            }
        }
        fail("Nobody can be served here: not %s requests a second", RATES.getLast());
    }

    /** Whether for two seconds all have success. */
    private static boolean isSteady(SteadyLoad load, int perSecond) {
        try {
            Awaitility.await().atMost(STEADY).until(() -> load.inARow() >= 2 * perSecond);
            return true;
        } catch (ConditionTimeoutException tooSlow) {
            return false;
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
