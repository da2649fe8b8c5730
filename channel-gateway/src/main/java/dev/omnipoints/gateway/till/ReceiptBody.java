package dev.omnipoints.gateway.till;

import dev.omnipoints.contracts.type.v1.Receipt;
import dev.omnipoints.gateway.platform.Limits;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Names one receipt of one till. */
@Schema(name = "Receipt", description = "Names one receipt of one till; each is taken once")
public record ReceiptBody(
        @Schema(examples = "PAR-012") @NotNull @Pattern(regexp = Limits.ID, message = "{omnipoints.visibleAscii}")
        String store,

        @Schema(examples = "T3") @NotNull @Pattern(regexp = Limits.ID, message = "{omnipoints.visibleAscii}")
        String terminal,

        @Schema(examples = "000881") @NotNull @Pattern(regexp = Limits.ID, message = "{omnipoints.visibleAscii}")
        String number,

        @Schema(description = "Where the till begins its numbers anew; compared as sent", examples = "2026-11-21")
        @Pattern(regexp = Limits.ID, message = "{omnipoints.visibleAscii}")
        String businessDate) {

    static ReceiptBody of(Receipt told) {
        return new ReceiptBody(
                told.getStore(),
                told.getTerminal(),
                told.getNumber(),
                told.hasBusinessDate() ? told.getBusinessDate() : null);
    }

    Receipt toProto() {
        Receipt.Builder receipt =
                Receipt.newBuilder().setStore(store).setTerminal(terminal).setNumber(number);
        if (businessDate != null) {
            receipt.setBusinessDate(businessDate);
        }
        return receipt.build();
    }
}
