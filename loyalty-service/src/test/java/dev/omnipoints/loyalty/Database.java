package dev.omnipoints.loyalty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omnipoints.loyalty.audit.AuditMain;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.ConfigProvider;

/** Looks into the database past the service, under the owner role. */
public final class Database {
    /** Of the database that was asked last: to open one takes longer than most questions. */
    private static Connection kept;

    private Database() {}

    /** What an audit says, and its exit code in front. */
    public static String audit() {
        return audit("");
    }

    /** Likewise, with public keys of the daily roots. */
    public static String audit(String rootKeys) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
        Map<String, String> environment = Map.of(
                "OMNIPOINTS_AUDIT_URL",
                value("test.owner.url").substring("jdbc:".length()),
                "OMNIPOINTS_AUDIT_USER",
                value("test.auditor.username"),
                "OMNIPOINTS_AUDIT_PASSWORD",
                value("test.owner.password"),
                "OMNIPOINTS_AUDIT_ROOT_KEYS",
                rootKeys);
        int exit = AuditMain.run(environment, print, print);
        return exit + " " + out.toString(StandardCharsets.UTF_8);
    }

    /**
     * How many rows each table has and which transactions wrote them: another as soon as any row is written, be it with
     * what it held already.
     */
    public static List<String> versions() {
        return query("""
                SELECT tablename || ' ' || (xpath('/row/c/text()', query_to_xml(format(
                    'SELECT count(*) || '' '' || coalesce(sum(xmin::text::bigint), 0) AS c FROM %I', tablename),
                    false, true, '')))[1] FROM pg_tables WHERE schemaname = 'public' ORDER BY 1
                """);
    }

    /** What a call gives that must write nothing in any table. */
    public static <T> T leavingNoTrace(Supplier<T> call) {
        List<String> before = versions();
        T result = call.get();
        assertThat(versions()).isEqualTo(before);
        return result;
    }

    /** The first column of a query's rows, as text. */
    public static synchronized List<String> query(String sql) {
        try {
            if (kept == null || !kept.getMetaData().getURL().equals(value("test.owner.url"))) {
                kept = connection("test.owner.username", "test.owner.password");
            }
            return query(kept, sql);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Likewise, under the running service's role. */
    public static List<String> queryAsService(String sql) {
        try (Connection connection = connection("quarkus.datasource.username", "quarkus.datasource.password")) {
            return query(connection, sql);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static List<String> query(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }

    /** Changes rows as nobody may but the owner; says how many. */
    public static int execute(String sql) {
        return execute(sql, "test.owner.username", "test.owner.password");
    }

    /** Tries as the running service's role. */
    public static int executeAsService(String sql) {
        return execute(sql, "quarkus.datasource.username", "quarkus.datasource.password");
    }

    private static int execute(String sql, String user, String password) {
        try (Connection connection = connection(user, password);
                Statement statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** A connection of the owner's. */
    public static Connection connection() throws SQLException {
        return connection("test.owner.username", "test.owner.password");
    }

    private static Connection connection(String user, String password) throws SQLException {
        return DriverManager.getConnection(value("test.owner.url"), value(user), value(password));
    }

    private static String value(String property) {
        return ConfigProvider.getConfig().getValue(property, String.class);
    }
}
