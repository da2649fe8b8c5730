package dev.omnipoints.gateway.admin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.omnipoints.contracts.loyalty.v1.ListRulesChangesResponse;
import dev.omnipoints.contracts.loyalty.v1.RulesChange;
import dev.omnipoints.gateway.platform.Times;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What someone did to the rules. */
@Schema(name = "RulesChange", description = "What someone did to the rules")
public record RulesChangeAnswer(
        @Schema(
                required = true,
                enumeration = {"CREATE", "UPDATE", "DELETE", "PUBLISH"})
        String change,

        @Schema(required = true) Instant at,

        @Schema(required = true, description = "Who did it, as the issuer knows them")
        String subject,

        @Schema(required = true, description = "The application that their token was issued to")
        String client,

        @Schema(required = true) String draft,

        @Schema(required = true, description = "Of the draft, by this change")
        int draftVersion,

        @Schema(required = true) String name,

        @Schema(required = true, description = "The number of the version that the draft was made from")
        long basedOn,

        @Schema(description = "Of a publication: the number of the version that it made")
        Long number,

        @Schema(
                implementation = Object.class,
                type = SchemaType.OBJECT,
                description = "The document before; of a publication the version before; absent where there was none")
        JsonNode before,

        @Schema(
                implementation = Object.class,
                type = SchemaType.OBJECT,
                description = "The document after it; absent where it was thrown away")
        JsonNode after) {
    private static final String PREFIX = "RULES_CHANGE_KIND_";

    /** A page of changes, newest first. */
    @Schema(
            name = "RulesChanges",
            description = "A page of changes, newest first; long documents make it shorter than asked for")
    public record Page(
            @Schema(required = true) List<RulesChangeAnswer> entries,

            @Schema(description = "For the page after this one; absent on the last")
            String nextPageToken) {

        static Page of(ListRulesChangesResponse told) {
            return new Page(
                    told.getChangesList().stream().map(RulesChangeAnswer::of).toList(),
                    told.getNextPageToken().isEmpty() ? null : told.getNextPageToken());
        }
    }

    private static RulesChangeAnswer of(RulesChange told) {
        return new RulesChangeAnswer(
                told.getKind().name().substring(PREFIX.length()),
                Times.of(told.getChangedAt()),
                told.getSubject(),
                told.getClient(),
                told.getDraftId(),
                told.getDraftVersion(),
                told.getName(),
                told.getBasedOn(),
                told.hasNumber() ? told.getNumber() : null,
                Document.of(told.getBeforeJson()),
                Document.of(told.getAfterJson()));
    }
}
