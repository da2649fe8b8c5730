package dev.omnipoints.loyalty.operation;

import dev.omnipoints.contracts.loyalty.v1.RefusedOperation;
import dev.omnipoints.contracts.type.v1.Problem;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.loyalty.ledger.Outcome;
import dev.omnipoints.loyalty.ledger.Refusal;
import dev.omnipoints.loyalty.ledger.Row;
import dev.omnipoints.loyalty.platform.Refused;
import dev.omnipoints.loyalty.platform.Wire;

/** How refusals of the ledger are told: by reason, with the balance of their own row, and with what to do. */
public final class RefusedAnswer {

    private static final long RETRY_AFTER_MILLIS = 60_000;

    private RefusedAnswer() {}

    /** A refusal that was recorded. */
    public static Refused of(Row row) {
        return Refused.of(problem(row), detail(row.refused()));
    }

    /** The same, as a lookup tells it. */
    static RefusedOperation told(Row row) {
        return RefusedOperation.newBuilder()
                .setProblem(problem(row))
                .setDetail(detail(row.refused()))
                .build();
    }

    /** A command that came to nothing. */
    public static Refused of(Outcome.Unwritten unwritten) {
        return switch (unwritten) {
            case HOLD_UNKNOWN ->
                Refused.of(Reason.REASON_HOLD_UNKNOWN, "No such hold; send the holdId that the hold's answer gave.");
            case HOLD_WITHOUT_MONEY ->
                Refused.fieldInvalid(
                        "tenders", "The hold was made without a rate; only a hold that has money can pay.");
            case HOLD_CURRENCY ->
                Refused.fieldInvalid("tenders", "The hold is of another currency than the sale; make one of this.");
            case OPERATION_UNKNOWN ->
                Refused.of(Reason.REASON_OPERATION_UNKNOWN, "No such operation; send the id that its answer gave.");
            case MERGE_NOT_UNDOABLE ->
                Refused.of(
                        Reason.REASON_MERGE_NOT_UNDOABLE,
                        "Only the last merge of both can be undone, within 90 days; end holds on what came first.");
            case NOT_PROVEN ->
                Refused.of(
                        Reason.REASON_NOT_GRANTED,
                        "Show that the member is there: send their card, or the proof that a lookup gave.");
            case CURRENCY_NOT_ACCEPTED ->
                Refused.of(Reason.REASON_CURRENCY_NOT_ACCEPTED, "Send one of the programme's currencies.");
            case SAME_MEMBER -> Refused.fieldInvalid("to", "Send another member: these two are one.");
            case SALE_TOO_OLD ->
                Refused.of(Reason.REASON_SALE_TOO_OLD, "It happened longer ago than the programme takes.");
            case POINTS_OUT_OF_RANGE ->
                Refused.of(Reason.REASON_POINTS_OUT_OF_RANGE, "The member's total would be too large to count.");
        };
    }

    /** The key was used for something else. */
    public static Refused keyReused(String field) {
        Problem problem = Problem.newBuilder()
                .setReason(Reason.REASON_IDEMPOTENCY_KEY_REUSED)
                .setField(field)
                .build();
        return Refused.of(problem, "This key was used for another request; send a new key with a new request.");
    }

    /** The caller was refused too often for this member. */
    static Refused rateLimited() {
        Problem problem = Problem.newBuilder()
                .setReason(Reason.REASON_RATE_LIMITED)
                .setRetryAfterMillis(RETRY_AFTER_MILLIS)
                .build();
        return Refused.of(problem, "Too many refusals for this member within a minute; wait for the time told.");
    }

    private static Problem problem(Row row) {
        return Problem.newBuilder()
                .setReason(Reason.forNumber(row.refused().code()))
                .setBalance(Wire.balance(row.account().member(), row.after(), row.seq(), row.recordedAt()))
                .setRequired(Math.abs(row.points()))
                .build();
    }

    private static String detail(Refusal refusal) {
        return switch (refusal) {
            case INSUFFICIENT_POINTS -> "The member has fewer points available; ask for no more than the balance.";
            case HOLD_ALREADY_CAPTURED -> "The hold was captured; reverse the redemption to give points back.";
            case HOLD_ALREADY_VOIDED -> "The hold was voided; make a new one.";
            case HOLD_EXPIRED -> "The hold's time is over and its points are free again; make a new one.";
            case CAPTURE_EXCEEDS_HOLD -> "The hold has fewer points; capture no more than it holds.";
            case REVERSAL_EXCEEDS_ORIGINAL -> "Less than that is left to reverse; leave the points out for all of it.";
            case NOT_REVERSIBLE -> "Only earns, redemptions and captures can be reversed.";
            case RETURN_EXCEEDS_SALE -> "Less than that is left of the sale; look at what came back of it already.";
            case RETURN_REFUSED -> "The points were spent and the programme does not let members owe.";
            case TOO_MANY_HOLDS -> "The member has as many open holds as there may be; capture or void one.";
            case TOO_MANY_LOTS -> "The points lie in too many small lots; ask for fewer at a time.";
            case MEMBER_BLOCKED -> "The member is blocked; the retailer's staff can tell why.";
            case MEMBER_CLOSED -> "The member has left the programme.";
            case MEMBER_OWES -> "The member owes points; what they earn next repays them first.";
        };
    }
}
