package dev.omnipoints.gateway.admin;

import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Over which sales a draft is tried. */
@Schema(
        name = "SimulationBody",
        description = "The period whose sales a draft of rules is tried over; at most 400 days")
public record SimulationBody(
        @Schema(description = "Sales that occurred from here …", examples = "2026-07-01T00:00:00+02:00") @NotNull
        Instant from,

        @Schema(description = "… to before here", examples = "2026-10-01T00:00:00+02:00") @NotNull
        Instant to) {}
