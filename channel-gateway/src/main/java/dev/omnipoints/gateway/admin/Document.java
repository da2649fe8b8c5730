package dev.omnipoints.gateway.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** A JSON document that loyalty-service keeps: passed on as it told it. */
final class Document {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Document() {}

    /** The document; null where it told none. */
    static JsonNode of(String told) {
        try {
            return told.isEmpty() ? null : JSON.readTree(told);
        } catch (JsonProcessingException unreadable) {
            throw new IllegalStateException("The document that loyalty-service told is not JSON", unreadable);
        }
    }
}
