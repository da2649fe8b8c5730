package dev.omnipoints.loyalty.platform;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.quarkus.grpc.GlobalInterceptor;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * Lets no call in without a signed caller, health checks apart, and makes it
 * {@link VerifiedCaller#current()} for the service method. Having no priority it runs inside Quarkus' own
 * interceptors, so on the call's duplicated Vert.x context, where Quarkus keeps the gRPC context.
 */
@Singleton
@GlobalInterceptor
public class CallerInterceptor implements ServerInterceptor {
    /** The metadata that carries the signed caller. */
    public static final Metadata.Key<String> HEADER =
            Metadata.Key.of("omnipoints-caller", Metadata.ASCII_STRING_MARSHALLER);

    private static final String HEALTH = "grpc.health.v1.Health";

    private final CallerVerifier verifier;
    private final Refusals refusals;

    @Inject
    CallerInterceptor(CallerVerifier verifier, Refusals refusals) {
        this.verifier = verifier;
        this.refusals = refusals;
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        if (HEALTH.equals(call.getMethodDescriptor().getServiceName())) {
            return next.startCall(call, headers);
        }
        VerifiedCaller caller;
        try {
            caller = verifier.verify(headers.get(HEADER));
        } catch (Refused refused) {
            refusals.close(call, refused);
            return new ServerCall.Listener<>() {};
        }
        return Contexts.interceptCall(caller.attachedTo(Context.current()), call, headers, next);
    }
}
