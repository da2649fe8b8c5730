package dev.omnipoints.gateway.admin;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import dev.omnipoints.contracts.loyalty.v1.AdjustRequest;
import dev.omnipoints.contracts.type.v1.MemberContext;
import dev.omnipoints.gateway.platform.Limits;
import dev.omnipoints.gateway.platform.Refused;
import dev.omnipoints.gateway.platform.SignedPoints;
import dev.omnipoints.gateway.platform.WholePoints;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A correction of a member's points by a person. */
@Schema(name = "Adjustment", description = "A correction of a member's points by a person")
public record Adjustment(
        @Schema(
                required = true,
                minimum = "-" + WholePoints.MOST,
                maximum = WholePoints.MOST,
                description = "Positive gives, negative takes; not 0",
                examples = "500")
        @JsonDeserialize(using = SignedPoints.class)
        @NotNull
        Long points,

        @Schema(description = "Why, as a code of yours", examples = "GOODWILL")
        @NotNull
        @Pattern(regexp = Limits.ID, message = "{omnipoints.visibleAscii}")
        String reason,

        @Schema(
                description = "Of points given: the last day on which they can be spent, in the programme's zone;"
                        + " without it as the programme has it",
                examples = "2026-12-31")
        LocalDate expiresOn) {

    AdjustRequest toProto(String idempotencyKey, MemberContext member) {
        AdjustRequest.Builder request = AdjustRequest.newBuilder()
                .setIdempotencyKey(idempotencyKey)
                .setMember(member)
                .setPoints(points)
                .setReason(reason);
        if (expiresOn != null) {
            request.setExpiresOn(expiresOn.toString());
        }
        return request.build();
    }

    /** FIELD_INVALID where points that are taken have a last day. */
    void check() {
        if (expiresOn != null && points < 0) {
            throw Refused.field("expiresOn", "Points that are taken have no last day; leave it out.");
        }
    }
}
