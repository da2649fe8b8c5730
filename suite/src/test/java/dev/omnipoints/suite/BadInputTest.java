package dev.omnipoints.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omnipoints.suite.rest.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every bad input has its named answer, and writes what the Reasons table says: mostly nothing, in no table. */
class BadInputTest {
    private final RunningSuite suite = RunningSuite.get();
    private final String member = Sales.unique();
    private final String number = Sales.unique();
    private Map<String, String> before;

    /** One sending of a request. */
    private interface Sending {
        Answer send() throws IOException;
    }

    @BeforeEach
    void enrol() throws Exception {
        assertThat(Sales.enrol(member).status()).isEqualTo(201);
        awaitTold();
    }

    @Test
    void wrongKeyIsUnauthenticated() throws Exception {
        refused(
                401,
                "UNAUTHENTICATED",
                null,
                () -> suite.gateway()
                        .post("/v1/sales", "op_local_wrong", Sales.unique(), Sales.body(number, member, 1000)));
    }

    @Test
    void storeOutsideTheGrantIsNotGranted() throws Exception {
        refused(
                403,
                "STORE_NOT_GRANTED",
                "receipt.store",
                () -> suite.gateway()
                        .post(
                                "/v1/sales",
                                suite.local().tillKey().key(),
                                Sales.unique(),
                                Sales.body(number, member, 1000)));
    }

    @Test
    void saleOfAnUnknownCardIsKeptWithoutPoints() throws Exception {
        before = suite.rows();
        var answer = Sales.post("/v1/sales", Sales.unique(), Sales.body(number, "nobody-" + number, 1000));
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.body().path("memberId").isNull()).isTrue();
        assertThat(answer.body().path("memberStatus").asText()).isEqualTo("UNKNOWN");
        assertThat(answer.body().path("earned").path("points").asLong(-1)).isZero();
        assertThat(answer.body().has("balance")).isFalse();
        assertThat(changed()).containsExactly("loyalty.sale");
        assertThat(count("loyalty.sale")).isEqualTo(1);
    }

    @Test
    void saleOfABlockedMemberIsKeptAndRecordedWithoutPoints() throws Exception {
        block();
        before = suite.rows();
        var answer = Sales.post("/v1/sales", Sales.unique(), Sales.body(number, member, 1000));
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.body().path("memberStatus").asText()).isEqualTo("BLOCKED");
        assertThat(answer.body().path("earned").path("points").asLong(-1)).isZero();
        assertThat(answer.body().path("balance").path("available").asLong(-1)).isZero();
        assertThat(changed()).containsExactly("loyalty.account", "loyalty.journal", "loyalty.sale");
        assertThat(count("loyalty.sale")).isEqualTo(1);
        assertThat(count("loyalty.journal")).isEqualTo(1);
    }

    @Test
    void fractionalAmountIsInvalid() throws Exception {
        refused(
                400,
                "FIELD_INVALID",
                "lines[0].gross",
                () -> sale(Sales.body(number, member, Sales.line("1", "1000.5"), 1000)));
    }

    @Test
    void missingKeyIsTold() throws Exception {
        refused(
                400,
                "IDEMPOTENCY_KEY_MISSING",
                null,
                () -> Sales.post("/v1/sales", null, Sales.body(number, member, 1000)));
    }

    @Test
    void keyReusedWithOtherContentIsRefused() throws Exception {
        var key = Sales.unique();
        assertThat(Sales.post("/v1/sales", key, Sales.body(number, member, 1000))
                        .status())
                .isEqualTo(201);
        refused(
                422,
                "IDEMPOTENCY_KEY_REUSED",
                null,
                () -> Sales.post("/v1/sales", key, Sales.body(number, member, 2000)));
    }

    @Test
    void receiptSentTwiceWithOtherContentIsRefused() throws Exception {
        assertThat(sale(Sales.body(number, member, 1000)).status()).isEqualTo(201);
        refused(409, "RECEIPT_ALREADY_RECORDED", null, () -> sale(Sales.body(number, member, 2000)));
    }

    @Test
    void tendersThatDoNotAddUpAreRefused() throws Exception {
        refused(
                400,
                "TENDERS_DO_NOT_ADD_UP",
                null,
                () -> sale(Sales.body(number, member, Sales.line("1", "1000"), 999)));
    }

    @Test
    void duplicateLineIdsAreInvalid() throws Exception {
        var lines = Sales.line("1", "500") + "," + Sales.line("1", "500");
        refused(400, "FIELD_INVALID", "lines[1].lineId", () -> sale(Sales.body(number, member, lines, 1000)));
    }

    @Test
    void unknownFieldIsInvalid() throws Exception {
        var line = Sales.line("1", "1000").replace("}", ",\"discuont\":100}");
        refused(400, "FIELD_INVALID", "lines[0].discuont", () -> sale(Sales.body(number, member, line, 1000)));
    }

    @Test
    void malformedJsonIsTold() throws Exception {
        var whole = Sales.body(number, member, 1000);
        refused(400, "MALFORMED_REQUEST", null, () -> sale(whole.substring(0, whole.length() - 1)));
    }

    @Test
    void bodyOfTwoMegabytesIsTooLarge() throws Exception {
        var body = Sales.body(number, member, 1000).replace("\"sku\":\"A\"", "\"sku\":\"" + "A".repeat(2 << 20) + "\"");
        refused(413, "BODY_TOO_LARGE", null, () -> sale(body));
    }

    @Test
    void zeroByteInANameIsInvalid() throws Exception {
        var body = "{\"identities\":[{\"type\":\"EXTERNAL\",\"value\":\"" + Sales.unique()
                + "\"}],\"profile\":{\"givenName\":\"A\\u0000da\"}}";
        refused(400, "FIELD_INVALID", "profile.givenName", () -> Sales.post("/v1/members", Sales.unique(), body));
    }

    @Test
    void tenThousandLinesAreTooMany() throws Exception {
        var lines = IntStream.range(0, 10_000)
                .mapToObj(line -> Sales.line(String.valueOf(line), "1"))
                .collect(Collectors.joining(","));
        refused(400, "FIELD_INVALID", "lines", () -> sale(Sales.body(number, member, lines, 10_000)));
    }

    private Answer sale(String body) throws IOException {
        return Sales.post("/v1/sales", Sales.unique(), body);
    }

    private void refused(int status, String reason, String field, Sending sending) throws Exception {
        before = suite.rows();
        var answer = sending.send();
        assertThat(answer.reason()).as(answer.body().toString()).isEqualTo(reason);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body().path("status").asInt()).isEqualTo(status);
        assertThat(answer.body().path("detail").asText()).isNotBlank();
        if (field != null) {
            assertThat(answer.body().path("field").asText()).isEqualTo(field);
        }
        assertThat(changed()).isEmpty();
    }

    /** The tables that are not as they were. */
    private TreeSet<String> changed() throws Exception {
        var after = suite.rows();
        var tables = new TreeSet<>(after.keySet());
        tables.addAll(before.keySet());
        tables.removeIf(table -> Objects.equals(before.get(table), after.get(table)));
        return tables;
    }

    /** How many rows a table has more than before. */
    private long count(String table) throws Exception {
        return rows(new TreeMap<>(suite.rows()).get(table)) - rows(before.get(table));
    }

    private static long rows(String digest) {
        return Long.parseLong(digest.substring(0, digest.indexOf(' ')));
    }

    /** As customer care will: the profile's status goes up by a version, and loyalty is told. */
    private void block() throws Exception {
        var found = Sales.post(
                "/v1/members/lookup", null, "{\"identity\":{\"type\":\"EXTERNAL\",\"value\":\"" + member + "\"}}");
        try (var connection = suite.superuser("profile");
                var update = connection.prepareStatement("UPDATE member SET status = 'BLOCKED',"
                        + " status_version = status_version + 1, next_telling_at = now() WHERE member_id = ?::uuid")) {
            update.setString(1, found.body().path("memberId").asText());
            assertThat(update.executeUpdate()).isOne();
        }
        awaitTold();
    }

    /** What profile has to tell loyalty is told: from here on nothing is written but by a test. */
    private void awaitTold() {
        Awaitility.await("loyalty knows all statuses")
                .atMost(Duration.ofSeconds(30))
                .until(() -> suite.ask(
                                "profile", "SELECT count(*) FROM member WHERE status_version <> acknowledged_version")
                        .equals("0"));
    }
}
