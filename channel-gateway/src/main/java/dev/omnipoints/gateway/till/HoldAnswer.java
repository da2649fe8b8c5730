package dev.omnipoints.gateway.till;

import dev.omnipoints.contracts.loyalty.v1.Operation;
import dev.omnipoints.gateway.platform.Balance;
import dev.omnipoints.gateway.platform.Times;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Points that are reserved. */
@Schema(name = "Hold", description = "Points that are reserved")
public record HoldAnswer(
        @Schema(required = true, description = "Opaque") String holdId,

        @Schema(required = true, description = "Reserved; fewer than asked for with `upTo` or by `money`")
        long points,

        @Schema(description = "What they are worth; absent where the programme has no rate")
        MoneyBody money,

        @Schema(required = true, description = "At this instant it is over")
        Instant expiresAt,

        @Schema(required = true) Balance balance,

        @Schema(description = "The member that you named, where a merge made their points another's")
        String namedMemberId) {

    static HoldAnswer of(Operation told) {
        return new HoldAnswer(
                told.getHoldId(),
                told.getPoints(),
                told.hasMoney() ? MoneyBody.of(told.getMoney()) : null,
                Times.of(told.getHoldExpiresAt()),
                Balance.of(told.getBalance()),
                told.getNamedMemberId().isEmpty() ? null : told.getNamedMemberId());
    }
}
