package dev.omnipoints.gateway.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omnipoints.gateway.Credential;
import dev.omnipoints.gateway.GatewayTest;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

/** The door over HTTP/2, which many clients speak unasked. */
@QuarkusTest
class Http2Test extends GatewayTest {

    @Test
    void aBodyIsReadWhetherTheConnectionIsUpgradedOrOpenAlready() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (int i = 0; i < 3; i++) {
                HttpResponse<String> answer = post(client, "{\"identity\": 7}");

                assertThat(answer.body()).contains("FIELD_INVALID");
                assertThat(answer.statusCode()).isEqualTo(400);
                assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
            }
        }
    }

    @Test
    void aBodyThatIsTooLargeIsRefused() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            post(client, "{}");

            HttpResponse<String> answer = post(client, "x".repeat(BodyLimit.BYTES + 1));

            assertThat(answer.statusCode()).isEqualTo(413);
            assertThat(answer.body()).contains("BODY_TOO_LARGE");
        }
    }

    private static HttpResponse<String> post(HttpClient client, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + RestAssured.port + "/v1/members/lookup"))
                .header("X-API-Key", Credential.SHOP)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        return client.send(request, BodyHandlers.ofString());
    }
}
