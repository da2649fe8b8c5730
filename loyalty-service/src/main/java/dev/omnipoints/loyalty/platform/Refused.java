package dev.omnipoints.loyalty.platform;

import dev.omnipoints.contracts.type.v1.Problem;
import dev.omnipoints.contracts.type.v1.Reason;

/**
 * A request that is refused, with a named reason (interfaces.md, "Reasons"). Thrown anywhere, mapped to
 * the wire in {@link Refusals} alone. It carries no stack trace: a refusal is an answer, not a defect.
 * The detail tells the caller what to do and never repeats what they sent.
 */
public final class Refused extends RuntimeException {
    private final transient Problem problem;

    private Refused(Problem problem, String detail) {
        super(detail, null, false, false);
        this.problem = problem;
    }

    /** A refusal that says no more than its reason and what to do. */
    public static Refused of(Reason reason, String detail) {
        return new Refused(Problem.newBuilder().setReason(reason).build(), detail);
    }

    /** A refusal with more to act on: a field, a member id, a time to wait. */
    public static Refused of(Problem problem, String detail) {
        return new Refused(problem, detail);
    }

    /**
     * FIELD_INVALID.
     *
     * @param field JSON path in the REST body such as {@code lines[1].lineId}
     */
    public static Refused fieldInvalid(String field, String detail) {
        return new Refused(
                Problem.newBuilder()
                        .setReason(Reason.REASON_FIELD_INVALID)
                        .setField(field)
                        .build(),
                detail);
    }

    /** The refusal as it goes out beside its ErrorInfo. */
    public Problem problem() {
        return problem;
    }

    /** Why. */
    public Reason reason() {
        return problem.getReason();
    }
}
