package dev.omnipoints.suite.demo;

import dev.omnipoints.suite.terminal.Terminal;
import dev.omnipoints.suite.terminal.Terminal.Style;

/** Tells the play, a line for each thing that happens, with who did it in front. */
final class Narrator {
    private static final String LINE = "%-9s";

    private final Terminal terminal;

    Narrator(Terminal terminal) {
        this.terminal = terminal;
    }

    void title(String text) {
        terminal.line(terminal.paint(Style.BOLD, text));
        terminal.line("");
    }

    void tell(String who, String what) {
        terminal.line(terminal.paint(style(who), String.format(LINE, who)) + what);
    }

    /** More of the line before. */
    void more(String what) {
        terminal.line(String.format(LINE, "") + what);
    }

    void end(String text) {
        terminal.line("");
        terminal.line(terminal.paint(Style.BOLD, text));
    }

    private static Style style(String who) {
        return switch (who) {
            case "STORE" -> Style.CYAN;
            case "WEB" -> Style.MAGENTA;
            case "APP" -> Style.BLUE;
            case "CLOCK" -> Style.YELLOW;
            default -> Style.GREEN;
        };
    }
}
