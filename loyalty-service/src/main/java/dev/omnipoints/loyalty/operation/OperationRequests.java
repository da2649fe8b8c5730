package dev.omnipoints.loyalty.operation;

import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.loyalty.ledger.Command;
import dev.omnipoints.loyalty.ledger.Kind;
import dev.omnipoints.loyalty.ledger.Reference;
import dev.omnipoints.loyalty.platform.Refused;
import dev.omnipoints.loyalty.posting.OperationId;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Pattern;

/** Checks of what commands carry. */
public final class OperationRequests {

    private static final Pattern REASON = Pattern.compile("[!-~]{1,64}");
    private static final int LAST_YEAR = 9999;

    private OperationRequests() {}

    /**
     * Points to move.
     *
     * @throws Refused POINTS_OUT_OF_RANGE
     */
    public static long points(long points) {
        if (points < 1 || points > Command.POINTS_LIMIT) {
            throw outOfRange("Send whole points from 1 to " + Command.POINTS_LIMIT + ".");
        }
        return points;
    }

    /** Points to give or, negative, to take. */
    static long signed(long points) {
        if (points == 0 || points > Command.POINTS_LIMIT || points < -Command.POINTS_LIMIT) {
            throw outOfRange(
                    "Send whole points, not 0, from -" + Command.POINTS_LIMIT + " to " + Command.POINTS_LIMIT + ".");
        }
        return points;
    }

    /** The reason code of a correction. */
    static String reason(String code) {
        if (!REASON.matcher(code).matches()) {
            throw Refused.fieldInvalid("reason", "Send a reason code of 1 to 64 visible ASCII characters.");
        }
        return code;
    }

    /** A last day; null where none was sent. */
    static LocalDate lastDay(String sent) {
        if (sent.isEmpty()) {
            return null;
        }
        try {
            LocalDate day = LocalDate.parse(sent);
            if (day.getYear() >= 1 && day.getYear() <= LAST_YEAR) {
                return day;
            }
        } catch (DateTimeException malformed) {
            // Told below, as any other text that is no day.
        }
        throw Refused.fieldInvalid("expiresOn", "Send the last day on which they can be spent, as 2026-12-31.");
    }

    /** The operation that an id names; OPERATION_UNKNOWN where it names none. */
    static OperationId.Parsed operation(String id) {
        OperationId.Parsed parsed = OperationId.parse(id);
        if (parsed == null) {
            throw Refused.of(Reason.REASON_OPERATION_UNKNOWN, "No such operation; send the id that its answer gave.");
        }
        return parsed;
    }

    /** The hold that an id names; HOLD_UNKNOWN where it names none. */
    public static Reference hold(String id) {
        OperationId.Parsed parsed = OperationId.parse(id);
        if (parsed == null || parsed.kind() != Kind.HOLD) {
            throw Refused.of(Reason.REASON_HOLD_UNKNOWN, "No such hold; send the holdId that the hold's answer gave.");
        }
        return parsed.row();
    }

    private static Refused outOfRange(String detail) {
        return Refused.of(Reason.REASON_POINTS_OUT_OF_RANGE, detail);
    }
}
