package dev.omnipoints.loyalty.platform;

import static dev.omnipoints.loyalty.platform.Refused.fieldInvalid;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The fields of one JSON object, read strictly: no other names than the known ones, nothing coerced, null is no value.
 * What is wrong is FIELD_INVALID with the path and what to send.
 */
public final class Fields {
    /** What does not belong to a document may be of any length; a path names it by its beginning. */
    private static final int NAME_LENGTH = 64;

    private static final LocalDate FIRST_DAY = LocalDate.of(2000, 1, 1);
    private static final LocalDate LAST_DAY = LocalDate.of(2999, 12, 31);

    private final String path;
    private final JsonNode object;

    private Fields(String path, JsonNode object) {
        this.path = path;
        this.object = object;
    }

    /**
     * The fields of a node that is an object and has no others than these.
     *
     * @param path where it is, empty for the root
     */
    public static Fields of(String path, JsonNode node, Set<String> names) {
        if (!node.isObject()) {
            throw fieldInvalid(path, "Send a JSON object.");
        }
        Fields fields = new Fields(path, node);
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            if (!names.contains(field.getKey())) {
                throw fields.invalid(
                        field.getKey(),
                        "There is no such field; there are "
                                + names.stream().sorted().collect(Collectors.joining(", ")) + ".");
            }
        }
        return fields;
    }

    /** Whether the field is there. */
    public boolean has(String name) {
        return object.has(name);
    }

    /** The object in a field; empty where it is left out. */
    public Optional<Fields> object(String name, Set<String> names) {
        return has(name) ? Optional.of(of(path(name), object.get(name), names)) : Optional.empty();
    }

    /** A text that must be there. */
    public String text(String name) {
        required(name);
        if (!object.get(name).isTextual()) {
            throw invalid(name, "Send a JSON string.");
        }
        return object.get(name).textValue();
    }

    /** A text; empty where it is none. */
    public String textOrEmpty(String name) {
        return object.path(name).isTextual() ? object.get(name).textValue() : "";
    }

    /** A list of texts, each once; empty where it is left out. */
    public Optional<List<String>> texts(String name) {
        if (!has(name)) {
            return Optional.empty();
        }
        Set<String> texts = new LinkedHashSet<>();
        if (!object.get(name).isArray()) {
            throw invalid(name, "Send a JSON array of strings.");
        }
        for (JsonNode element : object.get(name)) {
            String at = name + '[' + texts.size() + ']';
            if (!element.isTextual()) {
                throw invalid(at, "Send a JSON string.");
            }
            if (!texts.add(element.textValue())) {
                throw invalid(at, "Send each one once.");
            }
        }
        return Optional.of(List.copyOf(texts));
    }

    /** A whole number within bounds, inclusive; where it is left out, the default. */
    public long whole(String name, long least, long greatest, long otherwise) {
        return has(name) ? whole(name, least, greatest) : otherwise;
    }

    /** A whole number within bounds, inclusive, that must be there. */
    public long whole(String name, long least, long greatest) {
        required(name);
        JsonNode number = object.get(name);
        if (!number.isIntegralNumber()
                || !number.canConvertToLong()
                || number.longValue() < least
                || number.longValue() > greatest) {
            throw invalid(name, "Send a whole number from " + least + " to " + greatest + ".");
        }
        return number.longValue();
    }

    /** The objects of a list that must be there; of any length. */
    public List<Fields> objects(String name, Set<String> names) {
        required(name);
        if (!object.get(name).isArray()) {
            throw invalid(name, "Send a JSON array of objects.");
        }
        List<Fields> objects = new ArrayList<>();
        for (JsonNode element : object.get(name)) {
            objects.add(of(path(name) + '[' + objects.size() + ']', element, names));
        }
        return objects;
    }

    /** The object in a field that must be there, whatever names it has. */
    public Fields any(String name) {
        required(name);
        if (!object.get(name).isObject()) {
            throw invalid(name, "Send a JSON object.");
        }
        return new Fields(path(name), object.get(name));
    }

    /** The names that are there, in their order. */
    public List<String> names() {
        return object.properties().stream().map(Map.Entry::getKey).toList();
    }

    /** Whether something is so; false where it is left out. */
    public boolean flag(String name) {
        if (has(name) && !object.get(name).isBoolean()) {
            throw invalid(name, "Send true or false.");
        }
        return has(name) && object.get(name).booleanValue();
    }

    /** One of these words; the first where it is left out. */
    public String word(String name, String... words) {
        if (!has(name)) {
            return words[0];
        }
        if (!Arrays.asList(words).contains(object.get(name).textValue())) {
            throw invalid(name, "Send one of " + String.join(", ", words) + ".");
        }
        return object.get(name).textValue();
    }

    /** A day that must be there. */
    public LocalDate date(String name) {
        required(name);
        String text = String.valueOf(object.get(name).textValue());
        try {
            LocalDate day = text.length() == 10 ? LocalDate.parse(text) : LocalDate.MIN;
            if (!day.isBefore(FIRST_DAY) && !day.isAfter(LAST_DAY)) {
                return day;
            }
        } catch (DateTimeException noSuchDay) {
            // Told below, as any other text that is no day.
        }
        throw invalid(name, "Send a day such as 2027-06-30, from " + FIRST_DAY + " to " + LAST_DAY + ".");
    }

    /** Lets no field pass that has no meaning beside the others. */
    public void only(Set<String> names, String otherwise) {
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            if (!names.contains(field.getKey())) {
                throw invalid(field.getKey(), otherwise);
            }
        }
    }

    /** FIELD_INVALID of a field of this object. */
    public Refused invalid(String name, String detail) {
        return fieldInvalid(path(name), detail);
    }

    /** Goes on only where the field is there. */
    public void required(String name) {
        if (!has(name)) {
            throw invalid(name, "This field is required.");
        }
    }

    /** Where a field is. */
    public String path(String name) {
        String told = name.length() > NAME_LENGTH ? name.substring(0, NAME_LENGTH) + '…' : name;
        return path.isEmpty() ? told : path + '.' + told;
    }
}
