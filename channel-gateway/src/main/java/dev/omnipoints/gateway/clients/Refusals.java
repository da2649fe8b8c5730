package dev.omnipoints.gateway.clients;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.omnipoints.contracts.type.v1.Problem;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.gateway.platform.Refused;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.Optional;

/** Reads what another service answered instead of a result. */
final class Refusals {
    private Refusals() {}

    /** Whether the service itself told what became of the call. */
    static boolean told(StatusRuntimeException failed) {
        return problem(failed).isPresent();
    }

    /**
     * What a failed call is to the caller.
     *
     * @param perhapsDone it changes something, and one of its attempts may have been carried out untold
     */
    static Throwable of(StatusRuntimeException failed, boolean perhapsDone) {
        Optional<Problem> told = problem(failed);
        if (told.isPresent()) {
            return switch (told.get().getReason()) {
                // That a service does not believe us is our defect, not the caller's.
                case REASON_UNAUTHENTICATED, REASON_UNSPECIFIED, UNRECOGNIZED -> failed;
                // It tells of the last attempt alone; what became of the one before stays open.
                case REASON_RATE_LIMITED, REASON_OVERLOADED, REASON_DEPENDENCY_UNAVAILABLE ->
                    perhapsDone ? noAnswer(true) : Refused.asTold(told.get(), detail(failed));
                default -> Refused.asTold(told.get(), detail(failed));
            };
        }
        if (connectionBroke(failed)) {
            return noAnswer(perhapsDone);
        }
        return switch (failed.getStatus().getCode()) {
            case UNAVAILABLE, RESOURCE_EXHAUSTED, DEADLINE_EXCEEDED, CANCELLED -> noAnswer(perhapsDone);
            default -> failed;
        };
    }

    private static Refused noAnswer(boolean perhapsDone) {
        return perhapsDone
                ? Refused.because(
                        Reason.REASON_OUTCOME_UNKNOWN,
                        "It may have been done; send the same request again, with the same Idempotency-Key.")
                : Refused.because(
                        Reason.REASON_DEPENDENCY_UNAVAILABLE,
                        "Nothing was done; send the same request again in a moment.");
    }

    /** Another call's reset can take the shared connection along (quarkus#56268): gRPC tells it as INTERNAL. */
    private static boolean connectionBroke(StatusRuntimeException failed) {
        String description = failed.getStatus().getDescription();
        return failed.getStatus().getCode() == Status.Code.INTERNAL
                && description != null
                && description.contains("HTTP/2 error code");
    }

    private static String detail(StatusRuntimeException failed) {
        String detail = failed.getStatus().getDescription();
        return detail == null || detail.isBlank() ? "See the reason." : detail;
    }

    private static Optional<Problem> problem(StatusRuntimeException failed) {
        com.google.rpc.Status status = StatusProto.fromThrowable(failed);
        if (status == null) {
            return Optional.empty();
        }
        for (Any part : status.getDetailsList()) {
            if (part.is(Problem.class)) {
                try {
                    return Optional.of(part.unpack(Problem.class));
                } catch (InvalidProtocolBufferException unreadable) {
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }
}
