package dev.omnipoints.gateway.admin;

import dev.omnipoints.contracts.loyalty.v1.AdjustRequest;
import dev.omnipoints.contracts.type.v1.MemberContext;
import dev.omnipoints.gateway.platform.Limits;
import dev.omnipoints.gateway.platform.Refused;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.math.BigInteger;
import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A correction of a member's points by a person. */
@Schema(name = "Adjustment", description = "A correction of a member's points by a person")
public record Adjustment(
        @Schema(
                implementation = Long.class,
                description = "Positive gives, negative takes; from 1 to 10^12 either way",
                examples = "500")
        @NotNull
        BigInteger points,

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
                .setPoints(points.longValueExact())
                .setReason(reason);
        if (expiresOn != null) {
            request.setExpiresOn(expiresOn.toString());
        }
        return request.build();
    }

    /** What no constraint of one field says: POINTS_OUT_OF_RANGE, FIELD_INVALID. */
    void check() {
        Points.inRange(points.abs());
        if (expiresOn != null && points.signum() < 0) {
            throw Refused.field("expiresOn", "Points that are taken have no last day; leave it out.");
        }
    }
}
