package dev.omnipoints.loyalty.platform;

import dev.omnipoints.contracts.type.v1.Problem;
import dev.omnipoints.contracts.type.v1.Reason;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;

/**
 * Trouble between us and PostgreSQL that is nobody's mistake, told as a reason that says "ask again".
 * All that this service writes is idempotent by key, receipt or version, so asking again is always safe.
 */
public final class DatabaseTrouble {
    private static final int MAX_DEPTH = 16;
    private static final long RETRY_AFTER_MILLIS = 1_000;

    /** Lock not to be had in time, deadlock, serialization failure, statement cancelled by its time limit. */
    private static final Set<String> BUSY = Set.of("55P03", "40P01", "40001", "57014");

    /** Server going down or starting, idle for too long, too many connections. */
    private static final Set<String> AWAY = Set.of("57P01", "57P02", "57P03", "25P03", "53300");

    private static final Map<Reason, String> DETAILS = Map.of(
            Reason.REASON_OPERATION_IN_PROGRESS, "Another request holds the same record; send it again.",
            Reason.REASON_OVERLOADED, "Too much at once; send it again after the time told.",
            Reason.REASON_DEPENDENCY_UNAVAILABLE, "The database cannot be reached; send it again with the same key.");

    private DatabaseTrouble() {}

    /** The refusal that a failure of the database amounts to; empty where it is something else. */
    public static Optional<Refused> asRefused(Throwable thrown) {
        Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < MAX_DEPTH; depth++, cause = cause.getCause()) {
            Optional<Reason> reason = reasonOf(cause);
            if (reason.isPresent()) {
                return reason.map(DatabaseTrouble::refused);
            }
        }
        return Optional.empty();
    }

    private static Optional<Reason> reasonOf(Throwable cause) {
        return switch (cause) {
            case PgException pg
            when BUSY.contains(pg.getSqlState()) -> Optional.of(Reason.REASON_OPERATION_IN_PROGRESS);
            case PgException pg when isAway(pg.getSqlState()) -> Optional.of(Reason.REASON_DEPENDENCY_UNAVAILABLE);
            // What the pool says of a wait that took too long has no type of its own.
            case NoStackTraceThrowable waited
            when String.valueOf(waited.getMessage()).startsWith("Timeout") -> Optional.of(Reason.REASON_OVERLOADED);
            // Nor has what the client says of a connection that broke before it was used again.
            case NoStackTraceThrowable broken
            when isBroken(String.valueOf(broken.getMessage())) -> Optional.of(Reason.REASON_DEPENDENCY_UNAVAILABLE);
            case ConnectionPoolTooBusyException busy -> Optional.of(Reason.REASON_OVERLOADED);
            case TimeoutException waited -> Optional.of(Reason.REASON_OVERLOADED);
            case ClosedConnectionException closed -> Optional.of(Reason.REASON_DEPENDENCY_UNAVAILABLE);
            case IOException unreachable -> Optional.of(Reason.REASON_DEPENDENCY_UNAVAILABLE);
            default -> Optional.empty();
        };
    }

    private static boolean isBroken(String said) {
        return said.startsWith("Connection is not active now") || said.startsWith("Pending requests failed");
    }

    /** Whether a state says that the server goes, comes or takes no more, rather than that it refused a statement. */
    public static boolean isAway(String sqlState) {
        return sqlState != null && (sqlState.startsWith("08") || AWAY.contains(sqlState));
    }

    private static Refused refused(Reason reason) {
        return Refused.of(
                Problem.newBuilder()
                        .setReason(reason)
                        .setRetryAfterMillis(RETRY_AFTER_MILLIS)
                        .build(),
                DETAILS.get(reason));
    }
}
