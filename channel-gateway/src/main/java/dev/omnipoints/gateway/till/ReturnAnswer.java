package dev.omnipoints.gateway.till;

import dev.omnipoints.contracts.loyalty.v1.ReturnResult;
import dev.omnipoints.gateway.platform.Balance;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The answer to a return, the same whenever it is given. */
@Schema(name = "Return", description = "Goods that came back, and what became of the points")
public record ReturnAnswer(
        @Schema(required = true) String returnId,

        @Schema(required = true, description = "Of what was bought")
        String saleId,

        @Schema(
                required = true,
                description = "What the goods come to: minor units of the sale's currency, the basket's discount taken"
                        + " off in proportion")
        long money,

        @Schema(required = true, description = "Points that the goods had earned")
        long takenBack,

        @Schema(required = true, description = "Points that had paid for them")
        long givenBack,

        @Schema(required = true, description = "Of takenBack, those that had expired: counted, nothing moves")
        long alreadyExpired,

        @Schema(description = "Of givenBack, those that are past their date, so gone again at once; absent for none")
        Long expired,

        @Schema(required = true, description = "What this return added to the debt")
        long owed,

        @Schema(description = "Absent where the sale is kept without a member")
        Balance balance) {

    static ReturnAnswer of(ReturnResult told) {
        return new ReturnAnswer(
                told.getReturnId(),
                told.getSaleId(),
                told.getMoney(),
                told.getTakenBack(),
                told.getGivenBack(),
                told.getAlreadyExpired(),
                told.getExpired() == 0 ? null : told.getExpired(),
                told.getOwed(),
                told.hasBalance() ? Balance.of(told.getBalance()) : null);
    }
}
