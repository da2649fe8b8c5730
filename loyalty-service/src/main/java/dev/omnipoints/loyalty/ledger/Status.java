package dev.omnipoints.loyalty.ledger;

/** The gate on an account, set by profile-service. The code is stored. */
public enum Status {
    UNCONFIRMED(1),
    ACTIVE(2),
    BLOCKED(3),
    /** Final. */
    CLOSED(4);

    private final short code;

    Status(int code) {
        this.code = (short) code;
    }

    public short code() {
        return code;
    }

    public static Status of(int code) {
        return values()[code - 1];
    }
}
