package dev.omnipoints.gateway.platform;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Takes a body in up to its limit, with or without Content-Length, before anything else looks at the request, and
 * answers in problem+json what fails below the resources. Quarkus REST itself holds its limit only where the length
 * was announced, and answers it without a body.
 */
@Singleton
public final class BodyLimit {
    /** The largest body: a mebibyte (interfaces.md, sizes). */
    public static final int BYTES = 1024 * 1024;

    private static final int TOO_LARGE = 413;
    // Before Quarkus' own limit.
    private static final int FIRST = -10_000;

    private final Problems problems;

    BodyLimit(Problems problems) {
        this.problems = problems;
    }

    void install(@Observes Router router) {
        router.route().order(FIRST).handler(BodyLimit::takeIn).failureHandler(this::fail);
        for (int status : new int[] {400, 404, 405, 406, TOO_LARGE, 415, 500}) {
            router.errorHandler(status, this::fail);
        }
    }

    private static void takeIn(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (request.method() == HttpMethod.GET || request.method() == HttpMethod.HEAD) {
            context.next();
            return;
        }
        if (announced(request) > BYTES) {
            context.fail(TOO_LARGE);
            return;
        }
        if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
            request.response().writeContinue();
            // Said once is enough: Quarkus REST would say it again.
            request.headers().remove(HttpHeaders.EXPECT);
        }
        Buffer body = Buffer.buffer();
        request.exceptionHandler(context::fail);
        request.handler(chunk -> {
            if (context.failed()) {
                return;
            }
            if (body.length() + chunk.length() > BYTES) {
                context.fail(TOO_LARGE);
            } else {
                body.appendBuffer(chunk);
            }
        });
        request.endHandler(end -> {
            if (!context.failed()) {
                // Where Quarkus REST looks for a body that was read already; StrictJsonReader does too.
                ((RoutingContextInternal) context).setBody(body);
                context.next();
            }
        });
        request.resume();
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
        Throwable thrown = context.failure();
        int status = context.statusCode();
        Problems.Answer answer;
        if (status >= 400 && status < 500) {
            answer = problems.answer(Problems.ofStatus(status, thrown));
        } else {
            answer = problems.answer(thrown == null ? new IllegalStateException("HTTP " + status) : thrown);
        }
        response.setStatusCode(answer.status());
        answer.headers().forEach(response::putHeader);
        if (answer.status() == TOO_LARGE) {
            // What is still on its way is not read.
            response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        response.end(Buffer.buffer(answer.body()));
    }
}
