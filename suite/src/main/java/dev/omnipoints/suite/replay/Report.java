package dev.omnipoints.suite.replay;

import dev.omnipoints.suite.terminal.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/**
 * The table at the end of a replay.
 *
 * @param seconds that it took
 */
record Report(Tally.Totals totals, double seconds) {
    List<String> lines() {
        var lines = new ArrayList<String>();
        lines.addAll(sales().lines());
        lines.add("");
        lines.addAll(counts().lines());
        lines.add("");
        long sales = totals.sales().stream().mapToLong(Tally.ByChannel::sales).sum();
        lines.add(String.format(
                Locale.ROOT,
                "%,.0f sales a second over %.1f s; an answer took %.1f ms at p50, %.1f at p95, %.1f at p99",
                sales / Math.max(0.001, seconds),
                seconds,
                totals.p50() / 1e3,
                totals.p95() / 1e3,
                totals.p99() / 1e3));
        lines.addAll(totals.remarks());
        return lines;
    }

    private Table sales() {
        var table = new Table("channel", "currency", "sales", "points", "cents");
        long sales = 0;
        long points = 0;
        for (var channel : totals.sales()) {
            table.row(channel.channel(), channel.currency(), channel.sales(), channel.points(), channel.cents());
            sales += channel.sales();
            points += channel.points();
        }
        // Cents of several currencies have no sum.
        return table.row("all", "", sales, points, "");
    }

    private Table counts() {
        var table = new Table("lines", "count")
                .row("members", totals.members())
                .row("replayed", totals.replayed())
                .row("asked again", totals.retried())
                .row("returns", totals.returns())
                .row("points taken back", totals.takenBack())
                .row("bad lines", totals.bad());
        new TreeMap<>(totals.refused()).forEach((reason, count) -> table.row("refused: " + reason, count));
        return table;
    }
}
