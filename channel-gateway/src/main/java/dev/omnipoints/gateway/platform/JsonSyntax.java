package dev.omnipoints.gateway.platform;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.omnipoints.contracts.type.v1.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/**
 * Looks a body through before it is bound to a type: UTF-8, one JSON value and nothing after it, and no name twice in
 * one object, at whatever depth and in whatever unknown part. A name given twice reads differently to different
 * parsers, so it is refused rather than guessed.
 */
final class JsonSyntax {
    private JsonSyntax() {}

    /** The text of a well-formed body. */
    static String check(byte[] body, JsonFactory factory) {
        String text = decode(body);
        try (JsonParser parser = factory.createParser(text)) {
            if (parser.nextToken() == null) {
                throw malformed("The body is empty; send a JSON object.");
            }
            new Walk(parser).walk();
            return text;
        } catch (StreamConstraintsException tooDeep) {
            throw malformed("The body is nested too deeply.");
        } catch (JsonProcessingException unparsable) {
            throw malformed("The body is not JSON: see line %d, column %d."
                    .formatted(
                            unparsable.getLocation().getLineNr(),
                            unparsable.getLocation().getColumnNr()));
        } catch (IOException impossible) {
            throw new IllegalStateException("A text in memory could not be read", impossible);
        }
    }

    private static String decode(byte[] body) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            throw malformed("The body is not UTF-8.");
        }
    }

    private static Refused malformed(String detail) {
        return Refused.because(Reason.REASON_MALFORMED_REQUEST, detail);
    }

    /** One pass over the tokens with the names seen so far in each object that is open. */
    private static final class Walk {
        private final JsonParser parser;
        private final Deque<Set<String>> open = new ArrayDeque<>();

        Walk(JsonParser parser) {
            this.parser = parser;
        }

        void walk() throws IOException {
            JsonToken token = parser.currentToken();
            int depth = 0;
            do {
                switch (token) {
                    case START_OBJECT -> open.push(new HashSet<>());
                    case END_OBJECT -> open.pop();
                    case FIELD_NAME -> seen(parser.currentName());
                    // Reading the value is what finds a bad escape or an impossible number.
                    default -> parser.getTextLength();
                }
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                token = depth == 0 ? null : parser.nextToken();
            } while (token != null);
            if (depth != 0 || parser.nextToken() != null) {
                throw malformed("The body must be one JSON object and nothing after it.");
            }
        }

        private void seen(String name) {
            if (!open.element().add(name)) {
                throw Refused.field(JsonPath.of(parser.getParsingContext()), "The name stands twice in one object.");
            }
        }
    }
}
