package dev.omnipoints.gateway.clients;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ClientStreamTracer;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;

/**
 * How far the attempts of one call came: whether one of them may have been carried out although nobody said so. A
 * status cannot tell (UNAVAILABLE is both "nobody listens" and "the connection broke while I waited"), but gRPC tells a
 * tracer when it gives the call to a connection that is up: before that nothing was sent.
 */
final class Delivery extends ClientStreamTracer.Factory implements ClientInterceptor {
    private volatile boolean sent;
    private volatile boolean perhapsDone;

    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
        return next.newCall(method, options.withStreamTracerFactory(this));
    }

    @Override
    public ClientStreamTracer newClientStreamTracer(ClientStreamTracer.StreamInfo info, Metadata headers) {
        return new ClientStreamTracer() {
            @Override
            public void streamCreated(io.grpc.Attributes connection, Metadata sentHeaders) {
                sent = true;
            }
        };
    }

    /** Another attempt begins. */
    void attempt() {
        sent = false;
    }

    /** The attempt failed; what the service itself told of it is certain. */
    void failed(boolean told) {
        perhapsDone |= sent && !told;
    }

    /** Whether an attempt may have been carried out. */
    boolean perhapsDone() {
        return perhapsDone;
    }
}
