package dev.omnipoints.gateway.admin;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import dev.omnipoints.gateway.platform.Limits;
import dev.omnipoints.gateway.platform.Refused;
import dev.omnipoints.gateway.platform.WholePoints;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Points from one member to another. */
@Schema(name = "TransferBetween", description = "Points from one member to another of the programme")
public record TransferBody(
        @Schema(description = "The memberId of who gives")
        @NotNull
        @Pattern(regexp = Limits.MEMBER_ID, message = "{omnipoints.memberId}")
        String from,

        @Schema(description = "The memberId of who receives")
        @NotNull
        @Pattern(regexp = Limits.MEMBER_ID, message = "{omnipoints.memberId}")
        String to,

        @Schema(required = true, minimum = WholePoints.LEAST, maximum = WholePoints.MOST, examples = "500")
        @JsonDeserialize(using = WholePoints.class)
        @NotNull
        Long points) {

    /** FIELD_INVALID where it is a transfer to oneself. */
    void check() {
        if (from.equals(to)) {
            throw Refused.field("to", "Send another member than the one in from.");
        }
    }
}
