package dev.omnipoints.loyalty;

import java.time.Duration;

/** Moves the ledger's clock for all that runs on the database; to be put back after the test. */
public final class TestClock {

    private TestClock() {}

    /** Sets the ledger's clock so far ahead of the database's. */
    public static void ahead(Duration shift) {
        Database.execute("UPDATE test_clock SET shift = interval '" + shift.toSeconds() + " seconds'");
    }

    public static void reset() {
        ahead(Duration.ZERO);
    }
}
