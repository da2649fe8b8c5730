package dev.omnipoints.bench.load;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;

/** Sells at a gateway, as a till does: HTTP/1.1, a connection for each that is in flight. */
final class Rest implements Contender.Door {
    private static final int CONNECTIONS = 512;
    static final int ATTEMPTS = 10;
    private static final Set<Integer> AGAIN = Set.of(503, 504);

    private final HttpClient client;
    private final RequestOptions request;
    private final Baskets baskets;

    Rest(Vertx vertx, SocketAddress gateway, String apiKey, Baskets baskets) {
        this.client = client(vertx);
        this.request = request(gateway, "/v1/sales", apiKey);
        this.baskets = baskets;
    }

    static HttpClient client(Vertx vertx) {
        return vertx.createHttpClient(new HttpClientOptions().setMaxPoolSize(CONNECTIONS));
    }

    static RequestOptions request(SocketAddress gateway, String path, String apiKey) {
        return new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setHost(gateway.host())
                .setPort(gateway.port())
                .setURI(path)
                .putHeader("Content-Type", "application/json")
                .putHeader("X-API-Key", apiKey);
    }

    @Override
    public Future<?> sell() {
        String body = baskets.json(Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        String key = baskets.key();
        return post(client, request, key, body, ATTEMPTS);
    }

    /** What a gateway answered in the end: who is told to come again comes again, with the same key. */
    static Future<Buffer> post(HttpClient client, RequestOptions request, String key, String body, int attempts) {
        return client.request(request)
                .compose(sent -> sent.putHeader("Idempotency-Key", key).send(body))
                .compose(answer -> answer.body().compose(text -> {
                    if (answer.statusCode() / 100 == 2) {
                        return Future.succeededFuture(text);
                    }
                    return AGAIN.contains(answer.statusCode()) && attempts > 1
                            ? post(client, request, key, body, attempts - 1)
                            : Future.failedFuture(answer.statusCode() + " " + text);
                }));
    }
}
