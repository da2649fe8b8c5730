package dev.omnipoints.gateway.platform;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How much of a hold is captured, or of an operation reversed; without points all that is left of it. */
@BodyOptional
@Schema(name = "Part", description = "How much of it; without points, or without a body, all that is left")
public record PartBody(
        @Schema(minimum = WholePoints.LEAST, maximum = WholePoints.MOST, examples = "300")
        @JsonDeserialize(using = WholePoints.class)
        Long points) {}
