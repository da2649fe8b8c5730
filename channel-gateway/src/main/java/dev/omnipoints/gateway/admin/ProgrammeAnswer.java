package dev.omnipoints.gateway.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.omnipoints.contracts.loyalty.v1.ProgrammeVersion;
import dev.omnipoints.gateway.platform.Times;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** One version of the programme's settings. */
@Schema(name = "Programme", description = "One version of the programme's settings")
public record ProgrammeAnswer(
        @Schema(required = true, description = "Grows by one with every change")
        int version,

        @Schema(description = "The version that holds now; absent in the list of versions")
        Integer holdingVersion,

        @Schema(required = true, description = "From when on it holds")
        Instant holdsFrom,

        @Schema(
                required = true,
                implementation = Object.class,
                type = SchemaType.OBJECT,
                description = "Every setting, those by default too")
        JsonNode settings,

        @Schema(required = true) Instant createdAt,

        @Schema(required = true, description = "Who made it, as the issuer knows them; `bootstrap` for the first")
        String createdBy) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A page of versions, newest first. */
    @Schema(name = "ProgrammeVersions", description = "A page of versions, newest first")
    public record Page(
            @Schema(required = true) List<ProgrammeAnswer> entries,

            @Schema(description = "For the page after this one; absent on the last")
            String nextPageToken) {}

    static ProgrammeAnswer of(ProgrammeVersion told, Integer holding) {
        return new ProgrammeAnswer(
                told.getVersion(),
                holding,
                Times.of(told.getHoldsFrom()),
                settings(told.getSettingsJson()),
                Times.of(told.getCreatedAt()),
                told.getCreatedBy());
    }

    private static JsonNode settings(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException unreadable) {
            throw new IllegalStateException("The settings that loyalty-service told are not JSON", unreadable);
        }
    }
}
