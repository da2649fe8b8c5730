package dev.omnipoints.gateway.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** The retailer's OpenID Connect provider, as far as a resource server asks it: its discovery document and its keys. */
final class Issuer {
    /** The header by which the local suite's issuer says what it is. */
    static final String LOCAL_HEADER = "X-Omnipoints-Local";

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    /**
     * What the issuer answered.
     *
     * @param jwks its key set, as JSON
     * @param local it says that it is a local one, which is no production
     */
    record Answer(String jwks, boolean local) {}

    private final URI issuer;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final ObjectMapper json = new ObjectMapper();

    Issuer(URI issuer) {
        this.issuer = issuer;
    }

    /** Asks for the discovery document, then for the keys that it points at. Fails where either cannot be had. */
    CompletionStage<Answer> ask() {
        String base = issuer.toString().replaceAll("/+$", "");
        return get(URI.create(base + "/.well-known/openid-configuration")).thenCompose(discovery -> {
            JsonNode document = parse(discovery.body());
            if (!issuer.toString().equals(document.path("issuer").asText())) {
                throw new CompletionException(new IOException("The discovery document names another issuer"));
            }
            boolean local = discovery.headers().firstValue(LOCAL_HEADER).isPresent();
            return get(URI.create(document.path("jwks_uri").asText()))
                    .thenApply(keys -> new Answer(parse(keys.body()).toString(), local));
        });
    }

    private CompletionStage<HttpResponse<String>> get(URI address) {
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(PATIENCE)
                .header("Accept", "application/json")
                .build();
        return http.sendAsync(request, HttpResponse.BodyHandlers.ofString()).thenApply(response -> {
            if (response.statusCode() != 200) {
                throw new CompletionException(new IOException(address + " answered " + response.statusCode()));
            }
            return response;
        });
    }

    private JsonNode parse(String body) {
        try {
            return json.readTree(body);
        } catch (IOException notJson) {
            throw new CompletionException(notJson);
        }
    }
}
