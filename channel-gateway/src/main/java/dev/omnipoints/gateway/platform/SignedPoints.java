package dev.omnipoints.gateway.platform;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import java.io.IOException;

/**
 * Points that are given or, negative, taken: a whole JSON number, as {@link WholePoints} but for the sign.
 * POINTS_OUT_OF_RANGE for 0 and beyond 10^12 either way.
 */
public final class SignedPoints extends StdDeserializer<Long> {
    private static final long serialVersionUID = 1L;

    /** For Jackson. */
    public SignedPoints() {
        super(Long.class);
    }

    @Override
    public Long deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            throw MismatchedInputException.from(parser, Long.class, "no whole number");
        }
        // Digits, and the sign, are counted first: a number may be a mebibyte long.
        if (parser.getTextLength() > WholePoints.MOST.length() + 1
                || parser.getLongValue() == 0
                || Math.abs(parser.getLongValue()) > Long.parseLong(WholePoints.MOST)) {
            throw new WholePoints.OutOfRangeException(parser);
        }
        return parser.getLongValue();
    }
}
