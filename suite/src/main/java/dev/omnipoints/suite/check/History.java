package dev.omnipoints.suite.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What clients asked and were told, in Jepsen's form (https://jepsen-io.github.io/history): each line an event, in the
 * order of `index`. A process asks for one thing at a time; what it asked completes with its next event; after `info`
 * it is not heard of again; what never completes is `info`. Events of `nemesis` are passed over.
 */
public final class History {
    private static final Set<String> NAMES = Set.of("index", "time", "process", "type", "f", "value");

    private final String name;
    private final List<Operation> operations = new ArrayList<>();
    private final Map<String, Open> open = new HashMap<>();
    private final Set<String> crashed = new HashSet<>();
    private long lastIndex = -1;
    private long lastTime;

    private record Open(long index, Verb verb, Asked asked, int place) {}

    private History(String name) {
        this.name = name;
    }

    /**
     * The history in a file.
     *
     * @throws Unreadable naming the line that is none of a history, or why there is none
     */
    public static History read(Path file) {
        try {
            return of(file.toString(), Files.readAllLines(file));
        } catch (IOException e) {
            throw new Unreadable(file + " cannot be read (" + e + ").");
        }
    }

    /** The history that these lines are; the name is for errors. */
    static History of(String name, List<String> lines) {
        var history = new History(name);
        for (int i = 0; i < lines.size(); i++) {
            try {
                history.add(lines.get(i));
            } catch (JsonProcessingException | IllegalArgumentException e) {
                throw new Unreadable(name + ", line " + (i + 1) + ": " + firstLine(e));
            }
        }
        history.open.forEach((process, asked) ->
                history.complete(process, asked, Type.INFO, Told.nothing("the history ends"), Long.MAX_VALUE));
        return history;
    }

    /** In the order in which they were asked. */
    public List<Operation> operations() {
        return operations;
    }

    String name() {
        return name;
    }

    private void add(String line) throws JsonProcessingException {
        var event = Json.MAPPER.readTree(line);
        require(event.isObject(), "it is no JSON object");
        event.fieldNames().forEachRemaining(field -> require(NAMES.contains(field), "unknown name `" + field + "`"));
        long index = number(event, "index");
        long time = number(event, "time");
        require(index > lastIndex, "index " + index + " comes after " + lastIndex);
        require(time >= lastTime, "time " + time + " comes after " + lastTime);
        lastIndex = index;
        lastTime = time;
        var process = event.path("process").asText();
        require(!process.isEmpty(), "`process` is missing");
        if (process.equals(Recorder.NEMESIS)) {
            return;
        }
        var type = Json.MAPPER.treeToValue(required(event, "type"), Type.class);
        var verb = Json.MAPPER.treeToValue(required(event, "f"), Verb.class);
        if (type == Type.INVOKE) {
            invoke(index, process, verb, Json.MAPPER.treeToValue(required(event, "value"), Asked.class));
        } else {
            var asked = open.remove(process);
            require(asked != null, "process " + process + " has asked for nothing");
            require(
                    asked.verb() == verb,
                    "process " + process + " has asked for " + asked.verb().word());
            var told = Json.MAPPER.treeToValue(required(event, "value"), Told.class);
            check(type, verb, told);
            complete(process, asked, type, told, type == Type.INFO ? Long.MAX_VALUE : index);
        }
    }

    private void invoke(long index, String process, Verb verb, Asked asked) {
        require(!crashed.contains(process), "process " + process + " is gone, and asks again");
        require(!open.containsKey(process), "process " + process + " asks again before it was told");
        require(asked.member() != null, "value: `member` is missing");
        require(!verb.isCommand() || asked.key() != null, "value: `key` is missing");
        var said = Json.MAPPER.valueToTree(asked);
        verb.needed().forEach(field -> require(said.has(field), "value: `" + field + "` is missing"));
        require(
                (asked.pays() == null) == (asked.hold() == null) || verb != Verb.SALE,
                "value: `pays` goes with `hold`");
        open.put(process, new Open(index, verb, asked, operations.size()));
        operations.add(null);
    }

    private static void check(Type type, Verb verb, Told told) {
        require((told.seq() == null) == (told.balance() == null), "value: `balance` goes with `seq`");
        switch (type) {
            case OK -> {
                require(told.seq() != null, "value: `seq` is missing");
                require(verb != Verb.STATEMENT || told.entries() != null, "value: `entries` is missing");
                require(told.reason() == null, "value: `reason` of what is done");
            }
            case FAIL -> require(told.reason() != null, "value: `reason` is missing");
            default -> require(told.seq() == null, "value: `seq` of what nobody knows");
        }
        if (told.entries() != null) {
            for (var entry : told.entries()) {
                require(entry.id() != null && entry.kind() != null && entry.balance() != null, "value: half an entry");
                requireInstant(entry.recordedAt());
            }
        }
        if (told.asOf() != null) {
            requireInstant(told.asOf());
        }
    }

    private static void requireInstant(String text) {
        try {
            Instant.parse(String.valueOf(text));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("value: `" + text + "` is no instant", e);
        }
    }

    private void complete(String process, Open asked, Type type, Told told, long completed) {
        if (type == Type.INFO) {
            crashed.add(process);
        }
        operations.set(
                asked.place(),
                new Operation(asked.index(), completed, process, asked.verb(), asked.asked(), type, told));
    }

    private static JsonNode required(JsonNode event, String field) {
        var value = event.path(field);
        require(!value.isMissingNode() && !value.isNull(), "`" + field + "` is missing");
        return value;
    }

    private static long number(JsonNode event, String field) {
        var value = required(event, field);
        require(value.isIntegralNumber() && value.canConvertToLong(), "`" + field + "` is no whole number");
        return value.longValue();
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    private static String firstLine(Exception e) {
        return e instanceof JsonProcessingException json
                ? json.getOriginalMessage().lines().findFirst().orElse("")
                : e.getMessage();
    }
}
