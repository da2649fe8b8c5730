package dev.omnipoints.suite;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Quotes, batches and terminals' own counts through all services; each test has a member and a terminal of its own. */
class SellingTest {
    private static final int SALES = 90;
    private static final int POINTS_EACH = 12;
    private static final int ATTEMPTS = 10;

    private final RunningSuite suite = RunningSuite.get();
    private final String member = Sales.unique();
    private final String terminal = Sales.unique();

    @BeforeEach
    void enrol() throws Exception {
        assertThat(Sales.enrol(member).status()).isEqualTo(201);
    }

    @Test
    void aQuoteIsWhatTheSaleThenGets() throws Exception {
        var sale = Sales.body(Sales.unique(), member, 4999);

        var quoted = Sales.post("/v1/quotes", null, sale).orFail("A quote");
        var sold = Sales.post("/v1/sales", Sales.unique(), sale).orFail("A sale");

        assertThat(quoted.path("earn").path("points").asLong()).isEqualTo(49);
        assertThat(sold.path("earned").path("points").asLong()).isEqualTo(49);
        assertThat(quoted.path("earn").path("breakdown"))
                .isEqualTo(sold.path("earned").path("breakdown"));
        assertThat(quoted.path("balance").path("seq").asLong(-1)).isZero();
        assertThat(quoted.path("redeemable").path("points").asLong(-1)).isZero();
    }

    @Test
    void theSameBatchAgainAndOverlappingHalvesAreHarmless() throws Exception {
        var first = results(batch(0, 60));
        var second = results(batch(30, SALES));
        var again = results(batch(0, SALES));

        assertThat(second.subList(0, 30))
                .allMatch(result -> result.path("replayed").asBoolean());
        assertThat(again).allMatch(result -> result.path("replayed").asBoolean());
        for (int i = 0; i < SALES; i++) {
            var told = i < 60 ? first.get(i) : second.get(i - 30);
            assertThat(told.path("status").asInt()).isEqualTo(201);
            assertThat(again.get(i).path("sale")).isEqualTo(told.path("sale"));
        }
        assertThat(suite.ask("loyalty", "SELECT count(*) FROM sale WHERE terminal = '" + terminal + "'"))
                .isEqualTo(String.valueOf(SALES));
        var found = Sales.post(
                "/v1/members/lookup", null, "{\"identity\":{\"type\":\"EXTERNAL\",\"value\":\"" + member + "\"}}");
        assertThat(found.body().path("balance").path("available").asLong()).isEqualTo(SALES * POINTS_EACH);
    }

    @Test
    void whatATerminalHasNotSentIsSeenByStaff() throws Exception {
        results(IntStream.of(9, 3, 4, 12, 4, 7).mapToObj(number -> sale(Sales.unique(), number)));

        var gaps = suite.gateway()
                .get(
                        "/v1/admin/terminals/" + terminal + "/gaps?store=E2E-1",
                        suite.gateway().staffToken("viewer"))
                .orFail("Gaps");

        assertThat(gaps.path("entries").toString())
                .isEqualTo("[{\"store\":\"E2E-1\",\"from\":4,\"to\":4,\"repeated\":2},"
                        + "{\"store\":\"E2E-1\",\"from\":5,\"to\":6,\"missing\":2},"
                        + "{\"store\":\"E2E-1\",\"from\":8,\"to\":8,\"missing\":1},"
                        + "{\"store\":\"E2E-1\",\"from\":10,\"to\":11,\"missing\":2}]");
        assertThat(gaps.path("counted").toString()).isEqualTo("[{\"store\":\"E2E-1\",\"first\":3,\"last\":12}]");
        assertThat(gaps.has("nextPageToken")).isFalse();
    }

    private Stream<String> batch(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> sale(terminal + "-" + i, i));
    }

    private String sale(String number, long sequence) {
        return Sales.body(number, member, 1250)
                .replace("\"T1\"", "\"" + terminal + "\"")
                .replaceFirst("\\{", "{\"idempotencyKey\":\"k-" + number + "\",\"sequence\":" + sequence + ",");
    }

    /** As a till does: as long as some of the sales are not answered, the batch is sent again. */
    private static List<JsonNode> results(Stream<String> sales) throws IOException {
        var batch = sales.collect(Collectors.joining(",", "{\"sales\":[", "]}"));
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            var results =
                    Sales.post("/v1/sales/batch", null, batch).orFail("A batch").path("results");
            var each = StreamSupport.stream(results.spliterator(), false).toList();
            if (each.stream().noneMatch(result -> result.path("status").asInt() >= 500)) {
                return each;
            }
        }
        throw new AssertionError("Some of the sales were not answered " + ATTEMPTS + " times");
    }
}
