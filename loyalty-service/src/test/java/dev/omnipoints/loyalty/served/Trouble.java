package dev.omnipoints.loyalty.served;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Set;

/** What can be seen while the service does not answer, or answers that it cannot. */
final class Trouble {

    /** What a service that is well, alone with its database and not overloaded never says. */
    private static final Set<String> NEVER = Set.of(
            "DEPENDENCY_UNAVAILABLE",
            "OUTCOME_UNKNOWN",
            "OVERLOADED",
            "OPERATION_IN_PROGRESS",
            "RATE_LIMITED",
            "UNAUTHENTICATED",
            "INTERNAL");

    private static final String ACTIVITY =
            "SELECT pid, usename, state, wait_event_type, wait_event, backend_xid, backend_xmin, pg_blocking_pids(pid),"
                    + " xact_start, query_start, state_change, now(), left(query, 300) FROM pg_stat_activity"
                    + " WHERE datname = current_database() AND pid <> pg_backend_pid()";

    private static final String LOCKS = "SELECT pid, locktype, relation::regclass, page, tuple, transactionid, mode,"
            + " granted, waitstart FROM pg_locks WHERE pid <> pg_backend_pid() ORDER BY granted, pid";

    private Trouble() {}

    static boolean is(Answer answer) {
        return answer.problem() != null && NEVER.contains(answer.reason());
    }

    /** The database's sessions and locks, and what every thread of this machine does. */
    static String seen(Connection database) {
        StringBuilder seen = new StringBuilder();
        rows(database, "pg_stat_activity", ACTIVITY, seen);
        rows(database, "pg_locks", LOCKS, seen);
        for (Map.Entry<Thread, StackTraceElement[]> thread :
                Thread.getAllStackTraces().entrySet()) {
            seen.append("\n\"")
                    .append(thread.getKey().getName())
                    .append("\" ")
                    .append(thread.getKey().getState());
            for (StackTraceElement at : thread.getValue()) {
                seen.append("\n    at ").append(at);
            }
        }
        return seen.toString();
    }

    private static void rows(Connection database, String name, String sql, StringBuilder seen) {
        seen.append('\n').append(name);
        try (Statement statement = database.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                seen.append("\n  ");
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    seen.append(rows.getMetaData().getColumnLabel(i))
                            .append('=')
                            .append(rows.getString(i))
                            .append(' ');
                }
            }
        } catch (SQLException failed) {
            seen.append(" cannot be read: ").append(failed);
        }
    }
}
