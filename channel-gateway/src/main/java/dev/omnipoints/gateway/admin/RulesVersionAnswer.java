package dev.omnipoints.gateway.admin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.omnipoints.contracts.loyalty.v1.ListRulesVersionsResponse;
import dev.omnipoints.contracts.loyalty.v1.PublishedRules;
import dev.omnipoints.gateway.platform.Times;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** All rules at one time. */
@Schema(name = "RulesVersion", description = "All rules at one time, published as a whole")
public record RulesVersionAnswer(
        @Schema(
                required = true,
                description = "Grows by one with every publication; 0: nothing was published yet, and there is nothing"
                        + " else but an empty document")
        long number,

        @Schema String name,

        @Schema(required = true, description = "How many rules it has")
        int ruleCount,

        @Schema(
                implementation = Object.class,
                type = SchemaType.OBJECT,
                description = "The rules as they were sent; absent in the list of versions")
        JsonNode document,

        @Schema(description = "The draft that it was") String draft,

        @Schema(description = "All who wrote on it") List<String> editors,

        @Schema Instant publishedAt,

        @Schema(description = "None of the editors") String publishedBy) {

    /** A page of versions, newest first. */
    @Schema(name = "RulesVersions", description = "A page of versions, newest first, without their documents")
    public record Page(
            @Schema(required = true) List<RulesVersionAnswer> entries,

            @Schema(description = "For the page after this one; absent on the last")
            String nextPageToken) {

        static Page of(ListRulesVersionsResponse told) {
            return new Page(
                    told.getVersionsList().stream().map(RulesVersionAnswer::of).toList(),
                    told.getNextPageToken().isEmpty() ? null : told.getNextPageToken());
        }
    }

    static RulesVersionAnswer of(PublishedRules told) {
        JsonNode document = Document.of(told.getDocumentJson());
        if (told.getNumber() == 0) {
            return new RulesVersionAnswer(0, null, 0, document, null, null, null, null);
        }
        return new RulesVersionAnswer(
                told.getNumber(),
                told.getName(),
                told.getRuleCount(),
                document,
                told.getDraftId(),
                List.copyOf(told.getEditorsList()),
                Times.of(told.getPublishedAt()),
                told.getPublishedBy());
    }
}
