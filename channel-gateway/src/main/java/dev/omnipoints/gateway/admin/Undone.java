package dev.omnipoints.gateway.admin;

import dev.omnipoints.contracts.loyalty.v1.Operation;
import dev.omnipoints.gateway.platform.Balance;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An earn, a redemption or a capture that is undone, whole or part. */
@Schema(name = "Undone", description = "An earn, a redemption or a capture that is undone, whole or part")
public record Undone(
        @Schema(required = true, description = "Of the reversal itself, opaque; the statement's entry has it too")
        String operationId,

        @Schema(required = true, description = "Taken back of an earn, or given back of what was spent")
        long points,

        @Schema(description = "Given back, but expired meanwhile and so again at once; absent for none")
        Long expired,

        @Schema(
                required = true,
                description = "Added to what the member owes; negative where points given back repaid some of it")
        long owed,

        @Schema(required = true) Balance balance,

        @Schema(description = "The member whose operation it was, where a merge made their points another's")
        String namedMemberId) {

    static Undone of(Operation told) {
        return new Undone(
                told.getOperationId(),
                told.getPoints(),
                told.getExpired() == 0 ? null : told.getExpired(),
                told.getOwedChange(),
                Balance.of(told.getBalance()),
                told.getNamedMemberId().isEmpty() ? null : told.getNamedMemberId());
    }
}
