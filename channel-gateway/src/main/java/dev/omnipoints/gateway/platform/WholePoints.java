package dev.omnipoints.gateway.platform;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import java.io.IOException;

/**
 * Points as a request sends them: a whole JSON number. What is no such number, null included, is FIELD_INVALID; a whole
 * one outside 1 to 10^12, of any length, is POINTS_OUT_OF_RANGE (interfaces.md, errors).
 */
public final class WholePoints extends StdDeserializer<Long> {
    /** The least points of a command, for the published description. */
    public static final String LEAST = "1";
    /** The most points of a command (ledger.md, 1). */
    public static final String MOST = "1000000000000";

    private static final long serialVersionUID = 1L;

    /** For Jackson. */
    public WholePoints() {
        super(Long.class);
    }

    @Override
    public Long deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            throw MismatchedInputException.from(parser, Long.class, "no whole number");
        }
        // Digits are counted first: a number may be a mebibyte long.
        if (parser.getTextLength() > MOST.length()
                || parser.getLongValue() < 1
                || parser.getLongValue() > Long.parseLong(MOST)) {
            throw new OutOfRangeException(parser);
        }
        return parser.getLongValue();
    }

    @Override
    public Long getNullValue(DeserializationContext context) throws JsonMappingException {
        throw MismatchedInputException.from(context.getParser(), Long.class, "null is no number");
    }

    @Override
    public Object getAbsentValue(DeserializationContext context) {
        return null;
    }

    /** A whole number that no command can have. */
    static final class OutOfRangeException extends JsonMappingException {
        private static final long serialVersionUID = 1L;

        OutOfRangeException(JsonParser parser) {
            super(parser, "out of range");
        }
    }
}
