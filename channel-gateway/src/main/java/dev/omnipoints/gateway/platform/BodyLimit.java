package dev.omnipoints.gateway.platform;

import dev.omnipoints.contracts.type.v1.Reason;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Takes a body in up to its limit, with or without Content-Length, before anything else looks at the request, and
 * answers in problem+json what fails below the resources. Quarkus REST itself holds its limit only where the length
 * was announced, and answers it without a body.
 */
@Singleton
public final class BodyLimit {
    /** The largest body: a mebibyte (interfaces.md, sizes). */
    public static final int BYTES = 1024 * 1024;
    /** The path whose body may be larger, for it is many bodies. */
    public static final String BATCH_PATH = "/v1/sales/batch";

    private static final int BATCH_BYTES = 16 * BYTES;
    // Each is held until it is answered, whoever sent it: beyond these a small body still finds memory.
    private static final int LARGE_AT_ONCE = 4;
    private static final long LARGE_TAKES_MILLIS = 30_000;

    // Netty's own limit stands above it: what exceeds that is told by a bare 431.
    private static final int HEADERS = 16 * 1024;
    private static final int MALFORMED = 400;
    private static final int TOO_LARGE = 413;
    // Before Quarkus' own limit.
    private static final int FIRST = -10_000;

    private final Problems problems;
    private final CurrentVertxRequest current;
    private final Admission admission;
    private final AtomicInteger large = new AtomicInteger();

    BodyLimit(Problems problems, CurrentVertxRequest current, Admission admission) {
        this.problems = problems;
        this.current = current;
        this.admission = admission;
    }

    void install(@Observes Router router) {
        router.route().order(FIRST).handler(BodyLimit::readable).failureHandler(this::fail);
        router.route().order(FIRST).handler(BodyLimit::announcedWithinLimit).failureHandler(this::fail);
        for (int status : new int[] {400, 404, 405, 406, TOO_LARGE, 415, 500}) {
            router.errorHandler(status, this::fail);
        }
    }

    /** What is no URI is read differently by different readers; nobody after this one has to guess. */
    private static void readable(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (!isUri(request)) {
            context.fail(MALFORMED);
            return;
        }
        long headers = 0;
        for (Map.Entry<String, String> header : request.headers()) {
            headers += header.getKey().length() + header.getValue().length();
        }
        if (headers > HEADERS) {
            context.fail(
                    MALFORMED, Refused.because(Reason.REASON_MALFORMED_REQUEST, "Send at most 16 KiB of headers."));
            return;
        }
        context.next();
    }

    private static boolean isUri(HttpServerRequest request) {
        try {
            new URI(request.uri());
            return true;
        } catch (URISyntaxException unreadable) {
            return false;
        }
    }

    private static void announcedWithinLimit(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (announced(request) > limit(request)) {
            context.fail(TOO_LARGE, tooLarge(request));
            return;
        }
        if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
            request.response().writeContinue();
            // Said once is enough: Quarkus REST would say it again.
            request.headers().remove(HttpHeaders.EXPECT);
        }
        context.next();
    }

    /**
     * Reads the body before anything looks at it. Not sooner: Quarkus REST pauses each request as it begins with it,
     * which over HTTP/2 cannot be done to one that has ended.
     */
    @ServerRequestFilter(preMatching = true)
    public Uni<Response> takeIn(ContainerRequestContext rest) {
        RoutingContext context = current.getCurrent();
        HttpServerRequest request = context.request();
        if (request.method() == HttpMethod.GET || request.method() == HttpMethod.HEAD) {
            admission.enter(context);
            return Uni.createFrom().nullItem();
        }
        return Uni.createFrom().emitter(emitter -> {
            Buffer body = Buffer.buffer();
            Consumer<Refused> refuse = refused -> {
                request.handler(null).pause();
                readNoFurther(context);
                emitter.fail(refused);
            };
            // Whose client hung up reads no answer, and it is no defect of ours.
            request.exceptionHandler(broken -> emitter.fail(Refused.because(
                    Reason.REASON_MALFORMED_REQUEST, "The body did not come in whole; send it again.")));
            request.handler(chunk -> {
                int length = body.length() + chunk.length();
                if (length > limit(request)) {
                    refuse.accept(tooLarge(request));
                } else if (length > BYTES && body.length() <= BYTES && !admitted(context, refuse)) {
                    refuse.accept(Refused.because(
                            Reason.REASON_OVERLOADED, "Too many large bodies are on their way; send it again later."));
                } else {
                    body.appendBuffer(chunk);
                }
            });
            request.endHandler(end -> {
                try {
                    admission.enter(context);
                    rest.setEntityStream(new ByteArrayInputStream(body.getBytes()));
                    emitter.complete(null);
                } catch (Refused full) {
                    emitter.fail(full);
                }
            });
            request.resume();
        });
    }

    /** Whether one more large body may come in; it must have come before long, and counts until it is answered. */
    private boolean admitted(RoutingContext context, Consumer<Refused> refuse) {
        if (large.incrementAndGet() > LARGE_AT_ONCE) {
            large.decrementAndGet();
            return false;
        }
        context.addEndHandler(ended -> large.decrementAndGet());
        context.vertx().setTimer(LARGE_TAKES_MILLIS, late -> {
            if (!context.request().isEnded()) {
                refuse.accept(Refused.because(
                        Reason.REASON_MALFORMED_REQUEST, "The body did not come within 30 seconds; send it again."));
            }
        });
        return true;
    }

    private static int limit(HttpServerRequest request) {
        return BATCH_PATH.equals(request.path()) ? BATCH_BYTES : BYTES;
    }

    private static Refused tooLarge(HttpServerRequest request) {
        return Refused.because(Reason.REASON_BODY_TOO_LARGE, "Send at most %d MiB.".formatted(limit(request) / BYTES));
    }

    /** What is still on its way is not read: over HTTP/1 the connection ends, over HTTP/2 its stream. */
    static void readNoFurther(RoutingContext context) {
        if (context.request().version() != HttpVersion.HTTP_2) {
            context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
    }

    /** Netty lets nothing pass that is not a length. */
    private static long announced(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null ? 0 : Long.parseLong(length);
    }

    private void fail(RoutingContext context) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.headWritten() || response.closed()) {
            return;
        }
        // The router stumbles over some of these before any route is asked, and says nothing of why.
        Throwable thrown = isUri(context.request())
                ? context.failure()
                : Refused.because(Reason.REASON_MALFORMED_REQUEST, "The path or query is no URI.");
        int status = context.statusCode();
        Problems.Answer answer;
        if (thrown instanceof Refused) {
            answer = problems.answer(thrown);
        } else if (status >= 400 && status < 500) {
            answer = problems.answer(Problems.ofStatus(status, thrown));
        } else {
            answer = problems.answer(thrown == null ? new IllegalStateException("HTTP " + status) : thrown);
        }
        response.setStatusCode(answer.status());
        answer.headers().forEach(response::putHeader);
        if (answer.status() == TOO_LARGE) {
            readNoFurther(context);
        }
        response.end(Buffer.buffer(answer.body()));
    }
}
