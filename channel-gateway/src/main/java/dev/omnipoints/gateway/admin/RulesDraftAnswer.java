package dev.omnipoints.gateway.admin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.omnipoints.contracts.loyalty.v1.ListDraftsResponse;
import dev.omnipoints.contracts.loyalty.v1.RulesDraft;
import dev.omnipoints.gateway.platform.Times;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Rules that are being written. */
@Schema(name = "RulesDraft", description = "Rules that are being written")
public record RulesDraftAnswer(
        @Schema(required = true, description = "Its id; opaque")
        String draft,

        @Schema(required = true, description = "Grows by one with every change of it")
        int version,

        @Schema(required = true) String name,

        @Schema(required = true, description = "The number of the version that it was made from; 0: from none")
        long basedOn,

        @Schema(required = true, description = "How many rules it has")
        int ruleCount,

        @Schema(
                implementation = Object.class,
                type = SchemaType.OBJECT,
                description = "The rules as they were sent; absent in the list of drafts")
        JsonNode document,

        @Schema(required = true, description = "All who wrote on it; none of them may publish it")
        List<String> editors,

        @Schema(required = true) Instant createdAt,
        @Schema(required = true) String createdBy,
        @Schema(required = true) Instant changedAt,
        @Schema(required = true) String changedBy) {

    /** A page of drafts, newest first. */
    @Schema(name = "RulesDrafts", description = "A page of drafts, newest first, without their documents")
    public record Page(
            @Schema(required = true) List<RulesDraftAnswer> entries,

            @Schema(description = "For the page after this one; absent on the last")
            String nextPageToken) {

        static Page of(ListDraftsResponse told) {
            return new Page(
                    told.getDraftsList().stream().map(RulesDraftAnswer::of).toList(),
                    told.getNextPageToken().isEmpty() ? null : told.getNextPageToken());
        }
    }

    static RulesDraftAnswer of(RulesDraft told) {
        return new RulesDraftAnswer(
                told.getDraftId(),
                told.getVersion(),
                told.getName(),
                told.getBasedOn(),
                told.getRuleCount(),
                Document.of(told.getDocumentJson()),
                List.copyOf(told.getEditorsList()),
                Times.of(told.getCreatedAt()),
                told.getCreatedBy(),
                Times.of(told.getChangedAt()),
                told.getChangedBy());
    }
}
