package dev.omnipoints.loyalty.ledger;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Points reserved for a time, like a card authorisation.
 *
 * @param id the row that made it; survives merges
 * @param origin who made it and where
 * @param sale the receipt that it is to pay, or null
 * @param points reserved
 * @param lots from which, in the order reserved
 * @param price what they are worth; null where the programme has no rate
 * @param end what became of it; null: it is open
 */
public record Hold(
        Reference id,
        Origin origin,
        UUID sale,
        long points,
        List<Reserved> lots,
        Price price,
        Instant expiresAt,
        End end) {

    /** So many points of a lot. */
    public record Reserved(LotId lot, long points) {}

    /**
     * What a hold's points are worth, at the rate that was fixed with it.
     *
     * @param money in minor units
     * @param ratePoints so many points …
     * @param rateMoney … are worth so many minor units
     */
    public record Price(long money, String currency, long ratePoints, long rateMoney) {}

    /**
     * A hold ends once.
     *
     * @param kind CAPTURE, VOID or TIME_OUT
     * @param row that ended it
     * @param points captured, or released
     */
    public record End(Kind kind, Reference row, long points) {}

    /** Whether its points are still reserved. */
    public boolean open() {
        return end == null;
    }

    /** This hold, ended by a row. */
    public Hold ended(Kind kind, Reference row, long endPoints) {
        return new Hold(id, origin, sale, points, lots, price, expiresAt, new End(kind, row, endPoints));
    }
}
