package dev.omnipoints.gateway.till;

import dev.omnipoints.contracts.loyalty.v1.Return;
import dev.omnipoints.contracts.loyalty.v1.ReturnLine;
import dev.omnipoints.gateway.access.ApiClient;
import dev.omnipoints.gateway.platform.Identity;
import dev.omnipoints.gateway.platform.Limits;
import dev.omnipoints.gateway.platform.Refused;
import dev.omnipoints.gateway.platform.Times;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Goods that are brought back: on their own, or on the receipt of a sale, which says who, where and when. */
@Schema(
        name = "ReturnRequest",
        description = "Goods that are brought back: `lines`, or `all` that is left of the receipt. Within a sale"
                + " `identity` and `memberId` are the sale's, and `store`, `terminal`, `occurredAt` too unless sent.")
public record NewReturn(
        @Schema(description = "Taken once a store", examples = "R-0007")
        @NotNull
        @Pattern(regexp = Limits.ID, message = "{omnipoints.visibleAscii}")
        String returnId,

        @Schema(description = "Who brings them back, where they showed it: must be who bought") @Valid
        Identity identity,

        @Pattern(regexp = Limits.MEMBER_ID, message = "{omnipoints.memberId}")
        String memberId,

        @Schema(
                description = "Where they are brought back; without it the key's own, else the receipt's",
                examples = "LYO-001")
        @Pattern(regexp = Limits.ID, message = "{omnipoints.visibleAscii}")
        String store,

        @Schema(description = "Without it the key's own, if it has one", examples = "T1")
        @Pattern(regexp = Limits.ID, message = "{omnipoints.visibleAscii}")
        String terminal,

        @Schema(description = "Of what was bought, in whatever store") @NotNull @Valid
        ReceiptBody receipt,

        @Size(min = 1, max = 1000) List<@NotNull @Valid Line> lines,

        @Schema(description = "All that is left of the receipt; instead of lines")
        Boolean all,

        @Schema(description = "When they were brought back, RFC 3339; required but within a sale")
        Instant occurredAt) {

    /** What comes back of a line of the receipt. */
    @Schema(name = "ReturnLine", description = "What comes back of a line: `quantity` or `amount`")
    public record Line(
            @NotNull @Pattern(regexp = Limits.ID, message = "{omnipoints.visibleAscii}")
            String lineId,

            @Schema(description = "Units", examples = "1") @Min(1)
            Long quantity,

            @Schema(description = "Minor units of the line's money, where no goods come back") @Min(1)
            Long amount) {

        private static Line of(ReturnLine told) {
            return new Line(
                    told.getLineId(),
                    told.hasQuantity() ? told.getQuantity() : null,
                    told.hasAmount() ? told.getAmount() : null);
        }

        private ReturnLine toProto(String path) {
            if (quantity != null && amount != null) {
                throw Refused.field(path + ".amount", "Send either quantity or amount.");
            }
            if (quantity == null && amount == null) {
                throw Refused.field(path + ".quantity", "Send quantity or amount.");
            }
            ReturnLine.Builder line = ReturnLine.newBuilder().setLineId(lineId);
            return (quantity != null ? line.setQuantity(quantity) : line.setAmount(amount)).build();
        }
    }

    /** As it was sent with a sale. */
    static NewReturn of(Return told) {
        return new NewReturn(
                told.getReturnId(),
                null,
                null,
                told.getStore(),
                told.hasTerminal() ? told.getTerminal() : null,
                ReceiptBody.of(told.getReceipt()),
                told.getLinesCount() == 0
                        ? null
                        : told.getLinesList().stream().map(Line::of).toList(),
                told.getAll() ? true : null,
                Times.of(told.getOccurredAt()));
    }

    /** Nobody's id in a log line. */
    @Override
    public String toString() {
        return "NewReturn[]";
    }

    /** On its own, by a client that may act where the goods are; FIELD_INVALID, STORE_NOT_GRANTED. */
    Return alone(ApiClient client) {
        if (identity != null) {
            identity.mustNotBeAppCode("identity");
        }
        if (occurredAt == null) {
            throw Refused.field("occurredAt", "This field is required.");
        }
        String own = store != null ? store : client.onlyStore();
        String at = own != null ? own : receipt.store();
        return placed(
                "", client, at, terminal != null ? terminal : client.terminal().orElse(null), occurredAt);
    }

    /** On the receipt of a sale, which its client may record; FIELD_INVALID, STORE_NOT_GRANTED. */
    Return within(String path, ApiClient client, SaleRequest sale) {
        String alone = "Leave it out: the sale says who it is.";
        if (identity != null) {
            throw Refused.field(path + "identity", alone);
        }
        if (memberId != null) {
            throw Refused.field(path + "memberId", alone);
        }
        return placed(
                path,
                client,
                store != null ? store : sale.receipt().store(),
                terminal != null ? terminal : sale.receipt().terminal(),
                occurredAt != null ? occurredAt : sale.occurredAt());
    }

    private Return placed(String path, ApiClient client, String at, String till, Instant when) {
        client.mayActAt(at, path + "store", till, path + "terminal");
        boolean whole = Boolean.TRUE.equals(all);
        if (whole && lines != null) {
            throw Refused.field(path + "lines", "Send either lines or \"all\": true.");
        }
        if (!whole && lines == null) {
            throw Refused.field(path + "lines", "Send lines, or \"all\": true.");
        }
        Return.Builder goods = Return.newBuilder()
                .setReturnId(returnId)
                .setStore(at)
                .setReceipt(receipt.toProto())
                .setAll(whole)
                .setOccurredAt(Times.to(when));
        if (till != null) {
            goods.setTerminal(till);
        }
        for (int i = 0; !whole && i < lines.size(); i++) {
            goods.addLines(lines.get(i).toProto(path + "lines[" + i + "]"));
        }
        return goods.build();
    }
}
