package dev.omnipoints.suite.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class LineParserTest {
    private final LineParser parser = new LineParser(new TreeSet<>(List.of("STORE", "WEB")));

    @Test
    void saleIsSentWithoutWhatTheHeadersSay() {
        var line = parse("""
                {"kind":"sale","channel":"WEB","idempotencyKey":"k","currency":"EUR","basketDiscount":5,
                 "identity":{"type":"EMAIL","value":"Ada@x.org"},
                 "receipt":{"store":"S","terminal":"T","number":"1"},
                 "lines":[{"gross":100,"discount":10},{"gross":50}]}""");
        assertThat(line)
                .isEqualTo(new Line.Sale(
                        "WEB",
                        "k",
                        "{\"currency\":\"EUR\",\"basketDiscount\":5,"
                                + "\"identity\":{\"type\":\"EMAIL\",\"value\":\"Ada@x.org\"},"
                                + "\"receipt\":{\"store\":\"S\",\"terminal\":\"T\",\"number\":\"1\"},"
                                + "\"lines\":[{\"gross\":100,\"discount\":10},{\"gross\":50}]}",
                        List.of("EMAIL:ada@x.org", "RECEIPT:S:T:1:"),
                        "EUR",
                        135));
    }

    @Test
    void returnFollowsItsReceipt() {
        assertThat(parse("""
                {"kind":"return","channel":"WEB","idempotencyKey":"k","returnId":"R",
                 "receipt":{"store":"S","terminal":"T","number":"1"}}"""))
                .isEqualTo(new Line.Return(
                        "WEB",
                        "k",
                        "{\"returnId\":\"R\",\"receipt\":{\"store\":\"S\",\"terminal\":\"T\",\"number\":\"1\"}}",
                        List.of("RECEIPT:S:T:1:")));
    }

    @Test
    void memberIsSentWithWhatEnrolmentTakes() {
        var line = parse("""
                {"kind":"member","idempotencyKey":"k","identities":[{"type":"CARD","value":"1"}],
                 "attributes":{"age":"35"},"enrolledAt":"2026-01-01T00:00:00Z"}""");
        assertThat(line)
                .isEqualTo(new Line.Member(
                        "STORE",
                        "k",
                        "{\"identities\":[{\"type\":\"CARD\",\"value\":\"1\"}],\"attributes\":{\"age\":\"35\"}}",
                        List.of("CARD:1")));
    }

    @Test
    void whatIsNoLineOfThisFormatSaysWhy() {
        assertThat(reason("{\"kind\":\"sale\"")).startsWith("not JSON: ");
        assertThat(reason("{\"kind\":\"sale\",\"kind\":\"sale\"}")).startsWith("not JSON: Duplicate");
        assertThat(reason("[]")).isEqualTo("not a JSON object");
        assertThat(reason("{}")).isEqualTo("kind is none of member, sale, return");
        assertThat(reason("{\"kind\":\"member\",\"idempotencyKey\":\"k\"}")).isEqualTo("identities are missing");
        assertThat(reason("{\"kind\":\"sale\",\"idempotencyKey\":\"k\",\"channel\":\"FAX\"}"))
                .isEqualTo("channel is none of STORE, WEB");
    }

    private String reason(String line) {
        return ((Line.Bad) parse(line)).reason();
    }

    private Line parse(String line) {
        return parser.parse(line.getBytes(StandardCharsets.UTF_8));
    }
}
