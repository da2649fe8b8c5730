package dev.omnipoints.suite.check;

/** The kinds of a statement's rows, as the member sees them (docs/app.md). */
public enum Kind {
    EARN,
    CONFIRM,
    HOLD,
    CAPTURE,
    VOID,
    TIME_OUT,
    REDEEM,
    REVERSE,
    ADJUST,
    TRANSFER,
    MERGE,
    UNMERGE,
    CLOSE,
    ACTIVATE,
    EXPIRE
}
