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

    /** Of a call that changes nothing. */
    static Throwable ofRead(Throwable failed) {
        return of((StatusRuntimeException) failed, Reason.REASON_DEPENDENCY_UNAVAILABLE);
    }

    /** Of a call that may have been carried out. */
    static Throwable ofCommand(Throwable failed) {
        return of((StatusRuntimeException) failed, Reason.REASON_OUTCOME_UNKNOWN);
    }

    private static Throwable of(StatusRuntimeException failed, Reason outOfTime) {
        Optional<Problem> told = problem(failed);
        if (told.isPresent()) {
            return switch (told.get().getReason()) {
                // That a service does not believe us is our defect, not the caller's.
                case REASON_UNAUTHENTICATED, REASON_UNSPECIFIED, UNRECOGNIZED -> failed;
                default -> Refused.asTold(told.get(), detail(failed));
            };
        }
        if (connectionBroke(failed)) {
            return noAnswer(outOfTime);
        }
        return switch (failed.getStatus().getCode()) {
            case UNAVAILABLE, RESOURCE_EXHAUSTED ->
                Refused.because(
                        Reason.REASON_DEPENDENCY_UNAVAILABLE, "Send the same request again, with the same key.");
            case DEADLINE_EXCEEDED, CANCELLED -> noAnswer(outOfTime);
            default -> failed;
        };
    }

    private static Refused noAnswer(Reason reason) {
        return Refused.because(
                reason, "No answer came in time; send the same request again, with the same Idempotency-Key.");
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
