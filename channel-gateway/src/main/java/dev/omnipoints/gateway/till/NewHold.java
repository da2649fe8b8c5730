package dev.omnipoints.gateway.till;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import dev.omnipoints.contracts.loyalty.v1.HoldRequest;
import dev.omnipoints.gateway.platform.Identity;
import dev.omnipoints.gateway.platform.Limits;
import dev.omnipoints.gateway.platform.Refused;
import dev.omnipoints.gateway.platform.WholePoints;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Points to be reserved. */
@Schema(
        name = "HoldRequest",
        description = "Points to be reserved: `points` or `money`. A channel says whose by `identity`, or by `memberId`"
                + " with the `proof` that a lookup gave; a member's own token says it by itself.")
public record NewHold(
        @Schema(description = "Of a type that the programme takes as proof: what the customer shows now") @Valid
        Identity identity,

        @Pattern(regexp = Limits.MEMBER_ID, message = "{omnipoints.memberId}")
        String memberId,

        @Schema(description = "As the lookup told it; for your client and terminal, ten minutes")
        @Pattern(regexp = Limits.TOKEN, message = "{omnipoints.token}")
        String proof,

        @Schema(minimum = WholePoints.LEAST, maximum = WholePoints.MOST, examples = "500")
        @JsonDeserialize(using = WholePoints.class)
        Long points,

        @Schema(description = "At the programme's rate, which is fixed with the hold") @Valid
        MoneyBody money,

        @Schema(
                description = "Reserve less where the member has less, or the programme redeems less; by `money` it is"
                        + " always so")
        Boolean upTo,

        @Schema(
                description = "The basket in minor units: limits the hold to the share that may be paid with points",
                examples = "4882")
        @Min(1)
        Long total,

        @Schema(description = "How long it is reserved; without it as the programme says, 900 by default")
        @Min(1)
        @Max(604_800)
        Integer ttlSeconds,

        @Schema(description = "The receipt that it will pay, where you know it") @Valid
        ReceiptBody receipt) {

    /** Nobody's id and no proof in a log line. */
    @Override
    public String toString() {
        return "NewHold[]";
    }

    /** What loyalty-service is told but for whose points they are. */
    HoldRequest.Builder toProto(String idempotencyKey) {
        if (points != null && money != null) {
            throw Refused.field("money", "Send either points or money.");
        }
        if (points == null && money == null) {
            throw Refused.field("points", "Send points or money.");
        }
        HoldRequest.Builder hold = HoldRequest.newBuilder().setIdempotencyKey(idempotencyKey);
        if (points != null) {
            hold.setPoints(points);
        } else {
            hold.setMoney(money.toProto());
        }
        if (upTo != null) {
            hold.setUpTo(upTo);
        }
        if (total != null) {
            hold.setTotal(total);
        }
        if (ttlSeconds != null) {
            hold.setTtlSeconds(ttlSeconds);
        }
        if (receipt != null) {
            hold.setReceipt(receipt.toProto());
        }
        return hold;
    }
}
