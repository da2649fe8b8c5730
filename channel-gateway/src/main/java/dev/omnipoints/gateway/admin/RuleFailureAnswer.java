package dev.omnipoints.gateway.admin;

import dev.omnipoints.contracts.loyalty.v1.ListRuleFailuresResponse;
import dev.omnipoints.contracts.loyalty.v1.RuleFailure;
import dev.omnipoints.gateway.platform.Times;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A rule that could not be asked. */
@Schema(name = "RuleFailure", description = "A rule whose condition failed at run time: it gave nothing")
public record RuleFailureAnswer(
        @Schema(required = true, description = "Number of the rules version")
        long version,

        @Schema(required = true) String rule,

        @Schema(
                required = true,
                description = "What was wrong the last time, in which line and column; nothing of the sale")
        String message,

        @Schema(
                required = true,
                description = "How often it was asked in vain: what is sent again counts again, and a claim or return"
                        + " asks more than once")
        long count,

        @Schema(required = true) Instant firstAt,

        @Schema(required = true) Instant lastAt) {

    /** A page of rules that failed. */
    @Schema(name = "RuleFailures", description = "A page of rules that failed, of the newest version first")
    public record Page(
            @Schema(required = true) List<RuleFailureAnswer> entries,

            @Schema(description = "For the page after this one; absent on the last")
            String nextPageToken) {

        static Page of(ListRuleFailuresResponse told) {
            return new Page(
                    told.getFailuresList().stream().map(RuleFailureAnswer::of).toList(),
                    told.getNextPageToken().isEmpty() ? null : told.getNextPageToken());
        }
    }

    private static RuleFailureAnswer of(RuleFailure told) {
        return new RuleFailureAnswer(
                told.getNumber(),
                told.getRule(),
                told.getMessage(),
                told.getCount(),
                Times.of(told.getFirstAt()),
                Times.of(told.getLastAt()));
    }
}
