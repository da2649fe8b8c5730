package dev.omnipoints.loyalty.ledger;

/** What a journal row records. The code is stored and hashed, the word leads an operation's id; neither changes. */
public enum Kind {
    EARN(1),
    CONFIRM(2),
    HOLD(3),
    CAPTURE(4),
    VOID(5),
    TIME_OUT(6),
    REDEEM(7),
    REVERSE(8),
    ADJUST(9),
    TRANSFER(10),
    MERGE(11),
    UNMERGE(12),
    CLOSE(13),
    ACTIVATE(14),
    EXPIRE(15);

    private static final Kind[] BY_CODE = values();

    private final short code;

    Kind(int code) {
        this.code = (short) code;
    }

    public short code() {
        return code;
    }

    public static Kind of(int code) {
        return BY_CODE[code - 1];
    }
}
