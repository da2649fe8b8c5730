package dev.omnipoints.gateway.admin;

import dev.omnipoints.gateway.platform.Limits;
import dev.omnipoints.gateway.platform.Refused;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.math.BigInteger;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Points from one member to another. */
@Schema(name = "Transfer", description = "Points from one member to another of the programme")
public record TransferBody(
        @Schema(description = "The memberId of who gives")
        @NotNull
        @Pattern(regexp = Limits.MEMBER_ID, message = "{omnipoints.memberId}")
        String from,

        @Schema(description = "The memberId of who receives")
        @NotNull
        @Pattern(regexp = Limits.MEMBER_ID, message = "{omnipoints.memberId}")
        String to,

        @Schema(implementation = Long.class, description = "From 1 to 10^12", examples = "500") @NotNull
        BigInteger points) {

    /** What no constraint of one field says: POINTS_OUT_OF_RANGE, FIELD_INVALID. */
    void check() {
        Points.inRange(points);
        if (from.equals(to)) {
            throw Refused.field("to", "Send another member than the one in from.");
        }
    }
}
