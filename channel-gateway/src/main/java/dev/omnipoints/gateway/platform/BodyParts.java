package dev.omnipoints.gateway.platform;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.omnipoints.contracts.type.v1.Reason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Cuts a body of the form {@code {"list": [{"key": "…", …}, …]}} into the elements of its list without making
 * anything of them: each is then read when its turn comes, and what is wrong in one harms no other.
 */
public final class BodyParts {
    private final byte[] body;
    private final JsonParser parser;
    private final String key;
    private final List<Part> parts = new ArrayList<>();

    private BodyParts(byte[] body, JsonParser parser, String key) {
        this.body = body;
        this.parser = parser;
        this.key = key;
    }

    /** One element, where it lies in the body. */
    public static final class Part {
        private final byte[] body;
        private final int from;
        private final int to;
        private final String key;

        private Part(byte[] body, int from, int to, String key) {
            this.body = body;
            this.from = from;
            this.to = to;
            this.key = key;
        }

        /** Its own text; empty where it is no object. */
        public byte[] body() {
            return Arrays.copyOfRange(body, from, to);
        }

        /** Its length in bytes; 0 where it is no object. */
        public int length() {
            return to - from;
        }

        /** Its key; null where it has none that is a string. */
        public String key() {
            return key;
        }
    }

    /** MALFORMED_REQUEST where the body is not JSON; FIELD_INVALID where it has not this form or too many elements. */
    static List<Part> of(byte[] body, JsonFactory factory, String list, String key, int most) {
        // Jackson would guess at other encodings by the first bytes.
        if (body.length == 0 || " \t\r\n{".indexOf(body[0]) < 0 || (body.length > 1 && body[1] == 0)) {
            throw malformed("The body must be one JSON object in UTF-8.");
        }
        try (JsonParser parser = factory.createParser(body)) {
            return new BodyParts(body, parser, key).read(list, most);
        } catch (JsonProcessingException unparsable) {
            throw malformed("The body is not JSON: see line %d, column %d."
                    .formatted(
                            unparsable.getLocation().getLineNr(),
                            unparsable.getLocation().getColumnNr()));
        } catch (IOException impossible) {
            throw new IllegalStateException("Bytes in memory could not be read", impossible);
        }
    }

    private List<Part> read(String list, int most) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw malformed("The body must be a JSON object.");
        }
        boolean read = false;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            if (!parser.currentName().equals(list)) {
                throw Refused.field(
                        JsonPath.of(parser.getParsingContext()), "There is no such field here; mind the spelling.");
            }
            if (read) {
                throw Refused.field(list, "The name stands twice in one object.");
            }
            elements(list, most);
            read = true;
        }
        if (parser.nextToken() != null) {
            throw malformed("The body must be one JSON object and nothing after it.");
        }
        if (!read) {
            throw Refused.field(list, "This field is required.");
        }
        return parts;
    }

    private void elements(String list, int most) throws IOException {
        if (parser.nextToken() != JsonToken.START_ARRAY) {
            throw Refused.field(list, "Send a JSON array.");
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            parts.add(parser.currentToken() == JsonToken.START_OBJECT ? object() : other());
            if (parts.size() > most) {
                throw Refused.field(list, "Send 1 to %d of them.".formatted(most));
            }
        }
        if (parts.isEmpty()) {
            throw Refused.field(list, "Send 1 to %d of them.".formatted(most));
        }
    }

    private Part object() throws IOException {
        int from = (int) parser.currentTokenLocation().getByteOffset();
        String found = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean isKey = parser.currentName().equals(key);
            if (parser.nextToken() == JsonToken.VALUE_STRING && isKey) {
                found = parser.getText();
            }
            parser.skipChildren();
        }
        return new Part(body, from, (int) parser.currentLocation().getByteOffset(), found);
    }

    private Part other() throws IOException {
        parser.skipChildren();
        return new Part(body, 0, 0, null);
    }

    private static Refused malformed(String detail) {
        return Refused.because(Reason.REASON_MALFORMED_REQUEST, detail);
    }
}
