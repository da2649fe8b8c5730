package dev.omnipoints.gateway.platform;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Takes a body in up to its limit, with or without Content-Length, before anything else looks at the request, and
 * answers in problem+json what fails below the resources (a body too large, a path that cannot be decoded).
 */
@Singleton
public final class BodyLimit {
    /** The largest body: a mebibyte (interfaces.md, sizes). */
    public static final int BYTES = 1024 * 1024;

    // Before Quarkus' own limit, which answers without a body.
    private static final int FIRST = -10_000;

    private final Problems problems;

    BodyLimit(Problems problems) {
        this.problems = problems;
    }

    void install(@Observes Router router) {
        router.route("/v1/*")
                .order(FIRST)
                .handler(BodyHandler.create(false).setBodyLimit(BYTES))
                .failureHandler(this::fail);
        router.route().order(FIRST).failureHandler(this::fail);
        for (int status : new int[] {400, 404, 405, 406, 413, 415, 500}) {
            router.errorHandler(status, this::fail);
        }
    }

    private void fail(RoutingContext context) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.headWritten()) {
            return;
        }
        Throwable thrown = context.failure();
        int status = context.statusCode();
        Problems.Answer answer = problems.answer(
                thrown instanceof Refused || status >= 500 || status < 0
                        ? thrown == null ? new IllegalStateException("HTTP " + status) : thrown
                        : Problems.ofStatus(status, thrown));
        response.setStatusCode(answer.status());
        answer.headers().forEach(response::putHeader);
        if (answer.status() == 413) {
            // What is still on its way is not read.
            response.putHeader("Connection", "close");
        }
        response.end(Buffer.buffer(answer.body()));
    }
}
