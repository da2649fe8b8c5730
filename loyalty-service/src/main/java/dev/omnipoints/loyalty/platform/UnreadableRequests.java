package dev.omnipoints.loyalty.platform;

import dev.omnipoints.contracts.type.v1.Reason;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.quarkus.grpc.GlobalInterceptor;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * Answers MALFORMED_REQUEST where no message could be read. The server drops bytes that are no protobuf and
 * then ends the call as INTERNAL, for want of a request; but what a client sent is no defect of ours.
 */
@Singleton
@GlobalInterceptor
public class UnreadableRequests implements ServerInterceptor {
    private final Refusals refusals;

    @Inject
    UnreadableRequests(Refusals refusals) {
        this.refusals = refusals;
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        Watched<Q, R> watched = new Watched<>(call);
        return new SimpleForwardingServerCallListener<>(next.startCall(watched, headers)) {
            @Override
            public void onMessage(Q message) {
                watched.read = true;
                super.onMessage(message);
            }
        };
    }

    private final class Watched<Q, R> extends SimpleForwardingServerCall<Q, R> {
        private boolean read;

        private Watched(ServerCall<Q, R> call) {
            super(call);
        }

        @Override
        public void close(Status status, Metadata trailers) {
            if (!read && status.getCode() == Status.Code.INTERNAL) {
                refusals.close(
                        delegate(),
                        Refused.of(Reason.REASON_MALFORMED_REQUEST, "Send one message as the contract has it."));
            } else {
                super.close(status, trailers);
            }
        }
    }
}
