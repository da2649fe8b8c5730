package dev.omnipoints.bench.load;

import dev.omnipoints.bench.load.Flood.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/**
 * Medians of the rounds, as a page in Markdown wants them.
 *
 * @param inFlight with which the peak was had
 * @param outcomes by load, the peak among them
 * @param refusals of requests that were all but all refused
 */
record OverloadReport(int inFlight, Map<String, List<Outcome>> outcomes, Outcome refusals) {
    static final String PEAK = "peak";

    private static final String GATEWAY = "channel-gateway";
    private static final List<String> PROCESSES =
            List.of("load", GATEWAY, "profile-service", "loyalty-service", "postgresql");

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add("| offered | a second | accepted a second | ÷ peak: median (least to most) | refused a second"
                + " | failed, unsent | accepted: p50 ms | p99 | refused: p50 ms | p99"
                + " | seconds of processor a second: load | gateway | profile | loyalty | PostgreSQL |");
        lines.add("| --- ".repeat(15) + "|");
        outcomes.forEach((load, rounds) -> lines.add(row(load, rounds)));
        lines.add("");
        double accepted = median(
                outcomes.get(PEAK),
                outcome -> PROCESSES.stream()
                                .skip(1)
                                .mapToDouble(outcome.processorSeconds()::get)
                                .sum()
                        / count(outcome.acceptedMicros()));
        double atGateway = median(
                outcomes.get(PEAK),
                outcome -> outcome.processorSeconds().get(GATEWAY) / count(outcome.acceptedMicros()));
        double refused = refusals.processorSeconds().get(GATEWAY) / count(refusals.refusedMicros());
        lines.add(String.format(
                Locale.ROOT,
                "Peak with %d in flight. Processor time of an accepted sale: %,.0f µs, %,.0f of them the gateway's;"
                        + " of a refusal (%,.0f a second of %,.0f offered): %,.0f µs, **%.3f** of an accepted one.",
                inFlight,
                accepted * 1e6,
                atGateway * 1e6,
                refusals.refused(),
                refusals.offered(),
                refused * 1e6,
                refused / accepted));
        return lines;
    }

    private String row(String load, List<Outcome> rounds) {
        List<Outcome> peaks = outcomes.get(PEAK);
        double[] ratios = IntStream.range(0, rounds.size())
                .mapToDouble(i -> rounds.get(i).accepted() / peaks.get(i).accepted())
                .sorted()
                .toArray();
        StringBuilder row = new StringBuilder(String.format(
                Locale.ROOT,
                "| %s | %,.0f | %,.0f | **%.2f** (%.2f to %.2f) | %,.0f | %,.1f, %,.1f | %.0f | %.0f | %.0f | %.0f |",
                load,
                median(rounds, Outcome::offered),
                median(rounds, Outcome::accepted),
                ratios[ratios.length / 2],
                ratios[0],
                ratios[ratios.length - 1],
                median(rounds, Outcome::refused),
                median(rounds, Outcome::failed),
                median(rounds, Outcome::unsent),
                median(rounds, outcome -> millis(outcome.acceptedMicros(), 50)),
                median(rounds, outcome -> millis(outcome.acceptedMicros(), 99)),
                median(rounds, outcome -> millis(outcome.refusedMicros(), 50)),
                median(rounds, outcome -> millis(outcome.refusedMicros(), 99))));
        for (String process : PROCESSES) {
            row.append(String.format(
                    Locale.ROOT,
                    " %.2f |",
                    median(rounds, outcome -> outcome.processorSeconds().get(process) / outcome.seconds())));
        }
        return row.toString();
    }

    private static double count(Histogram histogram) {
        return Math.max(1, histogram.getTotalCount());
    }

    private static double millis(Histogram micros, double percentile) {
        return micros.getValueAtPercentile(percentile) / 1e3;
    }

    private static double median(List<Outcome> rounds, ToDoubleFunction<Outcome> what) {
        double[] sorted = rounds.stream().mapToDouble(what).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
