package dev.omnipoints.suite.local;

import dev.omnipoints.suite.terminal.Failure;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Makes the roles and databases that are not there yet: an owner and a runtime role each, and loyalty's auditor. */
final class Databases {
    private final Settings settings;

    Databases(Settings settings) {
        this.settings = settings;
    }

    /** Idempotent. */
    void prepare() {
        try {
            try (var cluster = connect(Secrets.SUPERUSER)) {
                role(cluster, Secrets.AUDITOR);
                for (var part : Part.values()) {
                    role(cluster, part.owner());
                    role(cluster, part.runtimeRole());
                    database(cluster, part);
                }
                execute(cluster, "GRANT CONNECT ON DATABASE loyalty TO " + Secrets.AUDITOR);
            }
            for (var part : Part.values()) {
                try (var database = connect(part.database())) {
                    execute(database, "ALTER SCHEMA public OWNER TO " + part.owner());
                    execute(database, "REVOKE ALL ON SCHEMA public FROM PUBLIC");
                    execute(database, "GRANT USAGE ON SCHEMA public TO " + part.runtimeRole());
                    if (part == Part.LOYALTY) {
                        execute(database, "GRANT USAGE ON SCHEMA public TO " + Secrets.AUDITOR);
                    }
                }
            }
        } catch (SQLException e) {
            throw new Failure(
                    "The databases cannot be prepared (" + e.getMessage() + ").",
                    "If the folder is of use no more, start anew with --fresh.");
        }
    }

    private void database(Connection cluster, Part part) throws SQLException {
        if (!exists(cluster, "SELECT 1 FROM pg_database WHERE datname = ?", part.database())) {
            execute(cluster, "CREATE DATABASE " + part.database() + " OWNER " + part.owner());
        }
        execute(cluster, "REVOKE ALL ON DATABASE " + part.database() + " FROM PUBLIC");
        execute(cluster, "GRANT CONNECT ON DATABASE " + part.database() + " TO " + part.runtimeRole());
    }

    private void role(Connection cluster, String role) throws SQLException {
        if (!exists(cluster, "SELECT 1 FROM pg_roles WHERE rolname = ?", role)) {
            // Names and passwords are our own, of letters, digits, - and _: no quoting can go wrong.
            execute(
                    cluster,
                    "CREATE ROLE " + role + " LOGIN PASSWORD '"
                            + settings.secrets().passwords().get(role) + "'");
        }
    }

    private static boolean exists(Connection cluster, String query, String name) throws SQLException {
        try (var statement = cluster.prepareStatement(query)) {
            statement.setString(1, name);
            try (var rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + settings.ports().database() + "/" + database,
                Secrets.SUPERUSER,
                settings.secrets().passwords().get(Secrets.SUPERUSER));
    }
}
