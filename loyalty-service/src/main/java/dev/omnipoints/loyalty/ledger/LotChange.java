package dev.omnipoints.loyalty.ledger;

import java.time.Instant;

/**
 * One entry of a row's lots: so many points into (or, negative, out of) one part of a lot.
 *
 * @param made set on the entry that makes the lot: its dates and size
 */
public record LotChange(LotId lot, Part part, long points, Made made) {

    /** Where points of a lot can be. The code is stored. */
    public enum Part {
        PENDING,
        REMAINING,
        HELD,
        EXPIRED,
        COUNTED,
        CLAMPED
    }

    /** What a lot is made with. */
    public record Made(long points, Instant availableAt, Instant expiresAt) {}

    static LotChange of(LotId lot, Part part, long points) {
        return new LotChange(lot, part, points, null);
    }

    /** The lot that this entry makes, with the entry applied. */
    public Lot newLot() {
        return new Lot(lot, made.points(), 0, 0, 0, 0, 0, 0, made.availableAt(), made.expiresAt()).with(this);
    }
}
