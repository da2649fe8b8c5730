package dev.omnipoints.loyalty.rules;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The published JSON Schema (draft 2020-12) of what {@link RuleReader} takes, as far as a schema can say it. */
final class RuleSchema {
    private static final String TEXT = load();

    private RuleSchema() {}

    /** As it is published. */
    static String text() {
        return TEXT;
    }

    private static String load() {
        try (InputStream resource = RuleSchema.class.getResourceAsStream("rules.schema.json")) {
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("rules.schema.json is part of the service", unreadable);
        }
    }
}
