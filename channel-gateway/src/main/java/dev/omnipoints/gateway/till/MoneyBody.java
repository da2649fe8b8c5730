package dev.omnipoints.gateway.till;

import dev.omnipoints.contracts.type.v1.Money;
import dev.omnipoints.gateway.platform.Limits;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An amount of money. */
@Schema(name = "Money", description = "An amount of money")
public record MoneyBody(
        @Schema(required = true, description = "Minor units of the currency", examples = "1999") @NotNull @Min(1)
        Long amount,

        @Schema(required = true, description = "ISO 4217", examples = "EUR")
        @NotNull
        @Pattern(regexp = Limits.CURRENCY, message = "{omnipoints.currency}")
        String currency) {

    static MoneyBody of(Money told) {
        return new MoneyBody(told.getAmount(), told.getCurrency());
    }

    Money toProto() {
        return Money.newBuilder().setAmount(amount).setCurrency(currency).build();
    }
}
