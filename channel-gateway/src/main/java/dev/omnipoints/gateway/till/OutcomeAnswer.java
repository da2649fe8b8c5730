package dev.omnipoints.gateway.till;

import dev.omnipoints.contracts.loyalty.v1.LookupOperationResponse;
import dev.omnipoints.contracts.loyalty.v1.Operation;
import dev.omnipoints.contracts.loyalty.v1.RefusedOperation;
import dev.omnipoints.gateway.platform.DoneAnswer;
import dev.omnipoints.gateway.platform.ProblemBody;
import dev.omnipoints.gateway.platform.Refused;
import dev.omnipoints.gateway.platform.Words;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What became of a command. */
@Schema(name = "Outcome", description = "What became of a command")
public record OutcomeAnswer(
        @Schema(
                required = true,
                enumeration = {"DONE", "REFUSED"})
        String state,

        @Schema(
                description = "Where it was done: which command it was",
                enumeration = {
                    "EARN",
                    "CONFIRM",
                    "HOLD",
                    "CAPTURE",
                    "VOID",
                    "REDEEM",
                    "REVERSE",
                    "ADJUST",
                    "TRANSFER",
                    "SALE",
                    "RETURN",
                    "CLAIM",
                    "EVENT"
                })
        String kind,

        @Schema(
                description =
                        "Where it was done: the answer that the command's own endpoint gave, and would give again",
                oneOf = {
                    HoldAnswer.class,
                    HoldEndAnswer.class,
                    RedemptionAnswer.class,
                    ReversalAnswer.class,
                    SaleAnswer.class,
                    ReturnAnswer.class,
                    EventAnswer.class,
                    DoneAnswer.class
                })
        Object operation,

        @Schema(description = "Where it was refused for good: the problem that the command's own endpoint gave")
        ProblemBody problem) {

    static OutcomeAnswer of(LookupOperationResponse told) {
        return switch (told.getOutcomeCase()) {
            case OPERATION -> done(told.getOperation());
            case SALE -> done("SALE", SaleAnswer.of(told.getSale()));
            case GOODS -> done("RETURN", ReturnAnswer.of(told.getGoods()));
            case CLAIM -> done("CLAIM", SaleAnswer.of(told.getClaim()));
            case REFUSED -> refused(told.getRefused());
            case OUTCOME_NOT_SET -> throw new IllegalStateException("An outcome without one");
        };
    }

    private static OutcomeAnswer done(Operation told) {
        return told.hasEvent()
                ? done("EVENT", EventAnswer.of(told.getEvent()))
                : done(Words.of(told.getKind()), answer(told));
    }

    private static OutcomeAnswer done(String kind, Object operation) {
        return new OutcomeAnswer("DONE", kind, operation, null);
    }

    private static OutcomeAnswer refused(RefusedOperation told) {
        ProblemBody problem = ProblemBody.of(Refused.asTold(told.getProblem(), told.getDetail()));
        return new OutcomeAnswer("REFUSED", null, null, problem);
    }

    private static Object answer(Operation told) {
        return switch (told.getKind()) {
            case ENTRY_KIND_HOLD -> HoldAnswer.of(told);
            case ENTRY_KIND_CAPTURE, ENTRY_KIND_VOID -> HoldEndAnswer.of(told);
            case ENTRY_KIND_REDEEM -> RedemptionAnswer.of(told);
            case ENTRY_KIND_REVERSE -> ReversalAnswer.of(told);
            case ENTRY_KIND_EARN,
                    ENTRY_KIND_CONFIRM,
                    ENTRY_KIND_ADJUST,
                    ENTRY_KIND_TRANSFER,
                    ENTRY_KIND_TIME_OUT,
                    ENTRY_KIND_MERGE,
                    ENTRY_KIND_UNMERGE,
                    ENTRY_KIND_CLOSE,
                    ENTRY_KIND_ACTIVATE,
                    ENTRY_KIND_EXPIRE,
                    ENTRY_KIND_UNSPECIFIED,
                    UNRECOGNIZED -> DoneAnswer.of(told);
        };
    }
}
