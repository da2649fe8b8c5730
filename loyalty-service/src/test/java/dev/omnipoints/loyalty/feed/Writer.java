package dev.omnipoints.loyalty.feed;

import dev.omnipoints.loyalty.LawfulRows;
import dev.omnipoints.loyalty.ledger.AccountKey;
import dev.omnipoints.loyalty.ledger.Chain;
import dev.omnipoints.loyalty.ledger.Counters;
import dev.omnipoints.loyalty.ledger.Kind;
import dev.omnipoints.loyalty.ledger.Row;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;

/** An instance's connection that writes journal rows as the service does: under the rows' locks, in order of keys. */
final class Writer implements AutoCloseable {
    static final String PROGRAMME = "feed-test";

    private static final String INSERT = """
            INSERT INTO journal (bucket, programme, member, seq, caller, key_hash, part, fingerprint, kind, refused,
                points, pending_change, spendable_change, held_change, owed_change, issued_change, redeemed_change,
                expired_change, forfeited_change, adjusted_change, transferred_change, pending, spendable, held, owed,
                channel, reason, occurred_at, recorded_at, version, hash)
            VALUES (?, ?, ?, ?, ?, ?, 0, ?, ?, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, ?, ?, ?, ?, ?, ?)
            """;

    private final Connection connection;

    Writer() throws SQLException {
        connection = DriverManager.getConnection(
                value("test.owner.url"), value("quarkus.datasource.username"), value("quarkus.datasource.password"));
        connection.setAutoCommit(false);
    }

    /** Gives the transaction its id, as a lock that has to wait does. */
    void takeId() throws SQLException {
        execute("SELECT pg_current_xact_id()");
    }

    void pause(double seconds) throws SQLException {
        execute("SELECT pg_sleep(" + seconds + ")");
    }

    /** Locks the members' accounts, opening them where need be. */
    void lock(Collection<UUID> members) throws SQLException {
        for (AccountKey key : keys(members)) {
            try (PreparedStatement open =
                            connection.prepareStatement("INSERT INTO account (bucket, programme, member, status,"
                                    + " status_version, head) VALUES (?, ?, ?, 2, 1, ?) ON CONFLICT DO NOTHING");
                    PreparedStatement lock = connection.prepareStatement(
                            "SELECT seq FROM account WHERE bucket = ? AND programme = ? AND member = ? FOR UPDATE")) {
                key(open, key);
                open.setBytes(4, Chain.START);
                open.executeUpdate();
                key(lock, key);
                lock.executeQuery();
            }
        }
    }

    /** An earn of 0 for each of the members, whose accounts are locked, `count` times. */
    void write(Collection<UUID> members, int count, String reason) throws SQLException {
        for (AccountKey key : keys(members)) {
            write(key, count, reason);
        }
    }

    private void write(AccountKey key, int count, String reason) throws SQLException {
        long seq;
        byte[] head;
        Instant last;
        try (PreparedStatement read = connection.prepareStatement("SELECT seq, head, greatest(last_recorded_at,"
                + " clock_timestamp()) FROM account WHERE bucket = ? AND programme = ? AND member = ?")) {
            key(read, key);
            ResultSet found = read.executeQuery();
            found.next();
            seq = found.getLong(1);
            head = found.getBytes(2);
            last = found.getObject(3, OffsetDateTime.class).toInstant();
        }
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (int i = 0; i < count; i++) {
                Row row = LawfulRows.row(
                        key, ++seq, Kind.ADJUST, 0, Counters.ZERO, Counters.ZERO, List.of(), reason, last);
                head = Chain.hash(head, row);
                bind(insert, row, head);
                insert.addBatch();
            }
            insert.executeBatch();
        }
        try (PreparedStatement update = connection.prepareStatement("UPDATE account SET seq = " + seq
                + ", head = ?, last_recorded_at = ? WHERE bucket = ? AND programme = ? AND member = ?")) {
            update.setBytes(1, head);
            update.setObject(2, last.atOffset(ZoneOffset.UTC));
            update.setShort(3, key.bucket());
            update.setString(4, key.programme());
            update.setObject(5, key.member());
            update.executeUpdate();
        }
    }

    private static void bind(PreparedStatement insert, Row row, byte[] hash) throws SQLException {
        key(insert, row.account());
        insert.setLong(4, row.seq());
        insert.setString(5, row.origin().caller());
        insert.setObject(6, row.key().hash());
        insert.setBytes(7, row.fingerprint());
        insert.setShort(8, row.kind().code());
        insert.setShort(9, row.origin().channel());
        insert.setString(10, row.reason());
        insert.setObject(11, row.occurredAt().atOffset(ZoneOffset.UTC));
        insert.setObject(12, row.recordedAt().atOffset(ZoneOffset.UTC));
        insert.setShort(13, row.version());
        insert.setBytes(14, hash);
    }

    void commit() throws SQLException {
        connection.commit();
    }

    void rollback() throws SQLException {
        connection.rollback();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Collection<AccountKey> keys(Collection<UUID> members) {
        Collection<AccountKey> keys = new TreeSet<>();
        members.forEach(member -> keys.add(AccountKey.of(PROGRAMME, member)));
        return keys;
    }

    private static void key(PreparedStatement statement, AccountKey key) throws SQLException {
        statement.setShort(1, key.bucket());
        statement.setString(2, key.programme());
        statement.setObject(3, key.member());
    }

    private static String value(String property) {
        return ConfigProvider.getConfig().getValue(property, String.class);
    }
}
