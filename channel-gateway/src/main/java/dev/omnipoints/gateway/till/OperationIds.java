package dev.omnipoints.gateway.till;

import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.gateway.platform.Limits;
import dev.omnipoints.gateway.platform.Refused;

/** Ids of operations in paths: opaque, and one that cannot be one names nothing. */
final class OperationIds {
    private OperationIds() {}

    /** A hold's; HOLD_UNKNOWN. */
    static String hold(String sent) {
        if (!sent.matches(Limits.OPERATION_ID)) {
            throw Refused.because(Reason.REASON_HOLD_UNKNOWN, "Send the holdId as an answer told it.");
        }
        return sent;
    }

    /**
     * A redemption's; OPERATION_UNKNOWN. An id begins with what it is of (operation.proto): an earn's would be undone
     * too, which is not for this door.
     */
    static String redemption(String sent) {
        if (!sent.matches(Limits.OPERATION_ID) || !(sent.startsWith("redeem_") || sent.startsWith("capture_"))) {
            throw Refused.because(Reason.REASON_OPERATION_UNKNOWN, "Send the redemptionId as an answer told it.");
        }
        return sent;
    }
}
