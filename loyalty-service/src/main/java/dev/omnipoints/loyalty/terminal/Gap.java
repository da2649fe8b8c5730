package dev.omnipoints.loyalty.terminal;

/**
 * Something to be told of a terminal's numbers in a store.
 *
 * @param kind what it is
 * @param from the first number, inclusive
 * @param to the last number, inclusive
 * @param count how many numbers no sale has, or how many sales have the one
 */
record Gap(Kind kind, String store, long from, long to, long count) {

    enum Kind {
        /** How far the terminal has counted; no gap, but read in the same snapshot. */
        COUNTED,
        /** No sale has these numbers. */
        MISSING,
        /** Several sales have this number. */
        REPEATED
    }
}
