package dev.omnipoints.profile.identity;

/** What a member can be known by; stored by name. */
public enum IdentityType {
    /** A card of the programme's own form. */
    CARD("a card number as the programme issues them, with its check digit"),
    /** A telephone number in E.164. */
    PHONE("a telephone number in E.164, such as +33612345678"),
    /** An e-mail address, compared in lower case. */
    EMAIL("an e-mail address of at most 254 characters"),
    /** An id of the retailer's own systems. */
    EXTERNAL("1 to 64 visible ASCII characters");

    private final String expected;

    IdentityType(String expected) {
        this.expected = expected;
    }

    /** What a value of this type has to be, for the caller to read. */
    public String expected() {
        return expected;
    }
}
