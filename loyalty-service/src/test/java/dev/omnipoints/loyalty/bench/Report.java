package dev.omnipoints.loyalty.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** What came of a contest, in tables for docs/benchmarks.md. */
final class Report {
    private final Contest contest;
    private final PrintStream out;

    Report(Contest contest, PrintStream out) {
        this.contest = contest;
        this.out = out;
    }

    /** Of each entry its rate and what a command cost: medians of the rounds. */
    void rates() {
        out.println("| what | at once | commands/s: median (least to most) | p50 ms | p99 ms"
                + " | µs service | µs PostgreSQL | WAL bytes | 1,000/s take |");
        out.println("| --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        contest.results().forEach((name, rounds) -> {
            List<Double> rates = sorted(rounds, Turn.Result::rate);
            double service = median(rounds, Turn.Result::servicePerCommand);
            double postgres = median(rounds, Turn.Result::postgresPerCommand);
            double wal = median(rounds, Turn.Result::walPerCommand);
            print(
                    "| %s | %d | %,.0f (%,.0f to %,.0f) | %.1f | %.1f | %.0f | %.0f | %,.0f | %.2f cores, %.1f MB/s |",
                    name,
                    contest.clients(name),
                    rates.get(rates.size() / 2),
                    rates.getFirst(),
                    rates.getLast(),
                    median(rounds, result -> result.micros().getValueAtPercentile(50) / 1e3),
                    median(rounds, result -> result.micros().getValueAtPercentile(99) / 1e3),
                    service,
                    postgres,
                    wal,
                    (service + postgres) / 1e3,
                    wal / 1e3);
        });
        out.println();
    }

    void ratioHead() {
        out.println("| ratio, round by round | median (least to most) | reach | aim |");
        out.println("| --- | --- | --- | --- |");
    }

    /** One rate by another of the same round. */
    void ratio(String what, String above, String below, double reach, double aim) {
        print("| %s | %s | %s | %s |", what, spread(above, below, Turn.Result::rate), text(reach), text(aim));
    }

    /** One median time by another: less is better. */
    void times(String what, String above, String below, double reach, double aim) {
        print(
                "| %s | %s | ≤ %s | %s |",
                what, spread(above, below, result -> result.micros().getValueAtPercentile(50)), text(reach), text(aim));
    }

    private String spread(String above, String below, ToDoubleFunction<Turn.Result> value) {
        List<Turn.Result> over = contest.results().get(above);
        List<Turn.Result> under = contest.results().get(below);
        List<Double> ratios = IntStream.range(0, over.size())
                .mapToDouble(i -> value.applyAsDouble(over.get(i)) / value.applyAsDouble(under.get(i)))
                .sorted()
                .boxed()
                .toList();
        return String.format(
                Locale.ROOT, "%.2f (%.2f to %.2f)", ratios.get(ratios.size() / 2), ratios.getFirst(), ratios.getLast());
    }

    private static String text(double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
    }

    private static List<Double> sorted(List<Turn.Result> rounds, ToDoubleFunction<Turn.Result> value) {
        return new ArrayList<>(
                rounds.stream().mapToDouble(value).sorted().boxed().toList());
    }

    private static double median(List<Turn.Result> rounds, ToDoubleFunction<Turn.Result> value) {
        List<Double> sorted = sorted(rounds, value);
        return sorted.get(sorted.size() / 2);
    }

    void line(String format, Object... values) {
        print(format, values);
        out.println();
    }

    private void print(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }
}
