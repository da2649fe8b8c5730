package dev.omnipoints.loyalty.ledger;

import java.time.Instant;

/**
 * One entry of a row's lots: so many points into (or, negative, out of) one part of a lot.
 *
 * @param made set on the entry that makes the lot, or brings it: its dates and size
 * @param availableAt set on the entry that confirms the lot: from when it can be spent
 * @param left whether the lot leaves the account with this entry (and those after it in the row)
 */
public record LotChange(LotId lot, Part part, long points, Made made, Instant availableAt, boolean left) {

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
        return new LotChange(lot, part, points, null, null, false);
    }

    static LotChange making(LotId lot, Part part, long points, Made made) {
        return new LotChange(lot, part, points, made, null, false);
    }

    static LotChange confirming(LotId lot, Part part, long points, Instant availableAt) {
        return new LotChange(lot, part, points, null, availableAt, false);
    }

    static LotChange leaving(LotId lot, Part part, long points) {
        return new LotChange(lot, part, points, null, null, true);
    }

    /** The lot that this entry makes, with the entry applied. */
    public Lot newLot() {
        return new Lot(lot, made.points(), 0, 0, 0, 0, 0, 0, made.availableAt(), made.expiresAt()).with(this);
    }
}
