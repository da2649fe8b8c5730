package dev.omnipoints.bench.load;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/** Medians and spreads, as a page in Markdown wants them. */
record Report(Map<String, List<Result>> results) {
    private static final String SERVICE = "loyalty-service";
    private static final String DATABASE = "postgresql";

    static final String BARE = "bare hop";
    static final String BARE_CALL = "bare call";
    static final String OURS = "ours, REST";
    static final String OBVIOUS = "obvious, REST";
    static final String OUR_LOYALTY = "ours, loyalty";
    static final String OBVIOUS_LOYALTY = "obvious, loyalty";

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add("| what | sales/s: median | least | most | p50 ms | p99 ms |");
        lines.add("| --- | --- | --- | --- | --- | --- |");
        results.forEach((name, rounds) -> lines.add(String.format(
                Locale.ROOT,
                "| %s | %,.0f | %,.0f | %,.0f | %.1f | %.1f |",
                name,
                median(rounds, Result::rate),
                rounds.stream().mapToDouble(Result::rate).min().orElseThrow(),
                rounds.stream().mapToDouble(Result::rate).max().orElseThrow(),
                median(rounds, Result::p50),
                median(rounds, Result::p99))));
        lines.add("");
        ratio(lines, "end to end", OURS, OBVIOUS);
        ratio(lines, "inside loyalty-service", OUR_LOYALTY, OBVIOUS_LOYALTY);
        ratio(lines, "of the bare hop", OURS, BARE);
        withoutTheCall(lines);
        lines.add("");
        TreeSet<String> processes = new TreeSet<>();
        results.values()
                .forEach(
                        rounds -> processes.addAll(rounds.getFirst().processor().keySet()));
        lines.add("| µs of processor a sale | " + String.join(" | ", processes) + " | all |");
        lines.add("| --- |" + " --- |".repeat(processes.size() + 1));
        results.forEach((name, rounds) -> {
            StringBuilder line = new StringBuilder("| ").append(name);
            double all = 0;
            for (String process : processes) {
                double micros = median(rounds, result -> result.processor().getOrDefault(process, 0.0));
                all += micros;
                line.append(String.format(Locale.ROOT, " | %,.0f", micros));
            }
            lines.add(line.append(String.format(Locale.ROOT, " | %,.0f |", all)).toString());
        });
        return lines;
    }

    /** What is done inside: the processor time of service and database, less what the call alone costs the service. */
    private void withoutTheCall(List<String> lines) {
        if (!results.keySet().containsAll(List.of(OUR_LOYALTY, OBVIOUS_LOYALTY, BARE_CALL))) {
            return;
        }
        double call =
                median(results.get(BARE_CALL), result -> result.processor().get(SERVICE));
        double ours = inside(OUR_LOYALTY) - call;
        double obvious = inside(OBVIOUS_LOYALTY) - call;
        lines.add(String.format(
                Locale.ROOT,
                "inside, by processor time without the call: %.0f µs against %.0f µs, obvious ÷ ours = %.2f",
                ours,
                obvious,
                obvious / ours));
    }

    private double inside(String contender) {
        return median(
                results.get(contender),
                result -> result.processor().get(SERVICE) + result.processor().get(DATABASE));
    }

    /** Of each round, so that what slows a round slows both. */
    private void ratio(List<String> lines, String what, String over, String under) {
        if (!results.containsKey(over) || !results.containsKey(under)) {
            return;
        }
        double[] ratios = new double[results.get(over).size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] =
                    results.get(over).get(i).rate() / results.get(under).get(i).rate();
        }
        Arrays.sort(ratios);
        lines.add(String.format(
                Locale.ROOT,
                "%s: %s ÷ %s = %.2f (%.2f to %.2f)",
                what,
                over,
                under,
                ratios[ratios.length / 2],
                ratios[0],
                ratios[ratios.length - 1]));
    }

    private static double median(List<Result> rounds, ToDoubleFunction<Result> what) {
        double[] sorted = rounds.stream().mapToDouble(what).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
