package dev.omnipoints.gateway.till;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import dev.omnipoints.contracts.loyalty.v1.RedeemRequest;
import dev.omnipoints.gateway.platform.Identity;
import dev.omnipoints.gateway.platform.Limits;
import dev.omnipoints.gateway.platform.Refused;
import dev.omnipoints.gateway.platform.WholePoints;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Points to be spent at once. Of a reward nothing but that it is not redeemed here yet. */
@Schema(
        name = "RedemptionRequest",
        description = "Points to be spent at once. A channel says whose by `identity`, or by `memberId` with the"
                + " `proof` that a lookup gave; a member's own token says it by itself.")
public record NewRedemption(
        @Schema(description = "Of a type that the programme takes as proof: what the customer shows now") @Valid
        Identity identity,

        @Pattern(regexp = Limits.MEMBER_ID, message = "{omnipoints.memberId}")
        String memberId,

        @Schema(description = "As the lookup told it; for your client and terminal, ten minutes")
        @Pattern(regexp = Limits.TOKEN, message = "{omnipoints.token}")
        String proof,

        @Schema(required = true, minimum = WholePoints.LEAST, maximum = WholePoints.MOST, examples = "500")
        @JsonDeserialize(using = WholePoints.class)
        Long points,

        @Schema(hidden = true) Object rewardId,
        @Schema(hidden = true) Object quantity) {

    /** Nobody's id and no proof in a log line. */
    @Override
    public String toString() {
        return "NewRedemption[]";
    }

    /** What loyalty-service is told but for whose points they are. */
    RedeemRequest.Builder toProto(String idempotencyKey) {
        if (rewardId != null) {
            throw Refused.field("rewardId", "Rewards cannot be redeemed yet; send points.");
        }
        if (quantity != null) {
            throw Refused.field("quantity", "It goes with a reward, and rewards cannot be redeemed yet; send points.");
        }
        if (points == null) {
            throw Refused.field("points", "This field is required.");
        }
        return RedeemRequest.newBuilder().setIdempotencyKey(idempotencyKey).setPoints(points);
    }
}
