package dev.omnipoints.suite.local;

import dev.omnipoints.suite.terminal.Failure;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;

/**
 * The clock of a running suite's ledger, moved ahead until this is closed. Only the database's owner can move it, and
 * a service refuses to start in production where it is moved.
 */
public final class TestClock implements AutoCloseable {
    private final Settings settings;
    /** For a process that is stopped meanwhile. */
    private final Thread atExit = new Thread(() -> set(Duration.ZERO));

    private TestClock(Settings settings) {
        this.settings = settings;
    }

    /**
     * Moves it ahead, for all members and instances.
     *
     * @throws Failure where it cannot be moved
     */
    public static TestClock ahead(Folder folder, Duration by) {
        var clock = new TestClock(Settings.read(folder));
        clock.set(by);
        Runtime.getRuntime().addShutdownHook(clock.atExit);
        return clock;
    }

    /** Sets it back to the time of day. */
    @Override
    public void close() {
        set(Duration.ZERO);
        Runtime.getRuntime().removeShutdownHook(atExit);
    }

    private void set(Duration shift) {
        try (var connection = DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:" + settings.ports().database() + "/" + Part.LOYALTY.database(),
                        Part.LOYALTY.owner(),
                        settings.secrets().passwords().get(Part.LOYALTY.owner()));
                var update = connection.prepareStatement("UPDATE test_clock SET shift = make_interval(secs => ?)")) {
            update.setDouble(1, shift.toSeconds());
            update.executeUpdate();
        } catch (SQLException e) {
            throw new Failure(
                    "The ledger's test clock cannot be set (" + e.getMessage() + ").",
                    "See that the suite runs, then run the demo again: it sets the clock back.");
        }
    }
}
