package dev.omnipoints.suite.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads lines of kind member, sale, return. What the gateway checks is left to the gateway. */
final class LineParser {
    /** Enrolment has no channel in the file: it is the store's till. */
    private static final String ENROLMENT_CHANNEL = "STORE";

    private static final List<String> ENROLMENT_FIELDS = List.of("identities", "profile", "attributes", "consents");
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final Set<String> channels;

    /** @param channels those that there are keys for */
    LineParser(Set<String> channels) {
        this.channels = channels;
    }

    Line parse(byte[] bytes) {
        JsonNode line;
        try {
            line = JSON.readTree(bytes);
        } catch (JsonProcessingException e) {
            return new Line.Bad("not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            return new Line.Bad("not text: " + e.getMessage());
        }
        if (!(line instanceof ObjectNode object)) {
            return new Line.Bad("not a JSON object");
        }
        return switch (object.path("kind").asText()) {
            case "member" -> member(object);
            case "sale" -> sale(object);
            case "return" -> goods(object);
            default -> new Line.Bad("kind is none of member, sale, return");
        };
    }

    private Line member(ObjectNode line) {
        var key = line.path("idempotencyKey");
        var identities = line.path("identities");
        if (!isText(key)) {
            return new Line.Bad("idempotencyKey is missing");
        }
        if (!identities.isArray() || identities.isEmpty()) {
            return new Line.Bad("identities are missing");
        }
        var names = new ArrayList<String>();
        identities.forEach(identity -> names.add(name(identity)));
        var body = JSON.createObjectNode();
        for (String field : ENROLMENT_FIELDS) {
            if (line.has(field)) {
                body.set(field, line.get(field));
            }
        }
        return new Line.Member(ENROLMENT_CHANNEL, key.asText(), body.toString(), names);
    }

    private Line sale(ObjectNode line) {
        var key = line.path("idempotencyKey");
        var channel = line.path("channel");
        var missing = missing(key, channel);
        if (missing != null) {
            return missing;
        }
        long cents = -line.path("basketDiscount").asLong();
        for (var item : line.path("lines")) {
            cents += item.path("gross").asLong() - item.path("discount").asLong();
        }
        var names = List.of(whose(line), receipt(line));
        return new Line.Sale(
                channel.asText(),
                key.asText(),
                body(line),
                names,
                line.path("currency").asText(),
                cents);
    }

    /** Of the receipt that it names, so sent after its sale by the same till. */
    private Line goods(ObjectNode line) {
        var key = line.path("idempotencyKey");
        var channel = line.path("channel");
        var missing = missing(key, channel);
        return missing != null
                ? missing
                : new Line.Return(channel.asText(), key.asText(), body(line), List.of(receipt(line)));
    }

    private Line.Bad missing(JsonNode key, JsonNode channel) {
        if (!isText(key)) {
            return new Line.Bad("idempotencyKey is missing");
        }
        return channels.contains(channel.asText())
                ? null
                : new Line.Bad("channel is none of " + String.join(", ", channels));
    }

    private static String body(ObjectNode line) {
        var body = line.deepCopy();
        body.remove(List.of("kind", "channel", "idempotencyKey"));
        return body.toString();
    }

    private static String receipt(JsonNode line) {
        var receipt = line.path("receipt");
        return "RECEIPT:" + receipt.path("store").asText() + ":"
                + receipt.path("terminal").asText() + ":"
                + receipt.path("number").asText() + ":"
                + receipt.path("businessDate").asText();
    }

    /** A sale of no one keeps its place at its terminal. */
    private static String whose(JsonNode sale) {
        if (sale.has("identity")) {
            return name(sale.path("identity"));
        }
        if (sale.has("memberId")) {
            return "MEMBER:" + sale.path("memberId").asText();
        }
        var receipt = sale.path("receipt");
        return "TERMINAL:" + receipt.path("store").asText() + ":"
                + receipt.path("terminal").asText();
    }

    private static String name(JsonNode identity) {
        var value = identity.path("value").asText().toLowerCase(Locale.ROOT);
        return identity.path("type").asText() + ":" + value;
    }

    private static boolean isText(JsonNode node) {
        return node.isTextual() && !node.asText().isEmpty();
    }
}
