package dev.omnipoints.gateway.till;

import dev.omnipoints.contracts.loyalty.v1.EventResult;
import dev.omnipoints.gateway.platform.Balance;
import dev.omnipoints.gateway.platform.Words;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The answer to an event, the same whenever it is given. */
@Schema(name = "Event", description = "An event that is kept, and what it earned")
public record EventAnswer(
        @Schema(required = true) String source,
        @Schema(required = true) String id,
        @Schema(required = true) String type,

        @Schema(required = true, description = "Who has the points: after a merge another than was named")
        String memberId,

        @Schema(
                required = true,
                description = "When it was recorded; UNCONFIRMED: it earns as soon as the member is confirmed",
                enumeration = {"ACTIVE", "UNCONFIRMED"})
        String memberStatus,

        @Schema(description = "True where occurredAt lay ahead and was taken as now; absent otherwise")
        Boolean clockSkew,

        @Schema(required = true, description = "0 points where no rule rewards it, or what does is used up")
        SaleAnswer.Earned earned,

        @Schema(required = true) Balance balance) {

    static EventAnswer of(EventResult told) {
        return new EventAnswer(
                told.getSource(),
                told.getId(),
                told.getType(),
                told.getMemberId(),
                Words.of(told.getMemberStatus()),
                told.getClockSkew() ? true : null,
                SaleAnswer.Earned.of(told.getEarned()),
                Balance.of(told.getBalance()));
    }
}
