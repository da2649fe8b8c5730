package dev.omnipoints.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.omnipoints.suite.rest.Answer;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A till that staff put up and take down: it sells in between. */
class ClientsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final RunningSuite suite = RunningSuite.get();
    private final String till = "till-" + Sales.unique();
    private final String member = Sales.unique();

    @Test
    void aTillSellsFromWhenItHasAKeyUntilItEnds() throws Exception {
        var memberId = Sales.enrol(member).orFail("Enrolment").path("memberId").asText();
        admin(
                "/v1/admin/clients",
                "{\"id\": \"" + till + "\", \"channel\": \"SALON\", \"stores\": [\"SAL-1\", \"SAL-2\"]}");
        var key = admin("/v1/admin/clients/" + till + "/keys", "{}").path("key").asText();

        var sold = sale(key, "SAL-2");
        var elsewhere = sale(key, "SAL-3");

        assertThat(sold.status()).as(sold.problem()).isEqualTo(201);
        assertThat(sold.body().path("earned").path("points").asLong()).isEqualTo(10);
        assertThat(elsewhere.reason()).isEqualTo("STORE_NOT_GRANTED");
        assertThat(suite.gateway()
                        .get("/v1/me/activity", suite.gateway().memberToken(memberId))
                        .orFail("The statement")
                        .path("entries")
                        .path(0)
                        .path("channel")
                        .asText())
                .isEqualTo("SALON");

        admin("/v1/admin/clients/" + till + "/end", "{}");

        await().atMost(PATIENCE)
                .until(() -> "UNAUTHENTICATED".equals(sale(key, "SAL-2").reason()));
    }

    private JsonNode admin(String path, String body) throws IOException {
        return suite.gateway()
                .postWithToken(path, suite.gateway().staffToken("admin"), Sales.unique(), body)
                .orFail(path);
    }

    private Answer sale(String key, String store) throws IOException {
        var number = Sales.unique();
        var body = Sales.body(number, member, 1000).replace("\"E2E-1\"", '"' + store + '"');
        return suite.gateway().post("/v1/sales", key, number, body);
    }
}
