package dev.omnipoints.loyalty.platform;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.quarkus.grpc.GlobalInterceptor;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.inject.spi.Prioritized;
import jakarta.inject.Singleton;
import java.util.function.BooleanSupplier;

/**
 * Tells long calls whether their client is still there. Of a client that cancels after its request was read, Vert.x
 * does not tell the call (eclipse-vertx/vert.x 5562), but the HTTP response knows. It is known here alone, before
 * Quarkus' own interceptors go on to a context of the call's own.
 */
@Singleton
@GlobalInterceptor
public class Presence implements ServerInterceptor, Prioritized {
    private static final Context.Key<HttpServerResponse> KEY = Context.key("omnipoints-http-response");

    /**
     * Whether the client of the call that is running has left. To be asked for at the start of a service method; the
     * answer, on the call's event loop.
     */
    public static BooleanSupplier gone() {
        HttpServerResponse response = KEY.get();
        if (response == null) {
            throw new IllegalStateException("The call did not come over the HTTP server");
        }
        return response::closed;
    }

    @Override
    public int getPriority() {
        return Integer.MAX_VALUE;
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        RoutingContext request = Vertx.currentContext().getLocal(RoutingContext.class.getName());
        Context context =
                request == null ? Context.current() : Context.current().withValue(KEY, request.response());
        return Contexts.interceptCall(context, call, headers, next);
    }
}
