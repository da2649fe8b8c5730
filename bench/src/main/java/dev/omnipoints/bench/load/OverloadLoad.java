package dev.omnipoints.bench.load;

import dev.omnipoints.bench.load.Flood.Outcome;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Offers a suite as much as it can do, twice that and five times, and tells what becomes of it. */
@Command(name = "bench overload", description = "Sales offered beyond the peak: what is accepted, what is refused.")
public final class OverloadLoad implements Callable<Integer> {
    private static final int[] IN_FLIGHT = {32, 64, 128};
    private static final int[] TIMES = {1, 2, 5};
    /** Few enough for the machine: what is asked of them is refused at the door. */
    private static final double BESIDE_STOPPED = 2_000;

    private static final String STOPPED = "loyalty-service";

    @Option(names = "--ours", required = true, hidden = true)
    private Path ours;

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "3", description = "Rounds (default: 3).")
    private int rounds;

    @Option(names = "--seconds", paramLabel = "N", defaultValue = "10", description = "Of each load (default: 10).")
    private int seconds;

    @Option(names = "--warm-up", paramLabel = "N", defaultValue = "40", description = "Seconds (default: 40).")
    private int warmUp;

    @Option(names = "--members", paramLabel = "N", defaultValue = "2000", description = "Who buy (default: 2000).")
    private int members;

    @Option(names = "--quick", description = "One round of 5 s each: a look.")
    private boolean quick;

    @Override
    public Integer call() throws Exception {
        Suite suite = Suite.read(ours);
        Vertx vertx = Vertx.vertx();
        try {
            Flood flood = new Flood(vertx, suite, new Baskets(new Enrolment(vertx, suite).enrol(members)));
            Duration length = Duration.ofSeconds(quick ? 5 : seconds);
            Outcome warm = flood.closed(IN_FLIGHT[0], Duration.ofSeconds(warmUp));
            // What is refused is code of its own.
            Outcome beyond = flood.open(3 * warm.accepted(), Duration.ofSeconds(warmUp / 2));
            System.out.printf("warmed up: %,.0f/s; beyond: %,.0f/s%n", warm.accepted(), beyond.accepted());
            int best = best(flood, length);
            Map<String, List<Outcome>> outcomes = new LinkedHashMap<>();
            for (int round = 1; round <= (quick ? 1 : rounds); round++) {
                Outcome peak = flood.closed(best, length);
                put(outcomes, OverloadReport.PEAK, peak);
                for (int times : TIMES) {
                    put(outcomes, times + " ×", flood.open(times * peak.accepted(), length));
                }
                System.out.printf("round %d: peak %,.0f/s%n", round, peak.accepted());
            }
            Outcome refusals = besideStopped(flood, suite, length);
            new OverloadReport(best, outcomes, refusals).lines().forEach(System.out::println);
            return 0;
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private static void put(Map<String, List<Outcome>> outcomes, String load, Outcome outcome) {
        outcomes.computeIfAbsent(load, first -> new ArrayList<>()).add(outcome);
    }

    private static int best(Flood flood, Duration length) {
        int best = 0;
        double most = 0;
        for (int inFlight : IN_FLIGHT) {
            Outcome outcome = flood.closed(inFlight, length);
            System.out.printf("%d in flight: %,.0f/s%n", inFlight, outcome.accepted());
            if (outcome.accepted() > most) {
                most = outcome.accepted();
                best = inFlight;
            }
        }
        return best;
    }

    /** Refusals all but alone: the places are held by sales that wait for a service that was stopped. */
    private static Outcome besideStopped(Flood flood, Suite suite, Duration length)
            throws IOException, InterruptedException {
        long pid = suite.processes().get(STOPPED);
        signal("-STOP", pid);
        try {
            return flood.open(BESIDE_STOPPED, length);
        } finally {
            signal("-CONT", pid);
        }
    }

    private static void signal(String signal, long pid) throws IOException, InterruptedException {
        int code = new ProcessBuilder("kill", signal, String.valueOf(pid))
                .inheritIO()
                .start()
                .waitFor();
        if (code != 0) {
            throw new IllegalStateException("kill " + signal + " ended with " + code);
        }
    }
}
