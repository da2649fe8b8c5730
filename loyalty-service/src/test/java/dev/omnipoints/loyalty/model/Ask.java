package dev.omnipoints.loyalty.model;

import java.time.Instant;
import java.time.LocalDate;

/**
 * What can be asked of a ledger, in the words of ledger.md. The naive model, the pure core and the real service all
 * answer it. Members are numbers; points are as sent, lawful or not.
 */
public sealed interface Ask {

    /** Names a row: of which member's journal, and its seq. */
    record Ref(int member, long seq) {}

    /** How an account is gated. */
    enum Status {
        UNCONFIRMED,
        ACTIVE,
        BLOCKED,
        CLOSED
    }

    /** @param expiresOn the last day on which they can be spent; null: by the programme */
    record Earn(int member, long points, Instant occurredAt, LocalDate expiresOn) implements Ask {}

    /**
     * A paid sale of a till.
     *
     * @param points that it is worth by the programme's rate, to an active member
     * @param receipt taken once, by whatever key
     * @param refuse not to be kept for a member who cannot earn
     */
    record Sale(int member, long points, Instant occurredAt, String receipt, boolean refuse) implements Ask {}

    record Confirm(Ref earn) implements Ask {}

    record Hold(int member, long points, int ttlSeconds) implements Ask {}

    /** @param points null: all of it */
    record Capture(Ref hold, Long points) implements Ask {}

    record Void(Ref hold) implements Ask {}

    record Redeem(int member, long points) implements Ask {}

    /** @param points null: what is left of it */
    record Reverse(Ref original, Long points) implements Ask {}

    /** @param points positive gives, negative takes */
    record Adjust(int member, long points, LocalDate expiresOn) implements Ask {}

    record Transfer(int from, int to, long points) implements Ask {}

    /** Told by profile-service with ever higher versions; has no key and writes no row of its own. */
    record SetStatus(int member, Status status) implements Ask {}

    record Merge(int member, int survivor) implements Ask {}

    record Unmerge(int member, int survivor) implements Ask {}

    /** The balance as of now; writes nothing. */
    record Read(int member) implements Ask {}
}
