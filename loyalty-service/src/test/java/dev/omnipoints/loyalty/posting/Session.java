package dev.omnipoints.loyalty.posting;

import dev.omnipoints.loyalty.ledger.Account;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Somebody else's transaction; it lets go of everything in the end. */
final class Session implements AutoCloseable {

    private static final String DEADLOCK = "40P01";

    private final Connection connection;

    Session(Connection connection) {
        this.connection = connection;
        try {
            connection.setAutoCommit(false);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    void lock(Account member) {
        try {
            select(member);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Unless PostgreSQL finds that to be a deadlock and picks this one. */
    void tryLock(Account member) {
        try {
            select(member);
        } catch (SQLException failed) {
            if (!DEADLOCK.equals(failed.getSQLState())) {
                throw new IllegalStateException(failed);
            }
        }
    }

    /** Blocks the member, as another instance might; what it did counts from {@link #commit} on. */
    void block(Account member) {
        execute("UPDATE account SET status = 3, status_version = 2 WHERE member = '"
                + member.key().member() + "'");
    }

    void commit() {
        execute("COMMIT");
    }

    private void execute(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private void select(Account member) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "SELECT FROM account WHERE member = '" + member.key().member() + "' FOR UPDATE");
        }
    }

    @Override
    public void close() {
        try {
            connection.rollback();
            connection.close();
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
