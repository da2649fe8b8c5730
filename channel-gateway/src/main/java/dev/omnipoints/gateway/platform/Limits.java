package dev.omnipoints.gateway.platform;

/** The forms that texts have (interfaces.md, sizes). Lengths count characters of any script, not bytes. */
public final class Limits {
    /** Ids, SKUs, codes. */
    public static final String ID = "^[!-~]{1,64}$";
    /** Where an event happened: a URI, or a name. */
    public static final String SOURCE = "^[!-~]{1,255}$";
    /** A person's name. */
    public static final String NAME = "^[^\\x00-\\x1F\\x7F-\\x9F\\uD800-\\uDFFF]{1,200}$";
    /** Any other text; real tills send empty ones. */
    public static final String TEXT = "^[^\\x00-\\x1F\\x7F-\\x9F\\uD800-\\uDFFF]{0,500}$";
    /** What a member is known by; its type and programme narrow it further. */
    public static final String IDENTITY_VALUE = "^[^\\x00-\\x1F\\x7F-\\x9F\\uD800-\\uDFFF]{1,254}$";
    /** A member's id: a UUID in lower case. */
    public static final String MEMBER_ID = "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$";
    /** What an answer told, to be sent back as it is: a proof, an operation's id. */
    public static final String TOKEN = "^[!-~]{1,1024}$";
    /** A sale's id. */
    public static final String SALE_ID = "^[0-9a-f]{32}$";
    /** An operation's id: its kind and what names its journal row, opaque to clients. */
    public static final String OPERATION_ID = "^[a-z]{1,16}_[A-Za-z0-9_-]{1,64}$";
    /** ISO 4217. */
    public static final String CURRENCY = "^[A-Z]{3}$";
    /** BCP 47. */
    public static final String LOCALE = "^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}$";

    private Limits() {}
}
