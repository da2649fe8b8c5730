package dev.omnipoints.loyalty.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.loyalty.platform.Refused;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each refusal of the reader: parts of a rule, the path that is named, and what is said. A row that ends in `schema` is
 * refused by the published schema too.
 */
class RefusedRulesTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String LEAST = "{\"id\":\"a\",\"name\":\"A\",\"award\":{\"fixed\":{\"points\":\"1\"}}}";

    static Stream<String> rows() {
        return RefusedRules.TABLE.lines();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void aRuleThatCannotStandIsNamedWithWhatToSend(String line) throws JsonProcessingException {
        String[] row = line.split(" \\| ");
        String document = "{\"rules\":[" + LEAST.replace("\"a\"", "\"z\"") + "," + with(row[0]) + "]}";

        Refused refused = refused(document);

        assertThat(refused.reason()).isEqualTo(Reason.REASON_FIELD_INVALID);
        assertThat(refused.problem().getField()).isEqualTo("document.rules[1]." + row[1]);
        assertThat(refused).hasMessage(row[2]);
        if (row.length > 3) {
            assertThat(row[3]).isEqualTo("schema");
            assertThat(RulesSchema.against(document)).isNotEmpty();
        } else {
            assertThat(RulesSchema.against(document)).isEmpty();
        }
    }

    /** The least rule with other parts; one that is null is taken away. */
    private static String with(String parts) throws JsonProcessingException {
        ObjectNode rule = (ObjectNode) JSON.readTree(LEAST);
        ObjectNode others = (ObjectNode) JSON.readTree("{" + parts + "}");
        others.properties().forEach(part -> {
            if (part.getValue().isNull()) {
                rule.remove(part.getKey());
            } else {
                rule.set(part.getKey(), part.getValue());
            }
        });
        return rule.toString();
    }

    /** A part with a condition | where | the beginning of what is said. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'member':{'when':'member.age > 5'} | member.when | Line 1, column 7: ",
                "'member':{'when':'line.net > 5'} | member.when | Line 1, column 1: ",
                "'basket':{'when':'basket.total >\\n  basket.sum'} | basket.when | Line 2, column 9: ",
                "'basket':{'when':'basket.total'} | basket.when | Line 1, column 7: ",
                "'basket':{'when':'basket.total > '} | basket.when | Line 1, column 16: ",
                "'basket':{'when':'basket.total / 0 > 5'} | basket.when | Line 1, column 16: ",
                "'lines':{'exclude':{'when':'event.type == 5'}} | lines.exclude.when | Line 1, column 1: ",
                "'event':'x','member':{'when':'basket.total > 5'} | member.when | Line 1, column 1: ",
                "'basket':{'when':'basket.lines.all(a, basket.lines.all(b, basket.lines.all(c, a == c)))'}"
                        + " | basket.when | Line 1, column 57: "
            })
    void aConditionThatCannotStandIsNamedWithItsLineAndColumn(String part, String field, String detail)
            throws JsonProcessingException {
        Refused refused = refused("{\"rules\":[" + with(part.replace('\'', '"')) + "]}");

        assertThat(refused.reason()).isEqualTo(Reason.REASON_FIELD_INVALID);
        assertThat(refused.problem().getField()).isEqualTo("document.rules[0]." + field);
        assertThat(refused.getMessage()).startsWith(detail);
    }

    @Test
    void whatIsWrongWithTheWholeIsNamed() {
        assertRefused("[]", "document", "Send a JSON object.", true);
        assertRefused("{}", "document.rules", "This field is required.", true);
        assertRefused("{\"rules\":{}}", "document.rules", "Send a JSON array of objects.", true);
        assertRefused("{\"rules\":[5]}", "document.rules[0]", "Send a JSON object.", true);
        assertRefused(
                "{\"rules\":[],\"limits\":[]}",
                "document.limits",
                "There is no such field; there are caps, rules.",
                true);
        assertRefused(
                "{\"rules\":[],\"" + "n".repeat(1_000) + "\":1}",
                "document." + "n".repeat(64) + "…",
                "There is no such field; there are caps, rules.",
                true);
        assertRefused(
                "{\"rules\":[" + LEAST + "," + LEAST + "]}",
                "document.rules[1].id",
                "Send each id once: rules[0] has it too.",
                false);
    }

    @Test
    void capsOfTheVersionThatCannotStandAreNamed() {
        String per = "Send one of SALE, DAY, WEEK, MONTH, LIFETIME.";
        assertCaps("[]", "caps", "Send at least one, or leave it out: then nothing is capped.", true);
        assertCaps("[{\"points\":5,\"per\":\"TOTAL\"}]", "caps[0].per", per, true);
        assertCaps("[{\"per\":\"DAY\"}]", "caps[0]", "Send points, and per.", true);
        assertCaps(
                "[{\"uses\":5,\"per\":\"DAY\"}]",
                "caps[0].uses",
                "There is no such field; there are per, points.",
                true);
        assertCaps(
                "[{\"points\":5,\"per\":\"DAY\"},{\"points\":6,\"per\":\"DAY\"}]",
                "caps[1]",
                "Send each measure once per DAY: another cap has it too.",
                false);
    }

    @Test
    void whatIsRoundedTogetherHasOneMode() {
        String sale = "\"rounding\":{\"place\":\"SALE\"}";
        String other = "\"rounding\":{\"place\":\"SALE\",\"mode\":\"CEILING\"}";
        assertRefused(
                "{\"rules\":[" + named("a", sale) + "," + named("b", "\"event\":\"SALE\"") + "," + named("c", other)
                        + "]}",
                "document.rules[2].rounding.mode",
                "Send FLOOR, or another place: all rules with the place SALE have one mode.",
                false);
    }

    private static String named(String id, String part) {
        return LEAST.replace("\"a\"", '"' + id + '"').replace("\"name\"", part + ",\"name\"");
    }

    private static void assertCaps(String caps, String field, String detail, boolean bySchema) {
        assertRefused("{\"rules\":[],\"caps\":" + caps + "}", "document." + field, detail, bySchema);
    }

    private static void assertRefused(String document, String field, String detail, boolean bySchema) {
        Refused refused = refused(document);
        assertThat(refused.reason()).isEqualTo(Reason.REASON_FIELD_INVALID);
        assertThat(refused.problem().getField()).isEqualTo(field);
        assertThat(refused).hasMessage(detail);
        assertThat(RulesSchema.against(document).isEmpty()).isEqualTo(!bySchema);
    }

    private static Refused refused(String document) {
        return catchThrowableOfType(
                Refused.class, () -> RulesDocument.of(document).read("document", 1));
    }
}
