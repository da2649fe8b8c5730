package dev.omnipoints.profile.account;

import java.time.Duration;

/** A pause that doubles from one try to the next, up to a limit. Not for several threads at once. */
final class Pause {
    private final Duration first;
    private final Duration longest;
    private Duration next;

    /** Pauses from the first duration up to the longest. */
    Pause(Duration first, Duration longest) {
        this.first = first;
        this.longest = longest;
        this.next = first;
    }

    Duration next() {
        Duration now = next;
        Duration doubled = next.multipliedBy(2);
        next = doubled.compareTo(longest) > 0 ? longest : doubled;
        return now;
    }

    /** Begins anew: it went well. */
    void reset() {
        next = first;
    }
}
