package dev.omnipoints.gateway.admin;

import dev.omnipoints.contracts.profile.v1.ListSegmentsChangesResponse;
import dev.omnipoints.contracts.profile.v1.Segments;
import dev.omnipoints.gateway.platform.Times;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The segments of a member. */
@Schema(name = "Segments", description = "The segments of a member")
public record SegmentsAnswer(
        @Schema(required = true) String memberId,

        @Schema(required = true, description = "Grows by one with every change; 1: there was none yet")
        int version,

        @Schema(required = true, description = "In alphabetical order", examples = "[\"hair-lovers\", \"vip\"]")
        List<String> segments) {

    static SegmentsAnswer of(Segments told) {
        return new SegmentsAnswer(told.getMemberId(), told.getVersion(), List.copyOf(told.getSegmentsList()));
    }

    /** A change of a member's segments. */
    @Schema(name = "SegmentsChange", description = "A change of a member's segments")
    public record Change(
            @Schema(required = true, description = "The version that it made")
            int version,

            @Schema(required = true) Instant at,

            @Schema(required = true, description = "Who did it, as the issuer knows them")
            String subject,

            @Schema(required = true) List<String> before,
            @Schema(required = true) List<String> after) {}

    /** A page of changes, newest first. */
    @Schema(name = "SegmentsChanges", description = "A page of changes, newest first")
    public record Page(
            @Schema(required = true) List<Change> entries,

            @Schema(description = "For the page after this one; absent on the last")
            String nextPageToken) {

        static Page of(ListSegmentsChangesResponse told) {
            return new Page(
                    told.getChangesList().stream()
                            .map(change -> new Change(
                                    change.getVersion(),
                                    Times.of(change.getChangedAt()),
                                    change.getChangedBy(),
                                    List.copyOf(change.getBeforeList()),
                                    List.copyOf(change.getAfterList())))
                            .toList(),
                    told.getNextPageToken().isEmpty() ? null : told.getNextPageToken());
        }
    }
}
