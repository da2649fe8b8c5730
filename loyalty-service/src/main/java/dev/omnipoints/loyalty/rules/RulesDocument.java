package dev.omnipoints.loyalty.rules;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.loyalty.earning.RulesVersion;
import dev.omnipoints.loyalty.platform.Refused;
import java.nio.charset.StandardCharsets;

/**
 * A rules version as marketing wrote it: JSON, each name once, with nothing said yet about what stands in it.
 *
 * @param json as it was sent
 */
public record RulesDocument(JsonNode json) {

    /** UTF-8. */
    static final int MOST_BYTES = 1024 * 1024;

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /**
     * A document as it comes over the wire.
     *
     * @throws Refused MALFORMED_REQUEST, BODY_TOO_LARGE
     */
    public static RulesDocument of(String text) {
        if (text.length() > MOST_BYTES || text.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            throw Refused.of(Reason.REASON_BODY_TOO_LARGE, "A document of rules is at most " + MOST_BYTES + " bytes.");
        }
        try {
            JsonNode json = MAPPER.readTree(text);
            if (json.isMissingNode()) {
                throw malformed();
            }
            return new RulesDocument(json);
        } catch (JsonProcessingException unparsable) {
            throw malformed();
        }
    }

    private static Refused malformed() {
        return Refused.of(Reason.REASON_MALFORMED_REQUEST, "Send the rules as one JSON object, each name in it once.");
    }

    /** Without space between the parts, names in the order in which they were sent. */
    public String text() {
        return json.toString();
    }

    /**
     * The rules that it stands for.
     *
     * @param path where it stands in what was sent, for what is told of a mistake; empty: it is all of it
     * @param number of the version that it is to be
     * @throws Refused FIELD_INVALID with the path of the mistake and what to send
     */
    public RulesVersion read(String path, long number) {
        return RuleReader.version(path, json, number);
    }
}
