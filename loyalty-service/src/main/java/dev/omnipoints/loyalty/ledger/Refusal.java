package dev.omnipoints.loyalty.ledger;

/**
 * Why the ledger refused a command by the state of the account; each is written as a journal row. The names are those
 * of the contract's Reason and the codes its numbers (a test holds them together); the code is stored.
 */
public enum Refusal {
    MEMBER_BLOCKED(71),
    MEMBER_CLOSED(72);

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
