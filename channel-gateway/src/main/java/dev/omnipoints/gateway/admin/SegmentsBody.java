package dev.omnipoints.gateway.admin;

import dev.omnipoints.gateway.platform.Limits;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The segments that a member is to be in.
 *
 * @param segments whole: what is left out the member leaves
 */
@Schema(name = "SegmentsBody", description = "The segments that a member is to be in, and no others")
public record SegmentsBody(
        @Schema(
                description = "Each once, named as rules ask for them; none: the member is in no segment",
                examples = "[\"vip\", \"hair-lovers\"]")
        @NotNull
        @Size(max = 50)
        List<@NotNull @Pattern(regexp = Limits.ID, message = "{omnipoints.visibleAscii}") String> segments) {}
