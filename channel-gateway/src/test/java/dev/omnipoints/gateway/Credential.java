package dev.omnipoints.gateway;

/** The API keys that the tests' bootstrap file knows by their hashes. */
public final class Credential {
    /** Bound to PAR-012, T3. */
    public static final String TILL = "op_local_" + "t".repeat(43);
    /** Bound to PAR-012, T1, and may upload for other terminals. */
    public static final String UPLOAD = "op_local_" + "u".repeat(43);
    /** Bound to PAR-012, whatever terminal, and may claim sales for members. */
    public static final String DESK = "op_local_" + "d".repeat(43);
    /** The whole programme's. */
    public static final String SHOP = "op_local_" + "s".repeat(43);
    /** The shop's, ended long ago. */
    public static final String ENDED = "op_local_" + "e".repeat(43);

    private Credential() {}
}
