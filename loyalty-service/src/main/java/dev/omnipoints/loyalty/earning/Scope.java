package dev.omnipoints.loyalty.earning;

/** What a condition speaks of. */
public enum Scope {
    /** A whole sale: all variables but `line` and `event`. */
    SALE,
    /** One line of a sale: all variables but `event`. */
    LINE,
    /** A named event: all variables but `basket` and `line`. */
    EVENT
}
