package dev.omnipoints.gateway.till;

import dev.omnipoints.contracts.loyalty.v1.QuoteResponse;
import dev.omnipoints.gateway.platform.Balance;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a basket would earn, and how much of it points could pay. Nothing of it is written. */
@Schema(
        name = "Quote",
        description =
                "What a basket would earn and how much of it points could pay: a sale by the same rules version and"
                        + " the same `balance.seq` gets the same number")
public record QuoteAnswer(
        @Schema(required = true) Earn earn,

        @Schema(
                required = true,
                description = "0 where no one is named, the programme has no rate, or it is too little")
        Redeemable redeemable,

        @Schema(description = "What would become of the codes, in their order; absent where none were sent")
        List<CodeAnswer> codes,

        @Schema(required = true, description = "The rules that made the number; 0 before any were published")
        long rulesVersion,

        @Schema(description = "The member's points now; absent where no one is named")
        Balance balance) {

    /** What it would earn. */
    @Schema(name = "QuotedEarn", description = "What it would earn")
    public record Earn(
            @Schema(required = true) long points,

            @Schema(required = true, description = "What each rule would give; adds up to the points")
            List<SaleAnswer.Part> breakdown) {}

    /** How much points could pay. */
    @Schema(name = "Redeemable", description = "How much of it points could pay now")
    public record Redeemable(
            @Schema(required = true) long points,

            @Schema(required = true, description = "What they are worth")
            Worth money,

            @Schema(description = "Points are taken in multiples of it; absent where none can be taken")
            Long step) {

        private static Redeemable of(QuoteResponse told, String currency) {
            dev.omnipoints.contracts.loyalty.v1.Redeemable redeemable = told.getRedeemable();
            return new Redeemable(
                    redeemable.getPoints(),
                    new Worth(redeemable.getMoney(), currency),
                    told.hasRedeemable() ? redeemable.getStep() : null);
        }
    }

    /** An amount of money, which may be 0. */
    @Schema(name = "Worth", description = "An amount of money, which may be 0")
    public record Worth(
            @Schema(required = true, description = "Minor units of the currency", minimum = "0")
            long amount,

            @Schema(required = true, description = "ISO 4217", examples = "EUR")
            String currency) {}

    static QuoteAnswer of(QuoteResponse told, String currency) {
        return new QuoteAnswer(
                new Earn(
                        told.getPoints(),
                        told.getBreakdownList().stream()
                                .map(SaleAnswer.Part::of)
                                .toList()),
                Redeemable.of(told, currency),
                CodeAnswer.of(told.getCodesList()),
                told.getRulesVersion(),
                told.hasBalance() ? Balance.of(told.getBalance()) : null);
    }
}
