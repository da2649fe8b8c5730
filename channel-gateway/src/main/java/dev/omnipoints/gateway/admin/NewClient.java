package dev.omnipoints.gateway.admin;

import dev.omnipoints.gateway.access.ApiClient.Grant;
import dev.omnipoints.gateway.platform.Limits;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An API client to be made.
 *
 * @param id for good: its idempotency keys are told apart by it
 */
@Schema(name = "NewClient", description = "An API client to be made")
public record NewClient(
        @Schema(description = "For good; it scopes the client's idempotency keys", examples = "till-par-012-t3")
        @NotNull
        @Pattern(regexp = Limits.ID, message = "{omnipoints.visibleAscii}")
        String id,

        @Schema(description = "As in ClientTerms") @NotNull ClientBody.Selling channel,

        @Schema(description = "As in ClientTerms", examples = "[\"PAR-012\"]") @Size(max = 1000)
        List<@NotNull @Pattern(regexp = Limits.ID, message = "{omnipoints.visibleAscii}") String> stores,

        @Schema(description = "As in ClientTerms", examples = "T3")
        @Pattern(regexp = Limits.ID, message = "{omnipoints.visibleAscii}")
        String terminal,

        @Schema(description = "As in ClientTerms") @Size(max = 3)
        List<@NotNull Grant> grants) {

    /** What it may. */
    ClientBody body() {
        return new ClientBody(channel, stores, terminal, grants);
    }
}
