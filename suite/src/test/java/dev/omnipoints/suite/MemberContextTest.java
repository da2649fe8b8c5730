package dev.omnipoints.suite;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Rules for members on their birthday and in a segment, through all services. They are for one store alone, for the
 * other tests sell by the programme's own rate.
 */
class MemberContextTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String RULES = """
            {"name": "Members", "document": {"rules": [
              {"id": "birthday", "name": "Birthday", "stores": ["STORE"], "member": {"flags": ["isBirthday"]},
               "award": {"fixed": {"points": "100"}}},
              {"id": "vip", "name": "VIP", "stores": ["STORE"], "member": {"segments": ["vip"]},
               "award": {"fixed": {"points": "7"}}}]}}
            """;
    private static final String LAST_OF_THE_DAY_BEFORE = "2026-10-04T21:59:59Z";
    private static final String FIRST_OF_THE_DAY = "2026-10-04T22:00:00Z";

    private final RunningSuite suite = RunningSuite.get();
    private final HttpClient client = HttpClient.newHttpClient();
    private final String card = Sales.unique();
    private final String store = Sales.unique();

    @Test
    void aBirthdayAndASegmentEarnInTheSaleWhatTheQuoteSaid() throws Exception {
        publish();
        var member = enrol("1990-10-05");
        assertThat(sellAsQuoted(LAST_OF_THE_DAY_BEFORE)).isEqualTo(12);
        assertThat(sellAsQuoted(FIRST_OF_THE_DAY)).isEqualTo(112);

        var set = put("/v1/admin/members/" + member + "/segments", "\"1\"", "{\"segments\":[\"vip\",\"spa\"]}");
        assertThat(set.path("segments").toString()).isEqualTo("[\"spa\",\"vip\"]");

        assertThat(sellAsQuoted(LAST_OF_THE_DAY_BEFORE)).isEqualTo(19);
        assertThat(sellAsQuoted(FIRST_OF_THE_DAY)).isEqualTo(119);
        assertThat(sellInABatch(FIRST_OF_THE_DAY, LAST_OF_THE_DAY_BEFORE, "2026-10-05T12:00:00Z"))
                .containsExactly(119L, 19L, 119L);

        put("/v1/admin/members/" + member + "/segments", "\"2\"", "{\"segments\":[]}");
        assertThat(sellAsQuoted(FIRST_OF_THE_DAY)).isEqualTo(112);
    }

    /** Drafted by one, published by another. */
    private void publish() throws IOException, InterruptedException {
        var draft = suite.gateway()
                .postWithToken("/v1/admin/rules", token("marketing"), Sales.unique(), RULES.replace("STORE", store))
                .orFail("A draft");
        var request = request("/v1/admin/rules/" + draft.path("draft").asText() + "/publish", "marketing2")
                .header("If-Match", "\"1\"")
                .header("Idempotency-Key", Sales.unique())
                .POST(HttpRequest.BodyPublishers.noBody());
        send(request);
    }

    private String enrol(String birthDate) throws IOException {
        return Sales.post(
                        "/v1/members",
                        Sales.unique(),
                        "{\"identities\":[{\"type\":\"EXTERNAL\",\"value\":\"" + card
                                + "\"}],\"profile\":{\"birthDate\":\"" + birthDate + "\"}}")
                .orFail("An enrolment")
                .path("memberId")
                .asText();
    }

    private long sellAsQuoted(String at) throws IOException {
        var sale = sale(at);
        var quoted = Sales.post("/v1/quotes", null, sale)
                .orFail("A quote")
                .path("earn")
                .path("points");
        var sold = Sales.post("/v1/sales", Sales.unique(), sale)
                .orFail("A sale")
                .path("earned")
                .path("points");
        assertThat(quoted).isEqualTo(sold);
        return sold.asLong();
    }

    private List<Long> sellInABatch(String... times) throws IOException {
        var sales = new ArrayList<String>();
        for (var at : times) {
            sales.add(sale(at).replaceFirst("\\{", "{\"idempotencyKey\":\"" + Sales.unique() + "\","));
        }
        var points = new ArrayList<Long>();
        Sales.post("/v1/sales/batch", null, "{\"sales\":[" + String.join(",", sales) + "]}")
                .orFail("A batch")
                .path("results")
                .forEach(result -> points.add(
                        result.path("sale").path("earned").path("points").asLong(-1)));
        return points;
    }

    private String sale(String at) {
        return Sales.body(Sales.unique(), card, 1250)
                .replace("\"E2E-1\"", "\"" + store + "\"")
                .replace("2026-10-05T10:00:00Z", at);
    }

    private JsonNode put(String path, String tag, String body) throws IOException, InterruptedException {
        return send(request(path, "marketing")
                .header("If-Match", tag)
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder request(String path, String role) throws IOException {
        return HttpRequest.newBuilder(URI.create(suite.local().rest() + path))
                .header("Authorization", "Bearer " + token(role));
    }

    private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
        var response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    private String token(String role) throws IOException {
        return suite.gateway().staffToken(role);
    }
}
