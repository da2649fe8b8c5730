package dev.omnipoints.suite.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.omnipoints.suite.terminal.Failure;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** The gateway's REST interface as tills and apps meet it. Keeps connections open; safe for many threads. */
public final class Gateway implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String TYPE = "application/json";

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();
    private final LocalJson local;
    private final Duration patience;

    /** Waits for answers as long as a person would. */
    public Gateway(LocalJson local) {
        this(local, PATIENCE);
    }

    /** @param patience after which it hangs up, whatever becomes of what it asked */
    public Gateway(LocalJson local, Duration patience) {
        this.local = local;
        this.patience = patience;
    }

    /** A POST by an API client; the idempotency key may be null where the endpoint takes none. */
    public Answer post(String path, String apiKey, String idempotencyKey, String json) throws IOException {
        return post(request(path).header("X-API-Key", apiKey), idempotencyKey, json);
    }

    /** A POST by a member or staff with their token. */
    public Answer postWithToken(String path, String token, String idempotencyKey, String json) throws IOException {
        return post(request(path).header("Authorization", "Bearer " + token), idempotencyKey, json);
    }

    private Answer post(HttpRequest.Builder request, String idempotencyKey, String json) throws IOException {
        request.header("Content-Type", TYPE).POST(HttpRequest.BodyPublishers.ofString(json));
        if (idempotencyKey != null) {
            request.header("Idempotency-Key", idempotencyKey);
        }
        return send(request.build());
    }

    /** A GET by a member or staff with their token. */
    public Answer get(String path, String token) throws IOException {
        return send(request(path).header("Authorization", "Bearer " + token).build());
    }

    /** A member's token of the local issuer. */
    public String memberToken(String memberId) throws IOException {
        return token("member", "&member_id=" + encoded(memberId));
    }

    /**
     * A staff member's token of the local issuer.
     *
     * @param client by its name in local.json, such as `care`
     */
    public String staffToken(String client) throws IOException {
        return token(client, "");
    }

    private String token(String client, String more) throws IOException {
        var credentials = local.clients().get(client);
        var form = "grant_type=client_credentials&client_id=" + encoded(credentials.id()) + "&client_secret="
                + encoded(credentials.secret()) + more;
        var request = HttpRequest.newBuilder(URI.create(local.issuer() + "/token"))
                .timeout(PATIENCE)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        return send(request)
                .orFail("A token for " + client)
                .path("access_token")
                .asText();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(local.rest() + path)).timeout(patience);
    }

    private Answer send(HttpRequest request) throws IOException {
        try {
            var response = client.send(request, HttpResponse.BodyHandlers.ofString());
            var headers = response.headers();
            return new Answer(
                    response.statusCode(),
                    parsed(response.body()),
                    headers.firstValue("Idempotent-Replayed")
                            .map("true"::equals)
                            .orElse(false),
                    headers.firstValue("Retry-After").flatMap(Gateway::seconds));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("Interrupted.", "Run it again: what was sent is not sent twice.");
        }
    }

    /** A proxy's page of HTML is no answer of ours, and no reason to fall over. */
    private static JsonNode parsed(String body) {
        try {
            return body.isBlank() ? MissingNode.getInstance() : JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    private static Optional<Duration> seconds(String header) {
        try {
            return Optional.of(Duration.ofSeconds(Math.max(0, Long.parseLong(header.strip()))));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        client.shutdownNow();
        client.close();
    }
}
