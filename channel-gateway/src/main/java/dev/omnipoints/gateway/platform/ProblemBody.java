package dev.omnipoints.gateway.platform;

import dev.omnipoints.contracts.type.v1.Problem;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** RFC 9457 problem+json: what every request that is not fulfilled is answered with. */
@Schema(name = "Problem", description = "Why a request was not fulfilled (RFC 9457). Decide by `reason`.")
public record ProblemBody(
        @Schema(required = true, description = "A stable URI of the reason")
        String type,

        @Schema(required = true, description = "The same text for every problem of this reason")
        String title,

        @Schema(required = true, description = "The HTTP status")
        int status,

        @Schema(required = true, description = "What to do about it")
        String detail,

        @Schema(required = true, description = "The word to decide by")
        String reason,

        @Schema(description = "Which field: a JSON path such as lines[1].lineId, a header's or a parameter's name")
        String field,

        @Schema(description = "The member's points, where the refusal is recorded")
        Balance balance,

        @Schema(description = "The points asked for") Long required,

        @Schema(description = "The member that the identity belongs to")
        String memberId,

        @Schema(description = "Seconds to wait before the same request is sent again")
        Long retryAfter,

        @Schema(description = "Which limit was reached: stock, codes, uses")
        String limit,

        @Schema(description = "Names our log lines of a defect; tell it to support")
        String incident) {

    /** The media type of RFC 9457. */
    public static final String MEDIA_TYPE = "application/problem+json";

    /** What a refusal looks like to the caller. */
    public static ProblemBody of(Refused refused) {
        Problem problem = refused.problem();
        ProblemType type = ProblemType.of(problem.getReason());
        return new ProblemBody(
                ProblemType.uri(problem.getReason()),
                type.title(),
                type.status(),
                refused.getMessage(),
                Words.of(problem.getReason()),
                emptyToNull(problem.getField()),
                problem.hasBalance() ? Balance.of(problem.getBalance()) : null,
                problem.getRequired() == 0 ? null : problem.getRequired(),
                emptyToNull(problem.getMemberId()),
                retryAfterSeconds(problem),
                emptyToNull(problem.getLimit()),
                emptyToNull(problem.getIncident()));
    }

    /** Those that pass by themselves say when to come back, in whole seconds, rounded up. */
    private static Long retryAfterSeconds(Problem problem) {
        if (problem.getRetryAfterMillis() > 0) {
            return Math.ceilDiv(problem.getRetryAfterMillis(), 1000L);
        }
        return switch (problem.getReason()) {
            case REASON_RATE_LIMITED,
                    REASON_OVERLOADED,
                    REASON_DEPENDENCY_UNAVAILABLE,
                    REASON_OPERATION_IN_PROGRESS,
                    REASON_OUTCOME_UNKNOWN -> 1L;
            default -> null;
        };
    }

    private static String emptyToNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
