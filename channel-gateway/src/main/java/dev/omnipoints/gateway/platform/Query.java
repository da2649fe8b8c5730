package dev.omnipoints.gateway.platform;

import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The query of a request, as strict as a body: no unknown name, none twice. Fields of problems are the names. */
public final class Query {
    private final MultivaluedMap<String, String> sent;

    private Query(MultivaluedMap<String, String> sent) {
        this.sent = sent;
    }

    /** The query of a request that may carry these parameters; FIELD_INVALID for any other, and for one sent twice. */
    public static Query of(UriInfo uri, Set<String> names) {
        MultivaluedMap<String, String> sent = uri.getQueryParameters();
        for (Map.Entry<String, List<String>> parameter : sent.entrySet()) {
            if (!names.contains(parameter.getKey())) {
                throw Refused.field(parameter.getKey(), "There is no such parameter here; mind the spelling.");
            }
            if (parameter.getValue().size() > 1) {
                throw Refused.field(parameter.getKey(), "Send the parameter once.");
            }
        }
        return new Query(sent);
    }

    /** Whether there is no parameter at all. */
    public boolean isEmpty() {
        return sent.isEmpty();
    }

    /** A parameter of 1 to 64 visible ASCII characters that must be there. */
    public String requiredId(String name) {
        return id(name).orElseThrow(() -> Refused.field(name, "This parameter is required."));
    }

    /** A parameter of 1 to 64 visible ASCII characters. */
    public Optional<String> id(String name) {
        return matching(name, Limits.ID, "Send 1 to 64 visible ASCII characters.");
    }

    /** An opaque text that an answer gave. */
    public Optional<String> token(String name) {
        return matching(name, "^[!-~]{1,1024}$", "Send it as the answer before told it.");
    }

    /** An RFC 3339 time. */
    public Optional<Instant> time(String name) {
        return Optional.ofNullable(sent.getFirst(name))
                .map(text -> Times.parse(text)
                        .orElseThrow(() -> Refused.field(name, "Send an RFC 3339 time such as 2026-11-21T10:15:00Z.")));
    }

    /** A whole number from 1 to the greatest. */
    public Optional<Integer> count(String name, int greatest) {
        return Optional.ofNullable(sent.getFirst(name)).map(text -> {
            int value = text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : 0;
            if (value < 1 || value > greatest) {
                throw Refused.field(name, "Send a whole number from 1 to %d.".formatted(greatest));
            }
            return value;
        });
    }

    private Optional<String> matching(String name, String pattern, String otherwise) {
        String value = sent.getFirst(name);
        if (value != null && !value.matches(pattern)) {
            throw Refused.field(name, otherwise);
        }
        return Optional.ofNullable(value);
    }
}
