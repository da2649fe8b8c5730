package dev.omnipoints.gateway.admin;

import dev.omnipoints.gateway.audit.AuditEntry;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A page of the audit log, newest first. */
@Schema(name = "Audit", description = "A page of what staff did, newest first")
public record AuditAnswer(
        @Schema(required = true) List<Entry> entries,

        @Schema(description = "For the page after this one; absent on the last")
        String nextPageToken) {

    /** An action that was done, or may have been. */
    @Schema(name = "AuditEntry", description = "An action that was done, or may have been; refused ones are none")
    public record Entry(
            @Schema(required = true) String id,
            @Schema(required = true) Instant at,

            @Schema(required = true, description = "Who did it, as the issuer knows them; `bootstrap` for the file")
            String subject,

            @Schema(required = true, description = "The application that their token was issued to")
            String client,

            @Schema(
                    required = true,
                    enumeration = {
                        "UPDATE_PROGRAMME",
                        "CREATE_RULES_DRAFT",
                        "UPDATE_RULES_DRAFT",
                        "DELETE_RULES_DRAFT",
                        "PUBLISH_RULES",
                        "ADJUST",
                        "CONFIRM",
                        "REVERSE",
                        "TRANSFER",
                        "CLAIM_SALE",
                        "SET_SEGMENTS",
                        "SET_CLIENT",
                        "END_CLIENT",
                        "SET_KEY",
                        "END_KEY"
                    })
            String action,

            @Schema(
                    required = true,
                    description =
                            "The id of the programme, member, operation, sale, draft of rules or client it is about")
            String target,

            @Schema(description = "Of a transfer or a claim: the member who receives")
            String counterpart,

            @Schema(
                    required = true,
                    enumeration = {"DONE", "UNKNOWN"},
                    description = "UNKNOWN: no outcome was learnt; the same request sent again resolves it")
            String outcome,

            @Schema(description = "Of settings, drafts and segments: the version that was changed, or published")
            Integer beforeVersion,

            @Schema(description = "Of settings, drafts, rules and segments: the version that was made")
            Integer afterVersion,

            @Schema(
                    description =
                            "Of points: the operation, as in the member's statement; of a claim: the sale; of a new"
                                    + " draft: its id")
            String operationId,

            @Schema(required = true, description = "Names the log lines of the request")
            String traceId) {

        private static Entry of(AuditEntry entry) {
            return new Entry(
                    entry.id().toString(),
                    entry.at(),
                    entry.subject(),
                    entry.client(),
                    entry.action().name(),
                    entry.target(),
                    entry.counterpart(),
                    entry.done() ? "DONE" : "UNKNOWN",
                    entry.beforeVersion(),
                    entry.afterVersion(),
                    entry.operation(),
                    entry.traceId());
        }
    }

    /** A page of so many; {@code found} has one more where there is another page. */
    static AuditAnswer of(List<AuditEntry> found, int pageSize) {
        List<Entry> entries = found.stream().limit(pageSize).map(Entry::of).toList();
        boolean more = found.size() > pageSize;
        return new AuditAnswer(
                entries, more ? String.valueOf(found.get(pageSize - 1).position()) : null);
    }
}
