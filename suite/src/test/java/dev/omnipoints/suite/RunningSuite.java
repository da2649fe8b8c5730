package dev.omnipoints.suite;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.omnipoints.suite.rest.Gateway;
import dev.omnipoints.suite.rest.LocalJson;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.awaitility.Awaitility;

/** The one suite that all end-to-end tests share: started at first use, stopped with the tests' JVM. */
final class RunningSuite {
    static final List<String> DATABASES = List.of("profile", "loyalty", "gateway");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static RunningSuite theOne;
    private static AssertionError failed;

    private final Path folder;
    private final LocalJson local;
    private final Gateway gateway;

    private RunningSuite(Path folder) {
        this.folder = folder;
        this.local = LocalJson.of(folder);
        this.gateway = new Gateway(local);
    }

    /** Started once; not while the class is initialised, for threads that wait for it need the class. */
    static synchronized RunningSuite get() {
        if (failed != null) {
            throw failed;
        }
        if (theOne == null) {
            try {
                theOne = start();
            } catch (AssertionError e) {
                failed = e;
                throw e;
            }
        }
        return theOne;
    }

    Path folder() {
        return folder;
    }

    LocalJson local() {
        return local;
    }

    Gateway gateway() {
        return gateway;
    }

    /** A connection that may do anything. */
    Connection superuser(String database) throws SQLException {
        return superuser(folder, database);
    }

    static Connection superuser(Path folder, String database) throws SQLException {
        JsonNode settings = settings(folder);
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:"
                        + settings.path("ports").path("database").asInt() + "/" + database,
                "postgres",
                settings.path("secrets").path("passwords").path("postgres").asText());
    }

    /** Every row of every table of the three databases, as number and digest a table. */
    TreeMap<String, String> rows() throws SQLException {
        var rows = new TreeMap<String, String>();
        for (String database : DATABASES) {
            try (var connection = superuser(database);
                    var statement = connection.createStatement()) {
                var tables = new ArrayList<String>();
                try (var found = statement.executeQuery(
                        // When the sweeper last looked round, the day's root, and how far the auditor is, say nothing
                        // of what anyone has.
                        "SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public'"
                                + " AND tablename NOT IN ('sweep', 'ledger_root', 'audit_state', 'audit_checkpoint',"
                                + " 'audit_finding') ORDER BY 1")) {
                    while (found.next()) {
                        tables.add(found.getString(1));
                    }
                }
                for (String table : tables) {
                    try (var digest = statement.executeQuery("SELECT count(*) || ' ' || coalesce(md5(string_agg("
                            + "t::text, E'\\n' ORDER BY t::text)), '') FROM public." + table + " AS t")) {
                        digest.next();
                        rows.put(database + "." + table, digest.getString(1));
                    }
                }
            }
        }
        return rows;
    }

    /** One number or word from a database. */
    String ask(String database, String sql) throws SQLException {
        try (var connection = superuser(database);
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    /** A port that nobody listens on. */
    static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static JsonNode settings(Path folder) {
        try {
            return JSON.readTree(folder.resolve("suite.json").toFile());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Starts a launcher and waits until it is ready. */
    static Process up(Path folder, Path output, Object... more) throws IOException {
        var arguments = new ArrayList<Object>(List.of("up", "--data", folder));
        arguments.addAll(List.of(more));
        var process = Cli.start(Cli.home(), output, arguments.toArray());
        var ready = false;
        try {
            Awaitility.await("the suite is ready").atMost(Duration.ofMinutes(4)).until(() -> {
                if (!process.isAlive()) {
                    throw new AssertionError("the suite ended:\n" + Files.readString(output));
                }
                return Files.readString(output).contains("Ctrl-C stops everything");
            });
            ready = true;
        } finally {
            if (!ready) {
                process.destroy();
                process.onExit().join();
            }
        }
        return process;
    }

    private static RunningSuite start() {
        try {
            var temp = Files.createTempDirectory("omnipoints-e2e-");
            var folder = temp.resolve("data");
            var process = up(folder, temp.resolve("up.out"), "--port", freePort());
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                process.destroy();
                process.onExit().join();
                keepLogs(folder.resolve("log"));
                delete(temp);
            }));
            return new RunningSuite(folder);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** For whoever asks what lies behind an incident. */
    private static void keepLogs(Path logs) {
        var kept = Cli.home().resolve("suite/target/e2e-log");
        try (var files = Files.list(logs)) {
            Files.createDirectories(kept);
            for (var file : files.toList()) {
                Files.copy(file, kept.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void delete(Path tree) {
        try (var entries = Files.walk(tree)) {
            for (var entry : entries.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(entry);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
