package dev.omnipoints.gateway.till;

import dev.omnipoints.contracts.loyalty.v1.EntryKind;
import dev.omnipoints.contracts.loyalty.v1.GetHoldResponse;
import dev.omnipoints.contracts.loyalty.v1.Operation;
import dev.omnipoints.gateway.platform.Times;
import dev.omnipoints.gateway.platform.Words;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How a hold stands. It tells no balance: a hold's own would be that of long ago. */
@Schema(name = "HoldState", description = "How a hold stands now")
public record HoldStateAnswer(
        @Schema(required = true) String holdId,

        @Schema(
                required = true,
                enumeration = {"OPEN", "CAPTURED", "VOIDED", "EXPIRED"})
        String state,

        @Schema(required = true, description = "Reserved by it")
        long points,

        @Schema(description = "What they are worth; absent where the programme has no rate")
        MoneyBody money,

        @Schema(required = true, description = "At this instant it is over")
        Instant expiresAt,

        @Schema(description = "Where it was captured") String redemptionId,

        @Schema(description = "The points captured, where it was captured")
        Long captured) {

    static HoldStateAnswer of(GetHoldResponse told) {
        Operation hold = told.getHold();
        boolean captured = told.getEnd().getKind() == EntryKind.ENTRY_KIND_CAPTURE;
        return new HoldStateAnswer(
                hold.getHoldId(),
                Words.of(hold.getHoldState()),
                hold.getPoints(),
                hold.hasMoney() ? MoneyBody.of(hold.getMoney()) : null,
                Times.of(hold.getHoldExpiresAt()),
                captured ? told.getEnd().getOperationId() : null,
                captured ? told.getEnd().getPoints() : null);
    }
}
