package dev.omnipoints.loyalty.programme;

/** Kinds of identity that may show that the member is there (interfaces.md, "proof to spend"). */
public enum Proof {
    CARD,
    PHONE,
    EMAIL,
    APP_CODE,
    EXTERNAL
}
