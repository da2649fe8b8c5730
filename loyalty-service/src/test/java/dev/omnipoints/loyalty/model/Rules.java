package dev.omnipoints.loyalty.model;

import java.time.LocalDate;
import java.time.ZoneId;

/**
 * A programme's settings, as far as the ledger asks for them.
 *
 * @param expiryLength of PERIOD and INACTIVITY, in expiryUnit
 * @param expiryDate of DATE: the last day on which points can be spent
 * @param pendingDate of DATE: the day on whose start points become available
 */
public record Rules(
        ZoneId zone,
        Expiry expiry,
        int expiryLength,
        Unit expiryUnit,
        Alignment alignment,
        LocalDate expiryDate,
        Pending pending,
        int pendingDays,
        LocalDate pendingDate,
        Debt debt,
        boolean negativeAdjustments,
        GiveBack giveBack,
        int graceDays,
        Transfer transfer) {

    /** How long points can be spent. */
    public enum Expiry {
        NEVER,
        PERIOD,
        INACTIVITY,
        DATE
    }

    /** What a period counts. */
    public enum Unit {
        DAY,
        MONTH,
        YEAR
    }

    /** To whose last day a period's end is moved. */
    public enum Alignment {
        NONE,
        MONTH,
        QUARTER,
        HALF_YEAR,
        YEAR
    }

    /** What points wait for before they can be spent. */
    public enum Pending {
        NONE,
        DAYS,
        DATE,
        CONFIRMATION
    }

    /** What becomes of a reversal that finds the points gone. */
    public enum Debt {
        DEBT,
        CLAMP,
        REFUSE
    }

    /** What becomes of points that are given back to a lot that expired. */
    public enum GiveBack {
        KEEP_EXPIRY,
        NEW_EXPIRY
    }

    /** What becomes of expiries on a transfer. */
    public enum Transfer {
        KEEP_EXPIRY,
        RENEW_EXPIRY
    }
}
