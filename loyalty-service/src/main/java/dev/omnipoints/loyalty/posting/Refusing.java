package dev.omnipoints.loyalty.posting;

import dev.omnipoints.contracts.type.v1.Problem;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.loyalty.platform.Refused;

/** How a lane tells its callers that it could not, or that it does not know. */
final class Refusing {

    private static final long RETRY_AFTER_MILLIS = 200;

    private Refusing() {}

    static Refused overloaded() {
        return refused(Reason.REASON_OVERLOADED, "Too much at once; send it again after the time told.");
    }

    /** The write went out and no answer came back: it may be there or not. */
    static Refused unknown() {
        return refused(Reason.REASON_OUTCOME_UNKNOWN, "The outcome is not known; ask again with the same key.");
    }

    /** Someone else holds the member's row. */
    static Refused inProgress() {
        return refused(Reason.REASON_OPERATION_IN_PROGRESS, "Another request holds the same record; send it again.");
    }

    /** The database does not answer; nothing was written. */
    static Refused unavailable() {
        return refused(
                Reason.REASON_DEPENDENCY_UNAVAILABLE,
                "The database cannot be reached; send it again with the same key.");
    }

    private static Refused refused(Reason reason, String detail) {
        Problem problem = Problem.newBuilder()
                .setReason(reason)
                .setRetryAfterMillis(RETRY_AFTER_MILLIS)
                .build();
        return Refused.of(problem, detail);
    }
}
