package dev.omnipoints.gateway.platform;

import dev.omnipoints.contracts.loyalty.v1.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a command did that has no answer of its own, such as a transfer. */
@Schema(name = "Done", description = "What a command did to the member's points")
public record DoneAnswer(
        @Schema(required = true, description = "Opaque; the statement's entry has it too")
        String operationId,

        @Schema(required = true) long points,
        @Schema(required = true) Balance balance,

        @Schema(description = "The member that was named, where a merge made their points another's")
        String namedMemberId) {

    /** As it is told. */
    public static DoneAnswer of(Operation told) {
        return new DoneAnswer(
                told.getOperationId(),
                told.getPoints(),
                Balance.of(told.getBalance()),
                told.getNamedMemberId().isEmpty() ? null : told.getNamedMemberId());
    }
}
