package dev.omnipoints.gateway.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.omnipoints.contracts.loyalty.v1.Simulation;
import dev.omnipoints.gateway.platform.Times;
import dev.omnipoints.gateway.platform.Words;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A draft that is tried, how far it is, and what came of it. */
@Schema(name = "Simulation", description = "A draft of rules, tried over the recorded sales of a period")
public record SimulationAnswer(
        @Schema(required = true, description = "Its id; opaque")
        String simulation,

        @Schema(required = true) String draft,

        @Schema(required = true, description = "The draft's version when it was asked for: what is tried")
        int draftVersion,

        @Schema(required = true) Instant from,
        @Schema(required = true, description = "Exclusive") Instant to,

        @Schema(
                required = true,
                enumeration = {"QUEUED", "RUNNING", "DONE", "FAILED"})
        String state,

        @Schema(required = true) Progress progress,
        @Schema(required = true) Instant createdAt,
        @Schema(required = true) String createdBy,

        @Schema(description = "Absent until it has ended") Instant endedAt,

        @Schema(description = "Of DONE") SimulationResultAnswer result,
        @Schema(description = "Of FAILED") Failure failure) {

    /** How far it is. */
    @Schema(name = "SimulationProgress", description = "How far it is")
    public record Progress(
            @Schema(required = true, description = "How many sales were looked at")
            long sales,

            @Schema(required = true, nullable = true, description = "Of how many; null until they are counted")
            @JsonInclude(JsonInclude.Include.ALWAYS)
            Long of) {}

    /** Why it did not end. */
    @Schema(name = "SimulationFailure", description = "Why it did not end")
    public record Failure(
            @Schema(required = true, description = "One of the reasons of problems")
            String reason,

            @Schema(required = true, description = "What to do")
            String detail) {}

    static SimulationAnswer of(Simulation told) {
        return new SimulationAnswer(
                told.getSimulationId(),
                told.getDraftId(),
                told.getDraftVersion(),
                Times.of(told.getFrom()),
                Times.of(told.getTo()),
                Words.of(told.getState()),
                new Progress(told.getSales(), told.hasOf() ? (Long) told.getOf() : null),
                Times.of(told.getCreatedAt()),
                told.getCreatedBy(),
                told.hasEndedAt() ? Times.of(told.getEndedAt()) : null,
                told.hasResult() ? SimulationResultAnswer.of(told.getResult()) : null,
                told.hasFailure()
                        ? new Failure(
                                Words.of(told.getFailure().getReason()),
                                told.getFailure().getDetail())
                        : null);
    }
}
