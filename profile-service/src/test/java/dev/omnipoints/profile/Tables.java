package dev.omnipoints.profile;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.config.ConfigProvider;

/** Looks into the database past the service, under the owner role. */
public final class Tables {
    private Tables() {}

    /** A connection of the owner. */
    public static Connection owner() throws SQLException {
        return connection("test.owner.username", "test.owner.password");
    }

    /** A connection of the running service's role. */
    public static Connection runtime() throws SQLException {
        return connection("quarkus.datasource.username", "quarkus.datasource.password");
    }

    /** Every row of every table, by table, in no order that matters. */
    public static Map<String, List<String>> everything() {
        try (Connection connection = owner()) {
            Map<String, List<String>> rows = new TreeMap<>();
            for (String table : names(connection)) {
                // Leases move by themselves; they say nothing of what a request did.
                rows.put(
                        table,
                        column(
                                connection,
                                "SELECT (to_jsonb(t) - 'next_telling_at')::text FROM " + table + " t ORDER BY 1"));
            }
            return rows;
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Every table as text, with what is in byte columns as text too: where a secret would be seen. */
    public static String readable() {
        try (Connection connection = owner();
                Statement statement = connection.createStatement()) {
            StringBuilder text = new StringBuilder();
            for (String table : names(connection)) {
                try (ResultSet rows = statement.executeQuery("SELECT * FROM " + table)) {
                    append(text, rows);
                }
            }
            return text.toString();
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** The first column of a query's rows, as text. */
    public static List<String> query(String sql) {
        try (Connection connection = owner()) {
            return column(connection, sql);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Changes rows as nobody may but the owner. */
    public static void execute(String sql) {
        try (Connection connection = owner();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static void append(StringBuilder text, ResultSet rows) throws SQLException {
        int columns = rows.getMetaData().getColumnCount();
        while (rows.next()) {
            for (int i = 1; i <= columns; i++) {
                Object value = rows.getObject(i);
                text.append(value instanceof byte[] bytes ? new String(bytes, StandardCharsets.ISO_8859_1) : value)
                        .append('\n');
                if (value instanceof byte[] bytes) {
                    text.append(new String(bytes, StandardCharsets.UTF_8)).append('\n');
                }
            }
        }
    }

    private static List<String> names(Connection connection) throws SQLException {
        return column(connection, "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1");
    }

    private static List<String> column(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }

    private static Connection connection(String user, String password) throws SQLException {
        return DriverManager.getConnection(value("test.owner.url"), value(user), value(password));
    }

    private static String value(String property) {
        return ConfigProvider.getConfig().getValue(property, String.class);
    }
}
