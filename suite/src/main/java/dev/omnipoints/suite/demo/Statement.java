package dev.omnipoints.suite.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.ZoneId;

/** A member's statement as a bank would print it: each balance is the one before and the line's points. */
final class Statement {
    static final String HEADING = "  Date        Channel  Store    What                            Points  Balance";

    private static final String LINE = "  %-10s  %-7s  %-7s  %-30s  %6s  %7d";

    private final ZoneId zone;

    /** @param zone says on which day an instant was */
    Statement(ZoneId zone) {
        this.zone = zone;
    }

    String line(JsonNode entry) {
        return String.format(
                LINE,
                Instant.parse(entry.path("occurredAt").asText()).atZone(zone).toLocalDate(),
                entry.path("channel").asText(""),
                entry.path("store").asText(""),
                words(entry),
                change(entry) == 0 ? "0" : String.format("%+d", change(entry)),
                entry.path("balance").path("available").asLong());
    }

    /** What an entry changed of the points that can be spent. */
    static long change(JsonNode entry) {
        return entry.path("change").path("available").asLong();
    }

    private static String words(JsonNode entry) {
        if (entry.path("outcome").asText().equals("REFUSED")) {
            return "Refused: " + entry.path("refused").asText();
        }
        long points = entry.path("points").asLong();
        boolean more = change(entry) >= 0;
        return switch (entry.path("kind").asText()) {
            case "EARN" -> "Sale";
            case "CONFIRM", "ACTIVATE" -> "Spendable from now on";
            case "HOLD" -> "Reserved";
            case "CAPTURE" -> "Paid with points, " + points + " held";
            case "REDEEM" -> "Paid with points";
            case "VOID", "TIME_OUT" -> "Released";
            case "REVERSE" -> more ? "Given back" : "Taken back";
            case "ADJUST" -> more ? "Given by care" : "Taken by care";
            case "TRANSFER" -> more ? "Received" : "Given away";
            case "EXPIRE" -> "Expired";
            case "MERGE", "UNMERGE" -> "Cards joined or parted";
            default -> "Account closed";
        };
    }
}
