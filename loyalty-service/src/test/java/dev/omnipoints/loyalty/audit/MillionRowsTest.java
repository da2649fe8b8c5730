package dev.omnipoints.loyalty.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omnipoints.loyalty.LoyaltyEnvironment;
import dev.omnipoints.loyalty.LoyaltyServiceMain;
import dev.omnipoints.loyalty.ledger.AccountKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyOutputStream;

/** The auditor streams: what it holds is one account at a time, however many there are. */
@Tag("long")
class MillionRowsTest {
    private static final int ACCOUNTS = 22_500;
    private static final int ROWS_EACH = 40;
    /** One account has more than all others, in redemptions of as many lots as one may take. */
    private static final int LARGE_ROWS = 100_000;

    private static final int LARGE_REDEMPTION = 10_000;

    @Test
    void aMillionRowsAreVerifiedIn128MegabytesAndOneFlippedByteIsFound() throws Exception {
        LoyaltyEnvironment environment = new LoyaltyEnvironment();
        Map<String, String> configuration = environment.start();
        try {
            UUID member = fill(configuration);

            String truth = audit(configuration);

            assertThat(truth)
                    .startsWith("0 ")
                    .contains("verified: chains, lots, totals, sales, returns and caps agree")
                    .containsPattern("accounts +22,501\\b")
                    .containsPattern("journal rows +1,000,000\\b");

            execute(
                    configuration,
                    "UPDATE journal SET fingerprint = set_byte(fingerprint, 31, 1) WHERE seq = 17 AND member = '"
                            + member + "'");
            assertThat(audit(configuration))
                    .startsWith("1 ")
                    .contains("LIE FOUND: journal demo/" + member + "/17: was changed: its hash does not chain");
        } finally {
            environment.stop();
        }
    }

    /** Fills the database in key order; gives one of the members. */
    private static UUID fill(Map<String, String> configuration) throws SQLException, IOException {
        TreeSet<AccountKey> keys = new TreeSet<>();
        for (int i = 0; i < ACCOUNTS; i++) {
            keys.add(AccountKey.of("demo", new UUID(0x0199_0000_0000_7000L + i, 0x8000_0000_0000_0000L + i)));
        }
        AccountKey large = AccountKey.of("demo", new UUID(0x0199_0000_ffff_7000L, 0x8000_0000_0000_0000L));
        keys.add(large);
        try (Copy journal = new Copy(configuration, LawfulAccount.JOURNAL);
                Copy accounts = new Copy(configuration, LawfulAccount.ACCOUNT);
                Copy lots = new Copy(configuration, LawfulAccount.LOT)) {
            for (AccountKey key : keys) {
                boolean isLarge = key.equals(large);
                LawfulAccount account = new LawfulAccount(key, isLarge ? LARGE_REDEMPTION + 1 : ROWS_EACH / 4);
                for (int i = 0; i < (isLarge ? LARGE_ROWS : ROWS_EACH); i++) {
                    journal.write(account.next());
                }
                accounts.write(account.account());
                for (String lot : account.lots()) {
                    lots.write(lot);
                }
            }
        }
        return keys.stream().skip(ACCOUNTS / 2).findFirst().orElseThrow().member();
    }

    /** The exit code and what is printed, of an own process as an operator would start it. */
    private static String audit(Map<String, String> configuration) throws IOException, InterruptedException {
        Path output = Files.createTempFile("audit", ".txt");
        try {
            ProcessBuilder builder = new ProcessBuilder(List.of(
                    ProcessHandle.current().info().command().orElseThrow(),
                    "-Xmx128m",
                    "-cp",
                    System.getProperty("java.class.path"),
                    LoyaltyServiceMain.class.getName(),
                    "audit"));
            builder.environment()
                    .putAll(Map.of(
                            "OMNIPOINTS_AUDIT_URL",
                            configuration.get("test.owner.url").substring("jdbc:".length()),
                            "OMNIPOINTS_AUDIT_USER",
                            configuration.get("test.auditor.username"),
                            "OMNIPOINTS_AUDIT_PASSWORD",
                            configuration.get("test.owner.password")));
            Process process = builder.redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            assertThat(process.waitFor(20, TimeUnit.MINUTES)).isTrue();
            String printed = process.exitValue() + " " + Files.readString(output);
            System.out.println(printed);
            return printed;
        } finally {
            Files.deleteIfExists(output);
        }
    }

    private static void execute(Map<String, String> configuration, String sql) throws SQLException {
        try (Connection connection = connect(configuration);
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).isEqualTo(1);
        }
    }

    private static Connection connect(Map<String, String> configuration) throws SQLException {
        return DriverManager.getConnection(
                configuration.get("test.owner.url"),
                configuration.get("test.owner.username"),
                configuration.get("test.owner.password"));
    }

    /** A COPY that is being written. */
    private static final class Copy implements AutoCloseable {
        private final Connection connection;
        private final PGCopyOutputStream out;

        Copy(Map<String, String> configuration, String sql) throws SQLException {
            connection = connect(configuration);
            out = new PGCopyOutputStream(connection.unwrap(PGConnection.class), sql, 1 << 16);
        }

        void write(String line) throws IOException {
            out.write(line.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public void close() throws SQLException, IOException {
            out.close();
            connection.close();
        }
    }
}
