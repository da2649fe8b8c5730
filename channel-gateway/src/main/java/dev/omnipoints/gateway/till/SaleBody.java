package dev.omnipoints.gateway.till;

import dev.omnipoints.contracts.loyalty.v1.Sale;
import dev.omnipoints.contracts.loyalty.v1.SaleLine;
import dev.omnipoints.gateway.platform.Limits;
import dev.omnipoints.gateway.platform.Refused;
import dev.omnipoints.gateway.platform.Times;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What was sold, as it was sent: the part of a sale that both the request and the kept sale have. */
@Schema(name = "SaleContent", description = "What was sold, as it was sent")
public record SaleBody(
        @Schema(required = true) ReceiptBody receipt,
        @Schema(required = true) Instant occurredAt,
        @Schema(required = true) String currency,
        @Schema(required = true) List<Line> lines,
        @Schema(required = true) List<Tender> tenders,
        Long basketDiscount,
        List<String> codes,
        Long sequence,
        List<NewReturn> returns) {

    /** The type of a tender that points pay. */
    private static final String POINTS = "POINTS";

    /** One line of the receipt; amounts are minor units of the sale's currency. */
    @Schema(name = "SaleLine", description = "One line of the receipt; amounts are minor units of the sale's currency")
    public record Line(
            @Schema(description = "Unique within the sale", examples = "1")
            @NotNull
            @Pattern(regexp = Limits.ID, message = "{omnipoints.visibleAscii}")
            String lineId,

            @Schema(examples = "SER-30") @NotNull @Pattern(regexp = Limits.ID, message = "{omnipoints.visibleAscii}")
            String sku,

            @Schema(examples = "skincare/serum") @Pattern(regexp = Limits.TEXT, message = "{omnipoints.text}")
            String category,

            @Size(max = 50)
            List<@NotNull @Pattern(regexp = Limits.ID, message = "{omnipoints.visibleAscii}") String> labels,

            @Schema(description = "Weights and volumes in their own small unit", examples = "2") @NotNull @Min(1)
            Long quantity,

            @Schema(description = "The whole line, tax included, before discount", examples = "5980") @NotNull @Min(0)
            Long gross,

            @Schema(description = "Within gross", examples = "598") @Min(0)
            Long discount,

            @Schema(description = "Contained in gross - discount", examples = "897") @Min(0)
            Long tax) {

        private static Line of(SaleLine told) {
            return new Line(
                    told.getLineId(),
                    told.getSku(),
                    told.hasCategory() ? told.getCategory() : null,
                    told.getLabelsCount() == 0 ? null : List.copyOf(told.getLabelsList()),
                    told.getQuantity(),
                    told.getGross(),
                    told.hasDiscount() ? told.getDiscount() : null,
                    told.hasTax() ? told.getTax() : null);
        }

        SaleLine toProto() {
            SaleLine.Builder line = SaleLine.newBuilder()
                    .setLineId(lineId)
                    .setSku(sku)
                    .addAllLabels(labels == null ? List.of() : labels)
                    .setQuantity(quantity)
                    .setGross(gross);
            if (category != null) {
                line.setCategory(category);
            }
            if (discount != null) {
                line.setDiscount(discount);
            }
            if (tax != null) {
                line.setTax(tax);
            }
            return line.build();
        }
    }

    /** One way in which the sale was paid. */
    @Schema(name = "Tender", description = "One way in which the sale was paid; all add up to the total")
    public record Tender(
            @Schema(description = "Your own word: CARD, CASH, …; POINTS with a hold", examples = "CARD")
            @NotNull
            @Pattern(regexp = Limits.ID, message = "{omnipoints.visibleAscii}")
            String type,

            @Schema(description = "With POINTS, and with no other type: the hold that pays")
            @Pattern(regexp = Limits.TOKEN, message = "{omnipoints.token}")
            String holdId,

            @Schema(description = "Negative, a refund, only where goods come back in `returns`", examples = "5382")
            @NotNull
            Long amount) {

        private static Tender of(dev.omnipoints.contracts.loyalty.v1.Tender told) {
            return new Tender(told.getType(), told.hasHoldId() ? told.getHoldId() : null, told.getAmount());
        }

        /**
         * Checked at the path that it was sent at.
         *
         * @param refunds whether goods come back, so that it may be negative
         */
        dev.omnipoints.contracts.loyalty.v1.Tender toProto(String path, boolean refunds) {
            boolean points = type.equals(POINTS);
            if (points != (holdId != null)) {
                throw Refused.field(path + ".holdId", "Send the hold's id with the type POINTS, and with no other.");
            }
            if (amount < 0 && (points || !refunds)) {
                throw Refused.field(path + ".amount", "Send 0 or more; less only as a refund of goods in returns.");
            }
            dev.omnipoints.contracts.loyalty.v1.Tender.Builder tender =
                    dev.omnipoints.contracts.loyalty.v1.Tender.newBuilder()
                            .setType(type)
                            .setAmount(amount);
            if (points) {
                tender.setHoldId(holdId);
            }
            return tender.build();
        }
    }

    static SaleBody of(Sale told) {
        return new SaleBody(
                ReceiptBody.of(told.getReceipt()),
                Times.of(told.getOccurredAt()),
                told.getCurrency(),
                told.getLinesList().stream().map(Line::of).toList(),
                told.getTendersList().stream().map(Tender::of).toList(),
                told.hasBasketDiscount() ? told.getBasketDiscount() : null,
                told.getCodesCount() == 0 ? null : List.copyOf(told.getCodesList()),
                told.hasSequence() ? told.getSequence() : null,
                told.getReturnsCount() == 0
                        ? null
                        : told.getReturnsList().stream().map(NewReturn::of).toList());
    }
}
