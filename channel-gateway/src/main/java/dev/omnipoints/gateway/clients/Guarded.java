package dev.omnipoints.gateway.clients;

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
 * there, and every failure told as a {@link dev.omnipoints.gateway.platform.Refused}.
 */
final class Guarded {
    private static final Metadata.Key<String> CALLER =
            Metadata.Key.of("omnipoints-caller", Metadata.ASCII_STRING_MARSHALLER);
    private static final int MAX_RETRIES = 2;
    private static final Duration FIRST_WAIT = Duration.ofMillis(30);
    private static final Duration LONGEST_WAIT = Duration.ofMillis(200);

    private final String service;
    private final CallerSigner signer;
    private final Reconnection reconnection = new Reconnection(System::nanoTime);

    Guarded(String service, CallerSigner signer) {
        this.service = service;
        this.signer = signer;
    }

    /** A call that changes nothing: without an answer in time the service counts as not available. */
    <S extends AbstractStub<S>, T> Uni<T> read(S stub, Call call, Function<S, Uni<T>> rpc) {
        return Uni.createFrom()
                .deferred(() -> attempts(stub, call, rpc, new Delivery()))
                .onFailure(StatusRuntimeException.class)
                .transform(failed -> Refusals.of((StatusRuntimeException) failed, false));
    }

    /**
     * A call that may have been carried out though no answer came; its key makes it safe to send again. It is
     * OUTCOME_UNKNOWN unless no attempt reached a connection, or the service itself told what became of it.
     */
    <S extends AbstractStub<S>, T> Uni<T> command(S stub, Call call, Function<S, Uni<T>> rpc) {
        return Uni.createFrom().deferred(() -> {
            Delivery delivery = new Delivery();
            return attempts(stub, call, rpc, delivery)
                    .onFailure(StatusRuntimeException.class)
                    .transform(failed -> Refusals.of((StatusRuntimeException) failed, delivery.perhapsDone()));
        });
    }

    private <S extends AbstractStub<S>, T> Uni<T> attempts(
            S stub, Call call, Function<S, Uni<T>> rpc, Delivery delivery) {
        return Uni.createFrom()
                .deferred(() -> {
                    if (call.deadline().isExpired()) {
                        return Uni.createFrom().failure(Status.DEADLINE_EXCEEDED.asRuntimeException());
                    }
                    delivery.attempt();
                    return rpc.apply(prepared(stub, call, delivery))
                            .onFailure(StatusRuntimeException.class)
                            .invoke(failed -> delivery.failed(Refusals.told((StatusRuntimeException) failed)));
                })
                .onFailure(Guarded::wasNotThere)
                .invoke(() -> reconnection.wanted(stub.getChannel()))
                .onFailure(Guarded::wasNotThere)
                .retry()
                .withBackOff(FIRST_WAIT, LONGEST_WAIT)
                .atMost(MAX_RETRIES)
                .onFailure(IllegalStateException.class)
                .transform(failed -> failed.getCause() instanceof StatusRuntimeException cause ? cause : failed);
    }

    private <S extends AbstractStub<S>> S prepared(S stub, Call call, Delivery delivery) {
        Metadata metadata = new Metadata();
        metadata.put(CALLER, signer.token(service, call.caller()));
        return stub.withDeadline(call.deadline())
                .withInterceptors(delivery, MetadataUtils.newAttachHeadersInterceptor(metadata));
    }

    private static boolean wasNotThere(Throwable failure) {
        return failure instanceof StatusRuntimeException status
                && status.getStatus().getCode() == Status.Code.UNAVAILABLE;
    }
}
