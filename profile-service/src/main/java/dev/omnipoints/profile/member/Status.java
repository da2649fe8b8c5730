package dev.omnipoints.profile.member;

/** Where a member stands (ledger.md, "Status"); stored by name. */
public enum Status {
    /** Enrolled, not confirmed yet. */
    UNCONFIRMED,
    /** Earns and spends. */
    ACTIVE,
    /** Stopped for now. */
    BLOCKED,
    /** Left; final. */
    CLOSED
}
