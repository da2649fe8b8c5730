package dev.omnipoints.gateway.platform;

import dev.omnipoints.contracts.type.v1.Reason;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Lets in as many requests at once as are answered in good time; whoever comes beyond them is OVERLOADED at once, at
 * the cost of reading the request's head. Places are for requests that have come in whole: a client that is slow to
 * send keeps nobody out.
 */
@Singleton
public final class Admission {
    // Before all other work, the look at the head that BodyLimit takes included.
    private static final int BEFORE_ALL = -11_000;
    private static final String API = "/v1/";

    private final int limit;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final LongAdder refused = new LongAdder();
    private final Problems.Answer answer;

    Admission(
            @ConfigProperty(name = "omnipoints.admission.in-flight") int limit,
            Problems problems,
            MeterRegistry metrics) {
        if (limit < 1) {
            throw new IllegalStateException("omnipoints.admission.in-flight must be at least 1");
        }
        this.limit = limit;
        // Written once: a refusal is to cost next to nothing.
        this.answer = problems.answer(overloaded());
        Gauge.builder("omnipoints.admission.in.flight", inFlight, AtomicInteger::get)
                .register(metrics);
        FunctionCounter.builder("omnipoints.admission.refused", refused, LongAdder::sum)
                .register(metrics);
    }

    void install(@Observes Router router) {
        router.route().order(BEFORE_ALL).handler(this::door);
    }

    /** Health and metrics pass: they are to tell of the overload. */
    private void door(RoutingContext context) {
        HttpServerRequest request = context.request();
        String path = request.path();
        if (inFlight.get() < limit || path == null || !path.startsWith(API)) {
            context.next();
            return;
        }
        refused.increment();
        HttpServerResponse response = context.response().setStatusCode(answer.status());
        for (Map.Entry<String, String> header : answer.headers().entrySet()) {
            response.putHeader(header.getKey(), header.getValue());
        }
        if (request.headers().contains(HttpHeaders.EXPECT)) {
            // Whether its body still comes is the client's to choose: nobody waits for it.
            BodyLimit.readNoFurther(context);
            response.end(Buffer.buffer(answer.body())).onComplete(told -> endConnection(request));
        } else {
            response.end(Buffer.buffer(answer.body()));
        }
    }

    private static void endConnection(HttpServerRequest request) {
        if (request.version() != HttpVersion.HTTP_2) {
            request.connection().close();
        }
    }

    /**
     * Takes a place until the request is answered or its client has left, which cancels what it asked for.
     *
     * @throws Refused OVERLOADED: there is none
     */
    void enter(RoutingContext context) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            return; // No end would be told any more.
        }
        if (inFlight.incrementAndGet() > limit) {
            inFlight.decrementAndGet();
            refused.increment();
            throw overloaded();
        }
        AtomicBoolean left = new AtomicBoolean();
        context.addEndHandler(ended -> {
            if (left.compareAndSet(false, true)) {
                inFlight.decrementAndGet();
            }
        });
    }

    private static Refused overloaded() {
        return Refused.because(
                Reason.REASON_OVERLOADED, "Too many requests at once; send it again after the time told.");
    }
}
