package dev.omnipoints.loyalty.ledger;

/**
 * What a programme chose where ledger.md leaves it the choice; as of when a command is recorded.
 *
 * @param debt what becomes of a reversal that finds the points gone
 * @param negativeAdjustments whether a correction may make the member owe
 * @param giveBack what becomes of points that are given back to a lot that expired
 * @param graceDays how long those can be spent then, where they get a new expiry
 * @param transfer what becomes of expiries when points change hands
 * @param holdTtlSeconds of a hold that names none
 * @param openHoldsLimit how many holds of a member may be open
 */
public record Policy(
        Debt debt,
        boolean negativeAdjustments,
        GiveBack giveBack,
        int graceDays,
        Transfer transfer,
        int holdTtlSeconds,
        int openHoldsLimit) {

    /** As ledger.md has it where a programme chose nothing. */
    public static final Policy DEFAULT =
            new Policy(Debt.DEBT, false, GiveBack.KEEP_EXPIRY, 30, Transfer.KEEP_EXPIRY, 15 * 60, 50);

    /** What becomes of a reversal that finds the points gone. */
    public enum Debt {
        /** Other lots pay, then the member owes. */
        DEBT,
        /** Other lots pay, what is missing is taken from the lot when points return to it. */
        CLAMP,
        /** The whole reversal is refused. */
        REFUSE
    }

    /** What becomes of points that are given back to a lot that expired. */
    public enum GiveBack {
        /** They expire in the same row. */
        KEEP_EXPIRY,
        /** They get a lot of their own, usable for some days of grace. */
        NEW_EXPIRY
    }

    /** What becomes of expiries when points change hands. */
    public enum Transfer {
        KEEP_EXPIRY,
        /** As if earned on the day of the transfer. */
        RENEW_EXPIRY
    }
}
