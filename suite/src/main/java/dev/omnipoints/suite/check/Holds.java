package dev.omnipoints.suite.check;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** An account's holds, and how each came to its one end. */
final class Holds {
    private static final int MOST_OPEN = 50;

    private final Map<String, Hold> holds;

    /**
     * One of them.
     *
     * @param expiresAt null: never, as far as the history goes
     * @param end null: it is open
     */
    private record Hold(long points, Instant expiresAt, Kind end, long captured) {
        boolean isOver(String at) {
            return end == null && expiresAt != null && !Instant.parse(at).isBefore(expiresAt);
        }
    }

    Holds() {
        this(new LinkedHashMap<>());
    }

    private Holds(Map<String, Hold> holds) {
        this.holds = holds;
    }

    Holds copy() {
        return new Holds(new LinkedHashMap<>(holds));
    }

    /** @param ttl seconds from its row on; null: longer than the history lasts */
    void add(Entry place, Long ttl) {
        var until = ttl == null ? null : Instant.parse(place.recordedAt()).plusSeconds(ttl);
        holds.put(place.id(), new Hold(place.points(), until, null, 0));
    }

    boolean has(String id) {
        return holds.containsKey(id);
    }

    boolean areTooMany() {
        return holds.values().stream().filter(hold -> hold.end() == null).count() >= MOST_OPEN;
    }

    long pointsOf(String id) {
        return holds.get(id).points();
    }

    boolean isEnded(String id, Kind end, long captured) {
        var hold = holds.get(id);
        return hold.end() == end && hold.captured() == captured;
    }

    /** Why it cannot be ended by the row that stands there; null: it can. */
    String refusal(String id, Entry place) {
        var hold = holds.get(id);
        if (hold.end() == null) {
            return hold.isOver(place.recordedAt()) ? "HOLD_EXPIRED" : null;
        }
        return switch (hold.end()) {
            case CAPTURE -> "HOLD_ALREADY_CAPTURED";
            case VOID -> "HOLD_ALREADY_VOIDED";
            default -> "HOLD_EXPIRED";
        };
    }

    void end(String id, Kind end, long captured) {
        var hold = holds.get(id);
        holds.put(id, new Hold(hold.points(), hold.expiresAt(), end, captured));
    }

    /** The points of those whose time is up by then, and that have not ended. */
    long dueBy(String at) {
        return holds.values().stream()
                .filter(hold -> hold.isOver(at))
                .mapToLong(Hold::points)
                .sum();
    }

    /** The one whose time is up first when the row that stands there was written, of those of its points. */
    Optional<String> timedOut(Entry place) {
        return holds.entrySet().stream()
                .filter(hold -> hold.getValue().points() == place.points())
                .filter(hold -> hold.getValue().isOver(place.recordedAt()))
                .min(Comparator.comparing(hold -> hold.getValue().expiresAt()))
                .map(Map.Entry::getKey);
    }
}
