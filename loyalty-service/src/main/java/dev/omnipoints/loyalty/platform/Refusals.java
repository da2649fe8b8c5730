package dev.omnipoints.loyalty.platform;

import com.google.protobuf.Any;
import com.google.protobuf.util.Durations;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import dev.omnipoints.contracts.type.v1.Problem;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.contracts.type.v1.ReasonOuterClass;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.quarkus.grpc.ExceptionHandler;
import io.quarkus.grpc.ExceptionHandlerProvider;
import jakarta.inject.Singleton;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * The one place where what goes wrong becomes a gRPC status: a {@link Refused} as google.rpc.Status with
 * ErrorInfo, {@link Problem} and, where waiting helps, RetryInfo; trouble with the database as a reason
 * that says whether to ask again; anything else as INTERNAL with an incident id that names the log lines.
 */
@Singleton
public class Refusals implements ExceptionHandlerProvider {
    /** The domain of every ErrorInfo of ours. */
    public static final String DOMAIN = "omnipoints.dev";

    private static final Logger LOG = Logger.getLogger(Refusals.class);
    private static final String PREFIX = "REASON_";

    @Override
    public Throwable transform(Throwable thrown) {
        return toStatus(thrown);
    }

    @Override
    public <Q, R> ExceptionHandler<Q, R> createHandler(
            ServerCall.Listener<Q> listener, ServerCall<Q, R> serverCall, Metadata metadata) {
        return new ExceptionHandler<>(listener, serverCall, metadata) {
            @Override
            protected void handleException(Throwable thrown, ServerCall<Q, R> call, Metadata headers) {
                close(call, thrown);
            }
        };
    }

    /** Ends a call with what was thrown; does nothing where the call has ended already. */
    public void close(ServerCall<?, ?> call, Throwable thrown) {
        StatusException status = toStatus(thrown);
        Metadata trailers = status.getTrailers();
        try {
            call.close(status.getStatus(), trailers == null ? new Metadata() : trailers);
        } catch (IllegalStateException alreadyClosed) {
            LOG.debugf("call already closed: %s", alreadyClosed.getMessage());
        }
    }

    /** What was thrown, as it goes out. */
    public StatusException toStatus(Throwable thrown) {
        return switch (thrown) {
            case Refused refused -> toStatus(refused);
            case StatusException ours -> ours;
            case StatusRuntimeException ours -> new StatusException(ours.getStatus(), ours.getTrailers());
            default -> toStatus(asRefused(thrown));
        };
    }

    /** What was thrown, as a refusal; a defect is logged under the incident that the refusal names. */
    public Refused asRefused(Throwable thrown) {
        return thrown instanceof Refused refused
                ? refused
                : DatabaseTrouble.asRefused(thrown).orElseGet(() -> defect(thrown));
    }

    private static Refused defect(Throwable thrown) {
        String incident = UUID.randomUUID().toString();
        LOG.errorf(thrown, "incident %s", incident);
        return Refused.of(
                Problem.newBuilder()
                        .setReason(Reason.REASON_INTERNAL)
                        .setIncident(incident)
                        .build(),
                "A defect of ours; name the incident " + incident + " to the operator.");
    }

    private static StatusException toStatus(Refused refused) {
        Problem problem = refused.problem();
        com.google.rpc.Status.Builder status = com.google.rpc.Status.newBuilder()
                .setCode(canonicalCode(problem.getReason()))
                .setMessage(refused.getMessage())
                .addDetails(Any.pack(errorInfo(problem)))
                .addDetails(Any.pack(problem));
        if (problem.getRetryAfterMillis() > 0) {
            status.addDetails(Any.pack(RetryInfo.newBuilder()
                    .setRetryDelay(Durations.fromMillis(problem.getRetryAfterMillis()))
                    .build()));
        }
        return StatusProto.toStatusException(status.build());
    }

    private static ErrorInfo errorInfo(Problem problem) {
        ErrorInfo.Builder info = ErrorInfo.newBuilder()
                .setReason(problem.getReason().name().substring(PREFIX.length()))
                .setDomain(DOMAIN);
        put(info, "field", problem.getField());
        put(info, "memberId", problem.getMemberId());
        put(info, "limit", problem.getLimit());
        put(info, "incident", problem.getIncident());
        return info.build();
    }

    private static void put(ErrorInfo.Builder info, String key, String value) {
        if (!value.isEmpty()) {
            info.putMetadata(key, value);
        }
    }

    private static int canonicalCode(Reason reason) {
        Integer code = reason.getValueDescriptor().getOptions().getExtension(ReasonOuterClass.grpcCode);
        return code == null || code == 0 ? Status.Code.UNKNOWN.value() : code;
    }
}
