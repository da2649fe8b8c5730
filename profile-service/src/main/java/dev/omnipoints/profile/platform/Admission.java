package dev.omnipoints.profile.platform;

import dev.omnipoints.contracts.type.v1.Problem;
import dev.omnipoints.contracts.type.v1.Reason;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.grpc.GlobalInterceptor;
import jakarta.enterprise.inject.spi.Prioritized;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Lets in as many calls at once as are answered in good time; whoever comes beyond them is OVERLOADED at once, before
 * anything else looks at the call. Places are for calls whose request has come in whole. Streams hold none: they have
 * limits of their own.
 */
@Singleton
@GlobalInterceptor
public class Admission implements ServerInterceptor, Prioritized {
    private static final String HEALTH = "grpc.health.v1.Health";
    private static final long RETRY_AFTER_MILLIS = 200;

    private final int limit;
    private final Refusals refusals;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final LongAdder refused = new LongAdder();

    @Inject
    Admission(
            @ConfigProperty(name = "omnipoints.admission.in-flight", defaultValue = "1024") int limit,
            Refusals refusals,
            MeterRegistry metrics) {
        if (limit < 1) {
            throw new IllegalStateException("omnipoints.admission.in-flight must be at least 1");
        }
        this.limit = limit;
        this.refusals = refusals;
        Gauge.builder("omnipoints.admission.in.flight", inFlight, AtomicInteger::get)
                .register(metrics);
        FunctionCounter.builder("omnipoints.admission.refused", refused, LongAdder::sum)
                .register(metrics);
    }

    @Override
    public int getPriority() {
        return Integer.MAX_VALUE - 1;
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        var method = call.getMethodDescriptor();
        if (method.getType() != MethodType.UNARY || HEALTH.equals(method.getServiceName())) {
            return next.startCall(call, headers);
        }
        if (inFlight.get() >= limit) {
            refuse(call);
            return new ServerCall.Listener<>() {};
        }
        Admitted<Q, R> admitted = new Admitted<>(call);
        return new SimpleForwardingServerCallListener<>(next.startCall(admitted, headers)) {
            @Override
            public void onHalfClose() {
                if (admitted.enter()) {
                    super.onHalfClose();
                } else {
                    refuse(call);
                }
            }

            @Override
            public void onCancel() {
                admitted.leave();
                super.onCancel();
            }
        };
    }

    /** Takes a place, where there is one. */
    boolean enter() {
        if (inFlight.incrementAndGet() > limit) {
            inFlight.decrementAndGet();
            return false;
        }
        return true;
    }

    /** Gives a place back. */
    void leave() {
        inFlight.decrementAndGet();
    }

    private void refuse(ServerCall<?, ?> call) {
        refused.increment();
        Problem problem = Problem.newBuilder()
                .setReason(Reason.REASON_OVERLOADED)
                .setRetryAfterMillis(RETRY_AFTER_MILLIS)
                .build();
        refusals.close(call, Refused.of(problem, "Too many calls at once; send it again after the time told."));
    }

    private enum Stage {
        COMING_IN,
        INSIDE,
        ENDED
    }

    /** A call that keeps its place until it is answered, which it may be before its request has come in. */
    private final class Admitted<Q, R> extends SimpleForwardingServerCall<Q, R> {
        private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.COMING_IN);

        private Admitted(ServerCall<Q, R> call) {
            super(call);
        }

        private boolean enter() {
            boolean entered = Admission.this.enter();
            if (entered && !stage.compareAndSet(Stage.COMING_IN, Stage.INSIDE)) {
                Admission.this.leave();
            }
            return entered;
        }

        private void leave() {
            if (stage.getAndSet(Stage.ENDED) == Stage.INSIDE) {
                Admission.this.leave();
            }
        }

        @Override
        public void close(Status status, Metadata trailers) {
            leave();
            super.close(status, trailers);
        }
    }
}
