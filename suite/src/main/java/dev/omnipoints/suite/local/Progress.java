package dev.omnipoints.suite.local;

import dev.omnipoints.suite.terminal.Terminal;
import dev.omnipoints.suite.terminal.Terminal.Style;
import java.util.Locale;

/** Tells a start line by line, with the seconds since it began. Safe for several threads. */
final class Progress {
    private final Terminal terminal;
    private final long began = System.nanoTime();

    Progress(Terminal terminal) {
        this.terminal = terminal;
    }

    /** One thing done. */
    synchronized void done(String part, String what) {
        var seconds = String.format(Locale.ROOT, "%6.1f s", seconds());
        terminal.line(terminal.paint(Style.DIM, seconds) + "  " + String.format("%-16s ", part)
                + terminal.paint(Style.GREEN, what));
    }

    /** Something to know. */
    synchronized void warn(String text) {
        terminal.line(terminal.paint(Style.YELLOW, "WARN      " + text));
    }

    double seconds() {
        return (System.nanoTime() - began) / 1e9;
    }
}
