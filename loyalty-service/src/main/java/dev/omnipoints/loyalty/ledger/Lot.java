package dev.omnipoints.loyalty.ledger;

import java.time.Instant;

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
 * @param availableAt when pending points become spendable; null: when they are confirmed
 * @param expiresAt usable before it; null: never expires
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

    /** Whether anything is left in it that could still be spent or reserved. */
    public boolean open() {
        return pending + remaining + held > 0;
    }

    /** When something next happens to it by itself; null: nothing will. */
    public Instant dueAt() {
        if (pending > 0) {
            return availableAt == null ? expiresAt : availableAt;
        }
        return remaining > 0 ? expiresAt : null;
    }

    /** What one journal row changes in it, applied. */
    public Lot with(LotChange change) {
        return switch (change.part()) {
            case PENDING -> with(pending + change.points(), remaining, held, expired, counted, clamped);
            case REMAINING -> with(pending, remaining + change.points(), held, expired, counted, clamped);
            case HELD -> with(pending, remaining, held + change.points(), expired, counted, clamped);
            case EXPIRED -> with(pending, remaining, held, expired + change.points(), counted, clamped);
            case COUNTED -> with(pending, remaining, held, expired, counted + change.points(), clamped);
            case CLAMPED -> with(pending, remaining, held, expired, counted, clamped + change.points());
        };
    }

    private Lot with(long pending, long remaining, long held, long expired, long counted, long clamped) {
        return new Lot(id, points, pending, remaining, held, expired, counted, clamped, availableAt, expiresAt);
    }
}
