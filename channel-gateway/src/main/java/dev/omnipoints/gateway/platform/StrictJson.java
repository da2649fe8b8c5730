package dev.omnipoints.gateway.platform;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.type.LogicalType;
import dev.omnipoints.contracts.type.v1.Problem;
import dev.omnipoints.contracts.type.v1.Reason;
import jakarta.inject.Singleton;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Reads a body into a record and believes nothing: nothing is coerced, guessed or left over, and what the record's
 * constraints say holds when it is returned (interfaces.md, errors and unknown fields).
 */
@Singleton
public final class StrictJson {
    private static final int MAX_DEPTH = 32;

    private final Validator validator;
    private final JsonMapper mapper;

    StrictJson(Validator validator) {
        this.validator = validator;
        this.mapper = mapper();
    }

    /**
     * A valid value of the type.
     *
     * @throws Refused MALFORMED_REQUEST where it cannot be parsed, POINTS_OUT_OF_RANGE for points that no command can
     *     have, FIELD_INVALID otherwise; the latter two with the field's path
     */
    public <T> T read(byte[] body, Class<T> type) {
        return read(body, type, null);
    }

    /** Likewise, but for a field beside the value's own, which is {@link BodyParts}' to read. */
    public <T> T read(byte[] body, Class<T> type, String beside) {
        String text = JsonSyntax.check(body, mapper.getFactory());
        T value = bind(text, type, beside);
        Set<ConstraintViolation<T>> violations = validator.validate(value);
        // One field at a time, always the same one for the same body.
        violations.stream()
                .min(Comparator.comparing((ConstraintViolation<T> one) -> JsonPath.of(one.getPropertyPath()))
                        .thenComparing(ConstraintViolation::getMessage))
                .ifPresent(first -> {
                    throw Refused.field(JsonPath.of(first.getPropertyPath()), first.getMessage());
                });
        return value;
    }

    /** A long body's parts, each to be read on its own; see {@link BodyParts}. */
    public List<BodyParts.Part> parts(byte[] body, String list, String key, int most) {
        return BodyParts.of(body, mapper.getFactory(), list, key, most);
    }

    private <T> T bind(String text, Class<T> type, String beside) {
        try (JsonParser parser = without(beside, mapper.getFactory().createParser(text))) {
            T value = mapper.readValue(parser, type);
            if (value == null) {
                throw Refused.because(Reason.REASON_MALFORMED_REQUEST, "The body must be a JSON object.");
            }
            return value;
        } catch (WholePoints.OutOfRangeException outOfRange) {
            Problem problem = Problem.newBuilder()
                    .setReason(Reason.REASON_POINTS_OUT_OF_RANGE)
                    .setField(JsonPath.of(outOfRange.getPath()))
                    .build();
            throw Refused.asTold(problem, "Send whole points from 1 to " + WholePoints.MOST + ".");
        } catch (JsonMappingException unfit) {
            String field = JsonPath.of(unfit.getPath());
            throw field.isEmpty()
                    ? Refused.because(Reason.REASON_MALFORMED_REQUEST, "The body must be a JSON object.")
                    : Refused.field(field, detail(unfit));
        } catch (JsonProcessingException unparsable) {
            throw Refused.because(Reason.REASON_MALFORMED_REQUEST, "The body is not JSON.");
        } catch (IOException impossible) {
            throw new IllegalStateException("A text in memory could not be read", impossible);
        }
    }

    private static JsonParser without(String name, JsonParser parser) {
        return name == null ? parser : new WithoutField(name, parser);
    }

    /** Jackson's own messages quote what was sent and name our classes; neither goes out. */
    private static String detail(JsonMappingException unfit) {
        if (unfit instanceof UnrecognizedPropertyException) {
            return "There is no such field here; mind the spelling.";
        }
        if (!(unfit instanceof MismatchedInputException mismatch) || mismatch.getTargetType() == null) {
            return "The value cannot be read.";
        }
        Class<?> wanted = mismatch.getTargetType();
        if (wanted == Long.class || wanted == Integer.class) {
            return "Send a whole JSON number: no quotes, no fraction, no exponent, at most 64 bits.";
        }
        if (wanted == ObjectNode.class) {
            return "Send a JSON object.";
        }
        if (wanted == String.class) {
            return "Send a JSON string.";
        }
        if (wanted == Instant.class) {
            return "Send an RFC 3339 time such as 2026-11-21T10:15:00Z.";
        }
        if (wanted == LocalDate.class) {
            return "Send an ISO 8601 date such as 1990-05-17.";
        }
        if (wanted.isEnum()) {
            return "Send one of the words that the documentation lists.";
        }
        return "The value has the wrong type.";
    }

    private static JsonMapper mapper() {
        JsonFactory factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        // The body's own limit holds; a long number is out of bounds, not unparsable.
                        .maxNumberLength(BodyLimit.BYTES)
                        .build())
                .build();
        JsonMapper.Builder builder = JsonMapper.builder(factory)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .withCoercionConfigDefaults(all -> all.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail))
                .withCoercionConfig(
                        LogicalType.Textual,
                        text -> text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.EmptyString, CoercionAction.TryConvert));
        return builder.addModule(new SimpleModule()
                        .addDeserializer(Instant.class, new StrictInstant())
                        .addDeserializer(LocalDate.class, new StrictDate()))
                .build();
    }

    /** Passes by one field of the value, whatever it holds. */
    private static final class WithoutField extends JsonParserDelegate {
        private final String name;

        WithoutField(String name, JsonParser parser) {
            super(parser);
            this.name = name;
        }

        @Override
        public JsonToken nextToken() throws IOException {
            JsonToken token = super.nextToken();
            while (token == JsonToken.FIELD_NAME
                    && getParsingContext().getParent().inRoot()
                    && currentName().equals(name)) {
                delegate.nextToken();
                delegate.skipChildren();
                token = super.nextToken();
            }
            return token;
        }
    }

    private static final class StrictInstant extends StdDeserializer<Instant> {
        private static final long serialVersionUID = 1L;

        StrictInstant() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (parser.currentToken() != JsonToken.VALUE_STRING) {
                throw MismatchedInputException.from(parser, Instant.class, "not a string");
            }
            return Times.parse(parser.getText())
                    .orElseThrow(() -> MismatchedInputException.from(parser, Instant.class, "not a time"));
        }
    }

    private static final class StrictDate extends StdDeserializer<LocalDate> {
        private static final long serialVersionUID = 1L;

        StrictDate() {
            super(LocalDate.class);
        }

        @Override
        public LocalDate deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (parser.currentToken() != JsonToken.VALUE_STRING
                    || !parser.getText().matches("\\d{4}-\\d{2}-\\d{2}")) {
                throw MismatchedInputException.from(parser, LocalDate.class, "not a date");
            }
            try {
                return LocalDate.parse(parser.getText());
            } catch (DateTimeException noSuchDate) {
                throw MismatchedInputException.from(parser, LocalDate.class, "no such date");
            }
        }
    }
}
