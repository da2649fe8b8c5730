package dev.omnipoints.gateway.clients;

import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.gateway.platform.Refused;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.AbstractStub;
import io.grpc.stub.MetadataUtils;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.function.Function;

/**
 * How a dependency is called: with the request's deadline, the signed caller, a second and third try where it was not
 * there, and every failure told as a {@link Refused}.
 */
final class Guarded {
    private static final Metadata.Key<String> CALLER =
            Metadata.Key.of("omnipoints-caller", Metadata.ASCII_STRING_MARSHALLER);
    private static final int MAX_RETRIES = 2;
    private static final Duration FIRST_WAIT = Duration.ofMillis(30);
    private static final Duration LONGEST_WAIT = Duration.ofMillis(200);

    private final String service;
    private final CallerSigner signer;

    Guarded(String service, CallerSigner signer) {
        this.service = service;
        this.signer = signer;
    }

    /** A call that changes nothing: without an answer in time the service counts as not available. */
    <S extends AbstractStub<S>, T> Uni<T> read(S stub, Call call, Function<S, Uni<T>> rpc) {
        return attempts(stub, call, rpc).onFailure(StatusRuntimeException.class).transform(Refusals::ofRead);
    }

    /** A call that may have been carried out though no answer came; its key makes it safe to send again. */
    <S extends AbstractStub<S>, T> Uni<T> command(S stub, Call call, Function<S, Uni<T>> rpc) {
        return attempts(stub, call, rpc).onFailure(StatusRuntimeException.class).transform(Refusals::ofCommand);
    }

    private <S extends AbstractStub<S>, T> Uni<T> attempts(S stub, Call call, Function<S, Uni<T>> rpc) {
        return Uni.createFrom()
                .deferred(() -> {
                    if (call.deadline().isExpired()) {
                        return Uni.createFrom().failure(outOfTime());
                    }
                    return rpc.apply(prepared(stub, call));
                })
                .onFailure(Guarded::wasNotThere)
                .retry()
                .withBackOff(FIRST_WAIT, LONGEST_WAIT)
                .atMost(MAX_RETRIES)
                .onFailure(IllegalStateException.class)
                .transform(failed -> failed.getCause() instanceof StatusRuntimeException cause ? cause : failed);
    }

    private <S extends AbstractStub<S>> S prepared(S stub, Call call) {
        Metadata metadata = new Metadata();
        metadata.put(CALLER, signer.token(service, call.caller()));
        return stub.withDeadline(call.deadline()).withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata));
    }

    /** Nothing was sent, so nothing is unknown. */
    private static Refused outOfTime() {
        return Refused.because(
                Reason.REASON_DEPENDENCY_UNAVAILABLE, "Nothing was done in time; send the same request again.");
    }

    private static boolean wasNotThere(Throwable failure) {
        return failure instanceof StatusRuntimeException status
                && status.getStatus().getCode() == Status.Code.UNAVAILABLE;
    }
}
