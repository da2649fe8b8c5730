package dev.omnipoints.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** A named event through all services: a rule on it is written and published, a channel posts, the member sees it. */
class EventsTest {
    private final RunningSuite suite = RunningSuite.get();
    private final String member = Sales.unique();
    private final String type = "visit-" + Sales.unique();

    @Test
    void anEventEarnsOnceByThePublishedRule() throws Exception {
        var memberId = Sales.enrol(member).orFail("Enrolment").path("memberId").asText();
        publish("""
                {"name": "Visits", "document": {"rules": [{"id": "visit", "name": "A visit", "event": "%s",
                 "member": {"when": "event.data.minutes >= 10"}, "award": {"fixed": {"points": "30"}},
                 "caps": [{"uses": 1, "per": "LIFETIME"}]}]}}
                """.formatted(type));

        var first = Sales.post("/v1/events", "k-" + type, visit("1"));
        var again = Sales.post("/v1/events", Sales.unique(), visit("1"));
        var other = Sales.post("/v1/events", Sales.unique(), visit("2"));
        var statement = suite.gateway()
                .get("/v1/me/activity", suite.gateway().memberToken(memberId))
                .orFail("The statement")
                .path("entries");

        assertThat(first.status()).as(first.problem()).isEqualTo(201);
        assertThat(first.body().path("earned").path("points").asLong()).isEqualTo(30);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.replayed()).isTrue();
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(other.body().path("earned").path("points").asLong(-1)).isZero();
        assertThat(statement).hasSize(2);
        assertThat(statement.path(1).path("kind").asText()).isEqualTo("EARN");
        assertThat(statement.path(1).path("event").asText()).isEqualTo(type);
        assertThat(statement.path(1).path("points").asLong()).isEqualTo(30);
    }

    private String visit(String id) {
        return """
                {"source": "%s", "id": "%s", "type": "%s", "identity": {"type": "EXTERNAL", "value": "%s"},
                 "occurredAt": "2026-10-05T10:00:00Z", "data": {"minutes": 15}}
                """.formatted(type, id, type, member);
    }

    /** Written by one, published by another. */
    private void publish(String rules) throws IOException, InterruptedException {
        var gateway = suite.gateway();
        var draft = gateway.postWithToken("/v1/admin/rules", gateway.staffToken("marketing"), Sales.unique(), rules)
                .orFail("A draft");
        var request = HttpRequest.newBuilder(URI.create(suite.local().rest() + "/v1/admin/rules/"
                        + draft.path("draft").asText() + "/publish"))
                .header("Authorization", "Bearer " + gateway.staffToken("marketing2"))
                .header("Idempotency-Key", Sales.unique())
                .header("If-Match", "\"" + draft.path("version").asInt() + "\"")
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        try (var client = HttpClient.newHttpClient()) {
            assertThat(client.send(request, HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(200);
        }
    }
}
