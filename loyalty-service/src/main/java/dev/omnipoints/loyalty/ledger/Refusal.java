package dev.omnipoints.loyalty.ledger;

/**
 * Why the ledger refused a command by the state of the account; each is written as a journal row. The names are those
 * of the contract's Reason and the codes its numbers (a test holds them together); the code is stored.
 */
public enum Refusal {
    INSUFFICIENT_POINTS(60),
    HOLD_ALREADY_CAPTURED(61),
    HOLD_ALREADY_VOIDED(62),
    HOLD_EXPIRED(63),
    CAPTURE_EXCEEDS_HOLD(64),
    REVERSAL_EXCEEDS_ORIGINAL(65),
    NOT_REVERSIBLE(66),
    RETURN_EXCEEDS_SALE(67),
    RETURN_REFUSED(68),
    TOO_MANY_HOLDS(69),
    TOO_MANY_LOTS(70),
    MEMBER_BLOCKED(71),
    MEMBER_CLOSED(72),
    MEMBER_OWES(73);

    private final short code;

    Refusal(int code) {
        this.code = (short) code;
    }

    public short code() {
        return code;
    }

    /** The refusal of a stored code; 0 is none, that is: applied. */
    public static Refusal of(int code) {
        if (code == 0) {
            return null;
        }
        for (Refusal refusal : values()) {
            if (refusal.code == code) {
                return refusal;
            }
        }
        throw new IllegalArgumentException("Unknown refusal " + code);
    }
}
