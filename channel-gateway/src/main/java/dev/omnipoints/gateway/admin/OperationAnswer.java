package dev.omnipoints.gateway.admin;

import dev.omnipoints.gateway.platform.Balance;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a command of staff did to a member's points. */
@Schema(name = "Operation", description = "What a command did to a member's points")
public record OperationAnswer(
        @Schema(required = true) String operationId,

        @Schema(required = true, description = "The points that moved; negative where they were taken")
        long points,

        @Schema(required = true, description = "The member's; of a transfer the sender's")
        Balance balance,

        @Schema(description = "Of a transfer: the receiver's operation")
        String counterpartId) {

    static OperationAnswer of(dev.omnipoints.contracts.loyalty.v1.Operation done) {
        return new OperationAnswer(
                done.getOperationId(),
                done.getPoints(),
                Balance.of(done.getBalance()),
                done.getCounterpartId().isEmpty() ? null : done.getCounterpartId());
    }
}
