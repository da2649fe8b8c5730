package dev.omnipoints.gateway.me;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import dev.omnipoints.contracts.profile.v1.ResolveRequest;
import dev.omnipoints.gateway.platform.Identity;
import dev.omnipoints.gateway.platform.Limits;
import dev.omnipoints.gateway.platform.Refused;
import dev.omnipoints.gateway.platform.WholePoints;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Points that the member gives to another. */
@Schema(name = "TransferRequest", description = "Points that the member gives to another")
public record NewTransfer(
        @Schema(required = true) @NotNull @Valid Receiver to,

        @Schema(required = true, minimum = WholePoints.LEAST, maximum = WholePoints.MOST, examples = "200")
        @JsonDeserialize(using = WholePoints.class)
        @NotNull
        Long points) {

    /** Who is given them. */
    @Schema(name = "Receiver", description = "Who is given them: `memberId` or `identity`, one of the two")
    public record Receiver(
            @Valid Identity identity,

            @Pattern(regexp = Limits.MEMBER_ID, message = "{omnipoints.memberId}")
            String memberId) {

        /** Nobody's id in a log line. */
        @Override
        public String toString() {
            return "Receiver[]";
        }
    }

    /** The question who is meant; FIELD_INVALID where it is not exactly one. */
    ResolveRequest question() {
        if (to.identity() != null && to.memberId() != null) {
            throw Refused.field("to.memberId", "Send either identity or memberId.");
        }
        if (to.identity() != null) {
            to.identity().mustNotBeAppCode("to.identity");
        }
        return Identity.question(to.identity(), to.memberId())
                .orElseThrow(() -> Refused.field("to", "Send to.memberId or to.identity."));
    }
}
