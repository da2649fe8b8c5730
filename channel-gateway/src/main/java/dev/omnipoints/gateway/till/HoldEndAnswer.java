package dev.omnipoints.gateway.till;

import dev.omnipoints.contracts.loyalty.v1.EntryKind;
import dev.omnipoints.contracts.loyalty.v1.Operation;
import dev.omnipoints.gateway.platform.Balance;
import dev.omnipoints.gateway.platform.Words;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How a hold ended. */
@Schema(name = "HoldEnd", description = "How a hold ended")
public record HoldEndAnswer(
        @Schema(required = true) String holdId,

        @Schema(
                required = true,
                enumeration = {"CAPTURED", "VOIDED"})
        String state,

        @Schema(required = true, description = "Captured, or released")
        long points,

        @Schema(description = "Of a capture: by it the redemption is reversed")
        String redemptionId,

        @Schema(required = true) Balance balance,

        @Schema(description = "The member that the hold named, where a merge made their points another's")
        String namedMemberId) {

    static HoldEndAnswer of(Operation told) {
        return new HoldEndAnswer(
                told.getHoldId(),
                Words.of(told.getHoldState()),
                told.getPoints(),
                told.getKind() == EntryKind.ENTRY_KIND_CAPTURE ? told.getOperationId() : null,
                Balance.of(told.getBalance()),
                told.getNamedMemberId().isEmpty() ? null : told.getNamedMemberId());
    }
}
