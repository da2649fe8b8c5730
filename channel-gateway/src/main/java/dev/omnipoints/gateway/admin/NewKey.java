package dev.omnipoints.gateway.admin;

import dev.omnipoints.gateway.access.ClientKeys.Wish;
import dev.omnipoints.gateway.platform.BodyOptional;
import dev.omnipoints.gateway.platform.Refused;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An API key to be made.
 *
 * @param othersUntil null: the client's other keys stay as they are
 */
@BodyOptional
@Schema(name = "NewKey", description = "An API key to be made")
public record NewKey(
        @Schema(description = "Without it: at once", examples = "2026-12-01T00:00:00Z")
        Instant validFrom,

        @Schema(description = "Without it: until it is ended", examples = "2027-12-01T00:00:00Z")
        Instant validUntil,

        @Schema(
                description =
                        "To rotate: when the client's other keys end that would be good for longer; until then both"
                                + " are believed",
                examples = "2026-12-08T00:00:00Z")
        Instant othersUntil) {

    /**
     * As it is asked for.
     *
     * @throws Refused FIELD_INVALID where it would end before it begins
     */
    Wish wish() {
        if (validUntil != null && validFrom != null && !validUntil.isAfter(validFrom)) {
            throw Refused.field("validUntil", "Send a time after validFrom.");
        }
        return new Wish(
                Optional.ofNullable(validFrom), Optional.ofNullable(validUntil), Optional.ofNullable(othersUntil));
    }
}
