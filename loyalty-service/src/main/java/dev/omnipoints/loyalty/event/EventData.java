package dev.omnipoints.loyalty.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.omnipoints.loyalty.platform.Refused;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an event carries beside its type, as conditions read it: strings, Longs, Doubles, booleans, lists and objects. A
 * null is as if its name were left out. Bounded, for conditions walk it.
 *
 * @param values by name
 */
record EventData(Map<String, Object> values) {

    /** UTF-8. */
    private static final int MOST_BYTES = 16 * 1024;

    private static final int MOST_VALUES = 1_000;
    private static final int DEEPEST = 8;
    private static final int NAME_LENGTH = 64;
    private static final String PATH = "data";

    /** Nesting is bounded below; what is nested without end must not be read to its end first. */
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST * 8)
                            .maxNumberLength(MOST_BYTES)
                            .build())
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final EventData NONE = new EventData(Map.of());

    /**
     * The data that was sent.
     *
     * @param json null: none
     * @throws Refused FIELD_INVALID with the path of what cannot be
     */
    static EventData of(String json) {
        if (json == null) {
            return NONE;
        }
        if (json.length() > MOST_BYTES || json.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            throw Refused.fieldInvalid(PATH, "Send at most " + MOST_BYTES + " bytes of JSON.");
        }
        JsonNode read;
        try {
            read = MAPPER.readTree(json);
        } catch (JsonProcessingException unparsable) {
            throw noObject();
        }
        if (!read.isObject()) {
            throw noObject();
        }
        return new EventData(new Reading().object(PATH, read, 1));
    }

    /** The same text for the same data, in whatever order its names were sent. */
    String canonical() {
        try {
            return MAPPER.writeValueAsString(values);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("What was read as JSON cannot be written", impossible);
        }
    }

    private static Refused noObject() {
        return Refused.fieldInvalid(PATH, "Send one JSON object, each name in it once.");
    }

    /** One pass over the values, which are counted. */
    private static final class Reading {

        private int values;

        Map<String, Object> object(String path, JsonNode object, int depth) {
            bounded(path, depth);
            Map<String, Object> read = new TreeMap<>();
            for (Map.Entry<String, JsonNode> field : object.properties()) {
                if (!field.getValue().isNull()) {
                    read.put(field.getKey(), value(path + '.' + told(field.getKey()), field.getValue(), depth));
                }
            }
            return read;
        }

        private List<Object> list(String path, JsonNode list, int depth) {
            bounded(path, depth);
            List<Object> read = new ArrayList<>();
            for (JsonNode element : list) {
                read.add(value(path + '[' + read.size() + ']', element, depth));
            }
            return read;
        }

        private Object value(String path, JsonNode value, int depth) {
            if (++values > MOST_VALUES) {
                throw Refused.fieldInvalid(PATH, "Send at most " + MOST_VALUES + " values.");
            }
            return switch (value.getNodeType()) {
                case OBJECT -> object(path, value, depth + 1);
                case ARRAY -> list(path, value, depth + 1);
                case NUMBER -> number(path, value);
                case BOOLEAN -> value.booleanValue();
                case STRING -> value.textValue();
                case NULL, MISSING, BINARY, POJO ->
                    throw Refused.fieldInvalid(path, "Send a value: a list has no null.");
            };
        }

        private static Object number(String path, JsonNode number) {
            if (number.isIntegralNumber() && number.canConvertToLong()) {
                return number.longValue();
            }
            if (number.isFloatingPointNumber() && Double.isFinite(number.doubleValue())) {
                return number.doubleValue();
            }
            throw Refused.fieldInvalid(path, "Send a whole number of 64 bits, or one that a double holds.");
        }

        private static void bounded(String path, int depth) {
            if (depth > DEEPEST) {
                throw Refused.fieldInvalid(path, "Send objects and lists at most " + DEEPEST + " deep.");
            }
        }

        private static String told(String name) {
            return name.length() > NAME_LENGTH ? name.substring(0, NAME_LENGTH) + '…' : name;
        }
    }
}
