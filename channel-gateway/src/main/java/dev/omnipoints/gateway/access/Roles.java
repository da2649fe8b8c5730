package dev.omnipoints.gateway.access;

import java.util.Set;

/** The kinds of credential and the roles of staff, as endpoints name whom they serve. */
public final class Roles {
    /** An API key. */
    public static final String CLIENT = "client";
    /** A member's own token. */
    public static final String MEMBER = "member";
    /** Staff: may look. */
    public static final String VIEWER = "viewer";
    /** Staff: serves members, corrects points. */
    public static final String CARE = "care";
    /** Staff: rules, rewards, campaigns. */
    public static final String MARKETING = "marketing";
    /** Staff: liability. */
    public static final String FINANCE = "finance";
    /** Staff: settings, API clients, the audit log. */
    public static final String ADMIN = "admin";

    /** The roles that a token's groups may give to staff: every role of theirs. */
    static final Set<String> STAFF = Set.of(VIEWER, CARE, MARKETING, FINANCE, ADMIN);

    private Roles() {}
}
