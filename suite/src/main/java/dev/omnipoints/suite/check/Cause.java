package dev.omnipoints.suite.check;

/** What may have written a row. */
sealed interface Cause {
    /** A client's command. */
    record Asking(Command command) implements Cause {}

    /** Another member's transfer. */
    record Arrival() implements Cause {}

    /** The ledger itself, for a hold whose time was up. */
    record TimeOut() implements Cause {}
}
