package dev.omnipoints.gateway.till;

import dev.omnipoints.contracts.loyalty.v1.Operation;
import dev.omnipoints.gateway.platform.Balance;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Points that are spent. */
@Schema(name = "Redemption", description = "Points that are spent")
public record RedemptionAnswer(
        @Schema(required = true, description = "Opaque; by it the redemption is reversed")
        String redemptionId,

        @Schema(required = true) long points,
        @Schema(required = true) Balance balance,

        @Schema(description = "The member that you named, where a merge made their points another's")
        String namedMemberId) {

    static RedemptionAnswer of(Operation told) {
        return new RedemptionAnswer(
                told.getOperationId(),
                told.getPoints(),
                Balance.of(told.getBalance()),
                told.getNamedMemberId().isEmpty() ? null : told.getNamedMemberId());
    }
}
