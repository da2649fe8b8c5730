package dev.omnipoints.suite.replay;

import dev.omnipoints.suite.terminal.Table;
import dev.omnipoints.suite.terminal.Terminal;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** How far a replay is, its rate and the time left: one line redrawn for a person, else a line now and then. */
final class ProgressBar implements AutoCloseable {
    private static final int WIDTH = 30;
    private static final long REDRAW_MILLIS = 250;
    private static final long PLAIN_MILLIS = 5_000;

    private final Terminal terminal;
    private final Tally tally;
    private final long bytesTotal;
    private final LongAdder bytesRead;
    private final long began = System.nanoTime();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().factory());

    ProgressBar(Terminal terminal, Tally tally, long bytesTotal, LongAdder bytesRead) {
        this.terminal = terminal;
        this.tally = tally;
        this.bytesTotal = Math.max(1, bytesTotal);
        this.bytesRead = bytesRead;
        long period = terminal.interactive() ? REDRAW_MILLIS : PLAIN_MILLIS;
        clock.scheduleAtFixedRate(this::show, period, period, TimeUnit.MILLISECONDS);
    }

    private void show() {
        var line = line(
                Math.min(1, bytesRead.sum() / (double) bytesTotal),
                tally.done(),
                Duration.ofNanos(System.nanoTime() - began));
        if (terminal.interactive()) {
            terminal.redraw(line);
        } else {
            terminal.line(line);
        }
    }

    /** What stands there after so much time. */
    static String line(double share, long lines, Duration elapsed) {
        double seconds = Math.max(0.001, elapsed.toNanos() / 1e9);
        int full = (int) Math.round(share * WIDTH);
        var left = share < 0.001 ? "?" : clock(Math.round(seconds / share - seconds));
        return "[" + "#".repeat(full) + "-".repeat(WIDTH - full) + "]"
                + String.format(Locale.ROOT, " %3.0f %%  ", share * 100)
                + Table.grouped(lines) + " lines  " + Table.grouped(Math.round(lines / seconds)) + "/s  " + left
                + " left";
    }

    private static String clock(long seconds) {
        return seconds / 60 + ":" + String.format(Locale.ROOT, "%02d", seconds % 60);
    }

    @Override
    public void close() {
        clock.shutdownNow();
        terminal.redraw("");
    }
}
