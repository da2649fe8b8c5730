package dev.omnipoints.gateway.access;

/** The kinds of credential, as endpoints name whom they serve. */
public final class Roles {
    /** An API key. */
    public static final String CLIENT = "client";
    /** A member's own token. */
    public static final String MEMBER = "member";

    private Roles() {}
}
