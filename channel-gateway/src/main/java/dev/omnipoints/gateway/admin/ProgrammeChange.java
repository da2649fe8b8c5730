package dev.omnipoints.gateway.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * New settings for the programme. What they may be loyalty-service says: its own settings are its own.
 *
 * @param settings whole; what is left out takes its default
 * @param holdsFrom null: at once
 */
@Schema(name = "ProgrammeChange", description = "New settings, whole: what is left out takes its default")
public record ProgrammeChange(
        @Schema(
                implementation = Object.class,
                type = SchemaType.OBJECT,
                description = "As an answer told them, with what is to change; docs/operator.md lists them",
                examples = "{\"zone\": \"Europe/Paris\", \"currencies\": [\"EUR\"], \"earnPoints\": 1,"
                        + " \"earnPerUnits\": 1, \"expiry\": {\"kind\": \"PERIOD\", \"length\": 24,"
                        + " \"unit\": \"MONTH\"}}")
        @NotNull
        ObjectNode settings,

        @Schema(description = "From when on they hold, not in the past; without it at once")
        Instant holdsFrom) {}
