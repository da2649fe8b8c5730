package dev.omnipoints.gateway.till;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import dev.omnipoints.contracts.loyalty.v1.Sale;
import dev.omnipoints.gateway.access.ApiClient;
import dev.omnipoints.gateway.clients.Call;
import dev.omnipoints.gateway.platform.Identity;
import dev.omnipoints.gateway.platform.Limits;
import dev.omnipoints.gateway.platform.Refused;
import dev.omnipoints.gateway.platform.Times;
import dev.omnipoints.gateway.platform.WholePoints;
import dev.omnipoints.gateway.till.SaleBody.Line;
import dev.omnipoints.gateway.till.SaleBody.Tender;
import dev.omnipoints.gateway.till.SaleRequest.OnUnknownMember;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A basket that is not paid yet: a sale of which only what it earns by must be there. */
@Schema(
        name = "QuoteRequest",
        description = "A basket: a sale's body, of which receipt, occurredAt and tenders may be left out")
public record QuoteRequest(
        @Schema(description = "Where it will be sold; without it the key's own store and terminal") @Valid
        Place receipt,

        @Schema(description = "When it will be sold, RFC 3339; without it now")
        Instant occurredAt,

        @Schema(description = "Who buys, where the customer showed it") @Valid
        Identity identity,

        @Schema(description = "Who buys, where an answer told the id")
        @Pattern(regexp = Limits.MEMBER_ID, message = "{omnipoints.memberId}")
        String memberId,

        @Schema(description = "ISO 4217; all amounts are its minor units", examples = "EUR")
        @NotNull
        @Pattern(regexp = Limits.CURRENCY, message = "{omnipoints.currency}")
        String currency,

        @Schema(description = "The programme may allow fewer") @NotNull @Size(min = 1, max = 1000)
        List<@NotNull @Valid Line> lines,

        @Schema(description = "Not summed") @Size(max = 100) List<@NotNull @Valid Tender> tenders,

        @Schema(description = "Stands apart from the lines' discounts") @Min(0)
        Long basketDiscount,

        @Schema(description = "As a sale has it; a quote is never refused for its member")
        OnUnknownMember onUnknownMember,

        @Schema(description = "As a sale has it; says nothing here")
        @Pattern(regexp = Limits.ID, message = "{omnipoints.visibleAscii}")
        String cashier,

        @Schema(description = "Promotion codes that the customer gave, each once") @Size(max = 20)
        List<@NotNull @Pattern(regexp = Limits.ID, message = "{omnipoints.visibleAscii}") String> codes,

        @Schema(description = "As a sale has it; says nothing here") @Min(0)
        Long sequence,

        @Schema(description = "How much points are to pay at most; without it all that they can") @Valid
        Asked asked) {

    /** Where a basket will be sold. */
    @Schema(name = "QuotePlace", description = "Where it will be sold; number and businessDate say nothing here")
    public record Place(
            @Schema(examples = "PAR-012") @NotNull @Pattern(regexp = Limits.ID, message = "{omnipoints.visibleAscii}")
            String store,

            @Schema(examples = "T3") @Pattern(regexp = Limits.ID, message = "{omnipoints.visibleAscii}")
            String terminal,

            @Pattern(regexp = Limits.ID, message = "{omnipoints.visibleAscii}")
            String number,

            @Pattern(regexp = Limits.ID, message = "{omnipoints.visibleAscii}")
            String businessDate) {}

    /** How much points are to pay. */
    @Schema(name = "Asked", description = "`points` or `money`")
    public record Asked(
            @Schema(minimum = WholePoints.LEAST, maximum = WholePoints.MOST, examples = "500")
            @JsonDeserialize(using = WholePoints.class)
            Long points,

            @Schema(description = "In the quote's currency") @Valid
            MoneyBody money) {}

    /** Nobody's id in a log line. */
    @Override
    public String toString() {
        return "QuoteRequest[]";
    }

    /** The request where it will be sold; STORE_NOT_GRANTED. */
    Call placed(Call call, ApiClient client) {
        if (receipt == null) {
            return call;
        }
        String terminal = receipt.terminal() != null
                ? receipt.terminal()
                : client.terminal().orElse(null);
        client.mayActAt(receipt.store(), "receipt.store", terminal, "receipt.terminal");
        return call.at(receipt.store(), terminal);
    }

    /** What loyalty-service is told; FIELD_INVALID. */
    dev.omnipoints.contracts.loyalty.v1.QuoteRequest.Builder toProto() {
        if (identity != null) {
            identity.mustNotBeAppCode("identity");
        }
        Sale.Builder sale = Sale.newBuilder().setCurrency(currency);
        lines.forEach(line -> sale.addLines(line.toProto()));
        for (int i = 0; tenders != null && i < tenders.size(); i++) {
            sale.addTenders(tenders.get(i).toProto("tenders[" + i + "]", false));
        }
        if (occurredAt != null) {
            sale.setOccurredAt(Times.to(occurredAt));
        }
        if (basketDiscount != null) {
            sale.setBasketDiscount(basketDiscount);
        }
        if (codes != null) {
            sale.addAllCodes(codes);
        }
        return asked(
                dev.omnipoints.contracts.loyalty.v1.QuoteRequest.newBuilder().setSale(sale));
    }

    private dev.omnipoints.contracts.loyalty.v1.QuoteRequest.Builder asked(
            dev.omnipoints.contracts.loyalty.v1.QuoteRequest.Builder quote) {
        if (asked == null) {
            return quote;
        }
        if (asked.points() != null && asked.money() != null) {
            throw Refused.field("asked.money", "Send either points or money.");
        }
        if (asked.points() != null) {
            return quote.setAskedPoints(asked.points());
        }
        if (asked.money() == null) {
            throw Refused.field("asked.points", "Send points or money.");
        }
        if (!asked.money().currency().equals(currency)) {
            throw Refused.field("asked.money.currency", "Send the basket's own currency.");
        }
        return quote.setAskedMoney(asked.money().amount());
    }
}
