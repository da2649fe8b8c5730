package dev.omnipoints.gateway.platform;

import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.databind.JsonMappingException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import java.util.List;

/** Writes where in a body something is: {@code lines[1].lineId}, {@code attributes.age}. */
final class JsonPath {
    // Names come from the caller; what is echoed has an end.
    private static final int MAX_LENGTH = 200;

    private final StringBuilder path = new StringBuilder();

    private JsonPath() {}

    /** Where the parser is. */
    static String of(JsonStreamContext context) {
        JsonPath path = new JsonPath();
        path.descend(context);
        return path.done();
    }

    /** Where binding failed. */
    static String of(List<JsonMappingException.Reference> references) {
        JsonPath path = new JsonPath();
        for (JsonMappingException.Reference reference : references) {
            if (reference.getFieldName() != null) {
                path.name(reference.getFieldName());
            } else {
                path.index(reference.getIndex());
            }
        }
        return path.done();
    }

    /** Where a constraint does not hold. */
    static String of(Path violated) {
        JsonPath path = new JsonPath();
        for (Path.Node node : violated) {
            if (node.isInIterable() && node.getIndex() != null) {
                path.index(node.getIndex());
            } else if (node.isInIterable() && node.getKey() != null) {
                path.name(String.valueOf(node.getKey()));
            }
            if (node.getKind() == ElementKind.PROPERTY) {
                path.name(node.getName());
            }
        }
        return path.done();
    }

    private void descend(JsonStreamContext context) {
        if (context.getParent() != null && !context.getParent().inRoot()) {
            descend(context.getParent());
        }
        if (context.inObject() && context.getCurrentName() != null) {
            name(context.getCurrentName());
        } else if (context.inArray()) {
            index(context.getCurrentIndex());
        }
    }

    private void name(String name) {
        path.append(path.isEmpty() ? "" : ".").append(name);
    }

    private void index(int index) {
        path.append('[').append(index).append(']');
    }

    private String done() {
        return path.length() <= MAX_LENGTH ? path.toString() : path.substring(0, MAX_LENGTH);
    }
}
