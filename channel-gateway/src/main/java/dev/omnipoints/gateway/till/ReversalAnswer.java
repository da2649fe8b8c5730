package dev.omnipoints.gateway.till;

import dev.omnipoints.contracts.loyalty.v1.Operation;
import dev.omnipoints.gateway.platform.Balance;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A redemption that is undone, whole or part. */
@Schema(name = "Reversal", description = "A redemption that is undone, whole or part")
public record ReversalAnswer(
        @Schema(required = true, description = "The redemption that was reversed")
        String redemptionId,

        @Schema(required = true, description = "Given back by this reversal")
        long points,

        @Schema(description = "Of them, those that had expired meanwhile and did so again at once; absent for none")
        Long expired,

        @Schema(required = true) Balance balance,

        @Schema(description = "The member that the redemption named, where a merge made their points another's")
        String namedMemberId) {

    static ReversalAnswer of(Operation told) {
        return new ReversalAnswer(
                told.getOriginalId(),
                told.getPoints(),
                told.getExpired() == 0 ? null : told.getExpired(),
                Balance.of(told.getBalance()),
                told.getNamedMemberId().isEmpty() ? null : told.getNamedMemberId());
    }
}
