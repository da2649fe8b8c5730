package dev.omnipoints.gateway.till;

import dev.omnipoints.contracts.loyalty.v1.Sale;
import dev.omnipoints.gateway.access.ApiClient;
import dev.omnipoints.gateway.platform.Identity;
import dev.omnipoints.gateway.platform.Limits;
import dev.omnipoints.gateway.platform.Times;
import dev.omnipoints.gateway.till.SaleBody.Line;
import dev.omnipoints.gateway.till.SaleBody.Tender;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A paid sale as a till reports it. Its meaning is loyalty-service's to check; here is its form. */
@Schema(name = "SaleRequest", description = "A paid sale; `identity` or `memberId`, or neither")
public record SaleRequest(
        @NotNull @Valid ReceiptBody receipt,

        @Schema(description = "When it was sold, RFC 3339", examples = "2026-11-21T10:15:00Z") @NotNull
        Instant occurredAt,

        @Schema(description = "Who bought, where the customer showed it") @Valid
        Identity identity,

        @Schema(description = "Who bought, where an answer told the id")
        @Pattern(regexp = Limits.MEMBER_ID, message = "{omnipoints.memberId}")
        String memberId,

        @Schema(description = "ISO 4217; all amounts are its minor units", examples = "EUR")
        @NotNull
        @Pattern(regexp = Limits.CURRENCY, message = "{omnipoints.currency}")
        String currency,

        @Schema(description = "The programme may allow fewer") @NotNull @Size(min = 1, max = 1000)
        List<@NotNull @Valid Line> lines,

        @Schema(
                description =
                        "Add up to the total: the sum of gross - discount, less basketDiscount and money returned")
        @NotNull
        @Size(max = 100)
        List<@NotNull @Valid Tender> tenders,

        @Schema(description = "Stands apart from the lines' discounts") @Min(0)
        Long basketDiscount,

        @Schema(description = "What happens where the member cannot earn; without it the sale is kept")
        OnUnknownMember onUnknownMember,

        @Schema(description = "A pseudonym of the cashier, never a name")
        @Pattern(regexp = Limits.ID, message = "{omnipoints.visibleAscii}")
        String cashier,

        @Schema(description = "Promotion codes that the customer gave, each once") @Size(max = 20)
        List<@NotNull @Pattern(regexp = Limits.ID, message = "{omnipoints.visibleAscii}") String> codes,

        @Schema(description = "The terminal's own count of its sales: looked at for gaps, never a reason to refuse")
        @Min(0)
        Long sequence,

        @Schema(description = "Goods that come back on this receipt; tenders are then the total less their money")
        @Size(max = 20)
        List<@NotNull @Valid NewReturn> returns) {

    /** What a till may ask for where the member cannot earn. */
    @Schema(name = "OnUnknownMember")
    public enum OnUnknownMember {
        KEEP(dev.omnipoints.contracts.loyalty.v1.OnUnknownMember.ON_UNKNOWN_MEMBER_KEEP),
        REFUSE(dev.omnipoints.contracts.loyalty.v1.OnUnknownMember.ON_UNKNOWN_MEMBER_REFUSE);

        private final dev.omnipoints.contracts.loyalty.v1.OnUnknownMember wire;

        OnUnknownMember(dev.omnipoints.contracts.loyalty.v1.OnUnknownMember wire) {
            this.wire = wire;
        }
    }

    /**
     * What loyalty-service is told: all but who, whose identity stays at the door.
     *
     * @param client who sends it, and so where it may have been sold, and goods brought back
     */
    Sale toProto(ApiClient client) {
        if (identity != null) {
            identity.mustNotBeAppCode("identity");
        }
        client.mayActAt(receipt.store(), "receipt.store", receipt.terminal(), "receipt.terminal");
        Sale.Builder sale = Sale.newBuilder()
                .setReceipt(receipt.toProto())
                .setOccurredAt(Times.to(occurredAt))
                .setCurrency(currency);
        lines.forEach(line -> sale.addLines(line.toProto()));
        List<NewReturn> goods = returns == null ? List.of() : returns;
        for (int i = 0; i < tenders.size(); i++) {
            sale.addTenders(tenders.get(i).toProto("tenders[" + i + "]", !goods.isEmpty()));
        }
        for (int i = 0; i < goods.size(); i++) {
            sale.addReturns(goods.get(i).within("returns[" + i + "].", client, this));
        }
        if (codes != null) {
            sale.addAllCodes(codes);
        }
        if (sequence != null) {
            sale.setSequence(sequence);
        }
        if (basketDiscount != null) {
            sale.setBasketDiscount(basketDiscount);
        }
        if (onUnknownMember != null) {
            sale.setOnUnknownMember(onUnknownMember.wire);
        }
        if (cashier != null) {
            sale.setCashier(cashier);
        }
        return sale.build();
    }
}
