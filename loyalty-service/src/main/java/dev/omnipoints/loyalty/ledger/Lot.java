package dev.omnipoints.loyalty.ledger;

import java.time.Instant;
import java.util.Comparator;

/**
 * Points from one earn that share a life. All in points.
 *
 * @param points what it was made with
 * @param pending not available yet
 * @param remaining free to spend
 * @param held reserved by open holds
 * @param expired passed its expiry
 * @param counted the expired part that reversals have already used
 * @param clamped left by a clamped reversal, taken first when points return
 * @param availableAt when pending points become, or became, spendable; null: when they are confirmed
 * @param expiresAt usable before it; null: as long as the account is active, or for ever
 */
public record Lot(
        LotId id,
        long points,
        long pending,
        long remaining,
        long held,
        long expired,
        long counted,
        long clamped,
        Instant availableAt,
        Instant expiresAt) {

    private static final Comparator<Instant> NULL_LAST = Comparator.nullsLast(Comparator.naturalOrder());

    /** Earliest expiry first, then earliest available, then oldest (ledger.md, 1; ADR 8). */
    public static final Comparator<Lot> SPENDING_ORDER = Comparator.comparing(Lot::expiresAt, NULL_LAST)
            .thenComparing(Lot::availableAt, NULL_LAST)
            .thenComparing(Lot::id);

    /** Whether anything is left in it that could still be spent or reserved. */
    public boolean open() {
        return pending + remaining + held > 0;
    }

    /** Before when its points can be spent, given when the account's undated points expire; null: for ever. */
    Instant expiry(Instant inactiveAt) {
        return expiresAt == null ? inactiveAt : expiresAt;
    }

    /** When something next happens to it by itself; null: nothing will. */
    public Instant dueAt(Instant inactiveAt) {
        if (pending > 0) {
            return availableAt == null ? expiry(inactiveAt) : availableAt;
        }
        Instant expiry = expiry(inactiveAt);
        // A lot whose expiry is not after its activation expires at its activation.
        boolean late = expiry != null && availableAt != null && availableAt.isAfter(expiry);
        return remaining > 0 ? (late ? availableAt : expiry) : null;
    }

    /** Whether points that come into it at an instant come too late, or it never became available. */
    boolean isPast(Instant at, Instant inactiveAt) {
        return availableAt == null || isOver(expiry(inactiveAt), at);
    }

    /** Whether an expiry, null for never, has come. */
    static boolean isOver(Instant expiry, Instant at) {
        return expiry != null && !expiry.isAfter(at);
    }

    /** The earlier of two instants, of which null is never. */
    public static Instant earlier(Instant a, Instant b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        return a.isBefore(b) ? a : b;
    }

    /** The points in one part of it. */
    long in(LotChange.Part part) {
        return switch (part) {
            case PENDING -> pending;
            case REMAINING -> remaining;
            case HELD -> held;
            case EXPIRED -> expired;
            case COUNTED -> counted;
            case CLAMPED -> clamped;
        };
    }

    /** What one journal row changes in it, applied. */
    public Lot with(LotChange change) {
        Lot moved = switch (change.part()) {
            case PENDING -> with(pending + change.points(), remaining, held, expired, counted, clamped);
            case REMAINING -> with(pending, remaining + change.points(), held, expired, counted, clamped);
            case HELD -> with(pending, remaining, held + change.points(), expired, counted, clamped);
            case EXPIRED -> with(pending, remaining, held, expired + change.points(), counted, clamped);
            case COUNTED -> with(pending, remaining, held, expired, counted + change.points(), clamped);
            case CLAMPED -> with(pending, remaining, held, expired, counted, clamped + change.points());
        };
        return change.availableAt() == null ? moved : moved.availableFrom(change.availableAt());
    }

    private Lot with(long pending, long remaining, long held, long expired, long counted, long clamped) {
        return new Lot(id, points, pending, remaining, held, expired, counted, clamped, availableAt, expiresAt);
    }

    private Lot availableFrom(Instant from) {
        return new Lot(id, points, pending, remaining, held, expired, counted, clamped, from, expiresAt);
    }
}
