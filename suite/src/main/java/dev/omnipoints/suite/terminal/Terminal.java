package dev.omnipoints.suite.terminal;

import java.io.PrintStream;

/**
 * Where the suite talks to a person.
 *
 * @param out where lines go
 * @param interactive a person watches: lines may be redrawn
 * @param colours ANSI colours are understood and not refused (https://no-color.org)
 */
public record Terminal(PrintStream out, boolean interactive, boolean colours) {
    /** Looks to draw with. */
    public enum Style {
        PLAIN(""),
        BOLD("\u001b[1m"),
        DIM("\u001b[2m"),
        RED("\u001b[31m"),
        GREEN("\u001b[32m"),
        YELLOW("\u001b[33m"),
        BLUE("\u001b[34m"),
        MAGENTA("\u001b[35m"),
        CYAN("\u001b[36m");

        private final String code;

        Style(String code) {
            this.code = code;
        }
    }

    /** The process's own standard output. */
    public static Terminal standard() {
        boolean interactive = System.console() != null && System.console().isTerminal();
        String noColour = System.getenv("NO_COLOR");
        boolean refused = noColour != null && !noColour.isEmpty() || "dumb".equals(System.getenv("TERM"));
        return new Terminal(System.out, interactive, interactive && !refused);
    }

    /** The text in a style, where colours are understood. */
    public String paint(Style style, String text) {
        return colours && style != Style.PLAIN ? style.code + text + "\u001b[0m" : text;
    }

    /** One line. */
    public void line(String text) {
        out.println(text);
        out.flush();
    }

    /** Draws over the line under the cursor; does nothing where nobody watches. */
    public void redraw(String text) {
        if (interactive) {
            out.print("\r\u001b[2K" + text);
            out.flush();
        }
    }
}
