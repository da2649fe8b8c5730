package dev.omnipoints.gateway.till;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.omnipoints.gateway.Credential;
import dev.omnipoints.gateway.GatewayTest;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class BadSaleTest extends GatewayTest {
    private static final String SALE = """
            {"receipt": {"store": "PAR-012", "terminal": "T3", "number": "1"}, "occurredAt": "2026-11-21T10:15:00Z",
             "currency": "EUR", "lines": [{"lineId": "1", "sku": "A", "quantity": 1, "gross": 100, "tax": 20},
             {"lineId": "2", "sku": "B", "quantity": 1, "gross": 50}], "tenders": [{"type": "CASH", "amount": 150}]}
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"gross\": 50           | \"gross\": 50.0                    | lines[1].gross",
                "\"gross\": 50           | \"gross\": 5e1                     | lines[1].gross",
                "\"gross\": 50           | \"gross\": \"50\"                  | lines[1].gross",
                "\"gross\": 50           | \"gross\": true                    | lines[1].gross",
                "\"gross\": 50           | \"gross\": null                    | lines[1].gross",
                "\"gross\": 50           | \"gross\": [50]                    | lines[1].gross",
                "\"gross\": 50           | \"gross\": -1                      | lines[1].gross",
                "\"gross\": 50           | \"gross\": 9223372036854775808     | lines[1].gross",
                "\"gross\": 50           | \"gross\": 1, \"gross\": 2         | lines[1].gross",
                "\"gross\": 50           | \"gros\": 50                       | lines[1].gros",
                "\"gross\": 50           | \"gross\": 50, \"discuont\": 1     | lines[1].discuont",
                "\"lineId\": \"2\"       | \"lineId\": 2                      | lines[1].lineId",
                "\"lineId\": \"2\"       | \"lineId\": \"\"                   | lines[1].lineId",
                "\"lineId\": \"2\"       | \"lineId\": \"é\"                  | lines[1].lineId",
                "\"quantity\": 1, \"gross\": 50 | \"quantity\": 0, \"gross\": 50 | lines[1].quantity",
                "\"tax\": 20             | \"labels\": [\"a\", 1]             | lines[0].labels[1]",
                "\"tax\": 20             | \"labels\": [null]                 | lines[0].labels[0]",
                "\"tax\": 20             | \"category\": \"a\\u0000b\"        | lines[0].category",
                "\"type\": \"CASH\"      | \"type\": \"POINTS\"               | tenders[0].holdId",
                "\"type\": \"CASH\"      | \"type\": \"CASH\", \"holdId\": \"h\" | tenders[0].holdId",
                "\"currency\": \"EUR\"   | \"currency\": \"eur\"              | currency",
                "\"amount\": 150         | \"amount\": -150                  | tenders[0].amount",
                "\"amount\": 150         | \"amount\": 150, \"holdId\": \"\" | tenders[0].holdId",
                "\"currency\": \"EUR\"   | \"currency\": \"EUR\", \"codes\": [\"A B\"] | codes[0]",
                "\"currency\": \"EUR\"   | \"currency\": \"EUR\", \"codes\": \"A\" | codes",
                "\"currency\": \"EUR\"   | \"currency\": \"EUR\", \"sequence\": -1 | sequence",
                "\"currency\": \"EUR\"   | \"currency\": \"EUR\", \"sequence\": 1.0 | sequence",
                "\"currency\": \"EUR\"   | \"currency\": \"EUR\", \"returns\": [{}] | returns[0].receipt",
                "\"currency\": \"EUR\"   | \"currency\": \"EUR\", \"idempotencyKey\": \"k\" | idempotencyKey",
                "\"currency\": \"EUR\"   | \"currency\": \"EUR\", \"channel\": \"WEB\" | channel",
                "\"currency\": \"EUR\"   | \"currency\": \"EUR\", \"basketDiscount\": -1 | basketDiscount",
                "\"currency\": \"EUR\"   | \"currency\": \"EUR\", \"memberId\": \"42\" | memberId",
                "\"currency\": \"EUR\"   | \"currency\": \"EUR\", \"onUnknownMember\": \"ASK\" | onUnknownMember",
                "\"currency\": \"EUR\"   | \"currency\": \"EUR\", \"onUnknownMember\": \"\" | onUnknownMember",
                "\"currency\": \"EUR\"   | \"currency\": \"EUR\", \"onUnknownMember\": 0 | onUnknownMember",
                "\"currency\": \"EUR\",  | ''                                 | currency",
                "2026-11-21T10:15:00Z    | 2026-11-21                         | occurredAt",
                "2026-11-21T10:15:00Z    | 2026-02-30T10:15:00Z               | occurredAt",
                "\"2026-11-21T10:15:00Z\" | 1795256100                        | occurredAt",
                "\"store\": \"PAR-012\", | ''                                 | receipt.store",
                "\"number\": \"1\"       | \"number\": \"1\", \"businessDate\": \"\" | receipt.businessDate",
                "\"receipt\": {          | \"cashier\": \"J \", \"receipt\": { | cashier",
                "\"receipt\": {          | \"identity\": null, \"receipt\": 1, \"x\": { | receipt",
                "\"receipt\": {          | \"identity\": {\"type\": \"CARD\"}, \"receipt\": { | identity.value",
                "\"receipt\": { | \"identity\": {\"type\": \"CARD\", \"value\": 1}, \"receipt\": { | identity.value",
                "\"receipt\": { | \"identity\": {\"type\": \"card\", \"value\": \"1\"}, \"receipt\": { | identity.type",
                "\"receipt\": { | \"identity\": {\"type\":\"APP_CODE\",\"value\":\"1\"}, \"receipt\": { | identity.type"
            })
    void aFieldThatIsNotAsItMustBeIsNamed(String part, String instead, String field) {
        assertThat(SALE).contains(part);

        send(SALE.replace(part, instead))
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("reason", equalTo("FIELD_INVALID"))
                .body("field", equalTo(field));
        assertThat(peers.received()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "{]",
                "[1",
                "null",
                "1",
                "\"text\"",
                "[]",
                "{} {}",
                "{} x",
                "{\"a\": 01}",
                "{\"a\": +1}",
                "{\"a\": NaN}",
                "{'a': 1}",
                "{\"a\": 1,}",
                "{/* */}",
                "{\"a\": \"\\x\"}",
                "{\"a\": \"\t\"}",
                "{\"a\": tru}",
                "\uFEFF{}"
            })
    void whatIsNoJsonObjectIsMalformed(String body) {
        send(body)
                .then()
                .statusCode(400)
                .body("reason", equalTo("MALFORMED_REQUEST"))
                .body("field", nullValue());
        assertThat(peers.received()).isEmpty();
    }

    @Test
    void whatIsNotUtf8IsMalformed() {
        byte[] latin = SALE.replace("CASH", "CHÈQUE").getBytes(StandardCharsets.ISO_8859_1);

        as(Credential.TILL)
                .header("Idempotency-Key", "k")
                .body(latin)
                .post("/v1/sales")
                .then()
                .statusCode(400)
                .body("reason", equalTo("MALFORMED_REQUEST"));
    }

    @Test
    void nestingWithoutEndIsMalformed() {
        send("{\"receipt\": " + "[".repeat(10_000)).then().statusCode(400).body("reason", equalTo("MALFORMED_REQUEST"));
    }

    @Test
    void aNumberOfManyDigitsIsOutOfBounds() {
        send(SALE.replace("\"gross\": 50", "\"gross\": " + "9".repeat(5_000)))
                .then()
                .statusCode(400)
                .body("reason", equalTo("FIELD_INVALID"))
                .body("field", equalTo("lines[1].gross"));
    }

    @Test
    void tooManyLinesAreFieldInvalid() {
        String lines = IntStream.range(0, 10_000)
                .mapToObj(i -> "{\"lineId\":\"%d\",\"sku\":\"A\",\"quantity\":1,\"gross\":1}".formatted(i))
                .collect(Collectors.joining(","));

        send(SALE.replaceFirst("(?s)\"lines\": \\[.*?\\]", "\"lines\": [" + lines + "]"))
                .then()
                .statusCode(400)
                .body("reason", equalTo("FIELD_INVALID"))
                .body("field", equalTo("lines"));
    }

    @Test
    void bothIdentityAndMemberIdAreOneTooMany() {
        send(SALE.replace(
                        "\"receipt\": {",
                        "\"memberId\": \"0192f0c1-2345-7abc-8def-0123456789ab\","
                                + " \"identity\": {\"type\": \"CARD\", \"value\": \"1\"}, \"receipt\": {"))
                .then()
                .statusCode(400)
                .body("reason", equalTo("FIELD_INVALID"))
                .body("field", equalTo("memberId"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"\"", "a b", "\"open", "é"})
    void anIdempotencyKeyThatIsNoneIsNamedByItsHeader(String key) {
        as(Credential.TILL)
                .header("Idempotency-Key", key)
                .body(SALE)
                .post("/v1/sales")
                .then()
                .statusCode(400)
                .body("reason", equalTo("FIELD_INVALID"))
                .body("field", equalTo("Idempotency-Key"));
        assertThat(peers.received()).isEmpty();
    }

    @Test
    void anIdempotencyKeyHasAtMost255Characters() {
        as(Credential.TILL)
                .header("Idempotency-Key", "k".repeat(256))
                .body(SALE)
                .post("/v1/sales")
                .then()
                .statusCode(400)
                .body("reason", equalTo("FIELD_INVALID"))
                .body("field", equalTo("Idempotency-Key"));
    }

    @Test
    void aSaleWithoutAnIdempotencyKeyIsRefused() {
        as(Credential.TILL)
                .body(SALE)
                .post("/v1/sales")
                .then()
                .statusCode(400)
                .body("reason", equalTo("IDEMPOTENCY_KEY_MISSING"));
        assertThat(peers.received()).isEmpty();
    }

    private static Response send(String body) {
        return as(Credential.TILL)
                .header("Idempotency-Key", "k")
                .body(body.getBytes(StandardCharsets.UTF_8))
                .post("/v1/sales");
    }
}
