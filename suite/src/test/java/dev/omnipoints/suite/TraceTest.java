package dev.omnipoints.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omnipoints.suite.local.Trio;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A sale is one trace, from the till's own id through three services down to the database. */
class TraceTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String STATEMENT = "db.statement";

    @Test
    void aSaleIsOneTraceThroughAllServicesAndTheirDatabases() throws Exception {
        var suite = RunningSuite.get();
        var member = Sales.unique();
        Sales.enrol(member).orFail("The enrolment");
        try (var collector = new Collector();
                var trio = new Trio(suite.folder(), settings(collector))) {
            var till = id(8);
            var trace = Awaitility.await().atMost(PATIENCE).until(() -> sell(trio, member, till), id -> id != null);

            Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
                var spans = collector.of(trace);
                var ids = spans.stream().map(Collector.Told::id).collect(Collectors.toSet());
                assertThat(spans.stream().map(Collector.Told::parent).filter(id -> !ids.contains(id)))
                        .as("only the first has its parent elsewhere, at the till")
                        .containsExactly(till);
                assertThat(asked(spans, "FROM api_key")).containsExactly("channel-gateway");
                assertThat(asked(spans, "join identity ")).containsExactly("profile-service");
                assertThat(asked(spans, "INSERT INTO sale")).containsExactly("loyalty-service");
                assertThat(asked(spans, "COMMIT")).containsExactly("loyalty-service");
                assertThat(spans.toString()).as("nobody's name or number").doesNotContain(member);
            });
        }
    }

    private static Map<String, String> settings(Collector collector) {
        var settings = new HashMap<>(collector.settings());
        // Cold, on a busy machine.
        settings.put("omnipoints.request.budget", "PT5S");
        return settings;
    }

    /** The services that asked their database what contains this. */
    private static List<String> asked(List<Collector.Told> spans, String statement) {
        return spans.stream()
                .filter(span -> span.attributes().getOrDefault(STATEMENT, "").contains(statement))
                .map(Collector.Told::service)
                .distinct()
                .toList();
    }

    /** The trace of a sale that was taken; null: it was not, for the services have just started. */
    private static String sell(Trio trio, String member, String till) throws Exception {
        var trace = id(16);
        var sale = Sales.unique();
        try (var client = HttpClient.newHttpClient()) {
            var answer = client.send(
                    HttpRequest.newBuilder(URI.create(trio.local().rest() + "/v1/sales"))
                            .header("traceparent", "00-" + trace + "-" + till + "-01")
                            .header("X-API-Key", trio.local().keys().get("STORE"))
                            .header("Idempotency-Key", sale)
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(Sales.body(sale, member, 300)))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == 201 ? trace : null;
        }
    }

    private static String id(int bytes) {
        var id = new byte[bytes];
        ThreadLocalRandom.current().nextBytes(id);
        return HexFormat.of().formatHex(id);
    }
}
