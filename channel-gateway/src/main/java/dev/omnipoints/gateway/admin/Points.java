package dev.omnipoints.gateway.admin;

import dev.omnipoints.contracts.type.v1.Problem;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.gateway.platform.Refused;
import java.math.BigInteger;

/** How many points a command may have (ledger.md, 1). */
final class Points {
    private static final BigInteger MOST = BigInteger.TEN.pow(12);

    private Points() {}

    /** Lets 1 to 10^12 pass; POINTS_OUT_OF_RANGE for any other whole number, of whatever length. */
    static void inRange(BigInteger points) {
        if (points.signum() < 1 || points.compareTo(MOST) > 0) {
            throw Refused.asTold(
                    Problem.newBuilder()
                            .setReason(Reason.REASON_POINTS_OUT_OF_RANGE)
                            .setField("points")
                            .build(),
                    "Send 1 to 1000000000000 points.");
        }
    }
}
