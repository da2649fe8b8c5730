package dev.omnipoints.gateway.platform;

import dev.omnipoints.contracts.type.v1.Problem;
import dev.omnipoints.contracts.type.v1.Reason;
import java.time.Duration;

/**
 * A request that is answered with a {@link Reason} instead of a result. Thrown anywhere, told to the caller in one
 * place ({@link Problems}). It carries no stack trace: a refusal is an answer, not a defect.
 */
public final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    private Refused(Problem problem, String detail) {
        super(detail, null, false, false);
        this.problem = problem;
    }

    /** A refusal with a detail that says what the caller can do; never a value the caller sent. */
    public static Refused because(Reason reason, String detail) {
        return new Refused(Problem.newBuilder().setReason(reason).build(), detail);
    }

    /** A FIELD_INVALID of the field at a JSON path such as {@code lines[1].lineId}, or of a header or parameter. */
    public static Refused field(String field, String detail) {
        return new Refused(
                Problem.newBuilder()
                        .setReason(Reason.REASON_FIELD_INVALID)
                        .setField(field)
                        .build(),
                detail);
    }

    /** A NOT_GRANTED because of what a field says or lacks. */
    public static Refused notGranted(String field, String detail) {
        return new Refused(
                Problem.newBuilder()
                        .setReason(Reason.REASON_NOT_GRANTED)
                        .setField(field)
                        .build(),
                detail);
    }

    /** What another service refused, passed on as it was told. */
    public static Refused asTold(Problem problem, String detail) {
        return new Refused(problem, detail);
    }

    /** The same refusal, to be tried again after a while. */
    public Refused retryAfter(Duration wait) {
        return new Refused(
                problem.toBuilder().setRetryAfterMillis(wait.toMillis()).build(), getMessage());
    }

    /** The same refusal of a question that stood under this field of the request. */
    public Refused under(String field) {
        String told = problem.getField();
        return new Refused(
                problem.toBuilder()
                        .setField(told.isEmpty() ? field : field + "." + told)
                        .build(),
                getMessage());
    }

    /** Why, and what helps to act. */
    public Problem problem() {
        return problem;
    }

    /** Why. */
    public Reason reason() {
        return problem.getReason();
    }
}
