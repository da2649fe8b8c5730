package dev.omnipoints.suite.check;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A history that a test tells event by event. */
final class Script {
    private final List<ObjectNode> events = new ArrayList<>();
    private final Map<Integer, Verb> open = new HashMap<>();

    /** Returns the event's index. */
    int invoke(int process, Verb verb, Asked asked) {
        open.put(process, verb);
        return add(process, Type.INVOKE, Json.MAPPER.valueToTree(asked));
    }

    void ok(int process, Told told) {
        add(process, Type.OK, Json.MAPPER.valueToTree(told));
    }

    void fail(int process, Told told) {
        add(process, Type.FAIL, Json.MAPPER.valueToTree(told));
    }

    void info(int process) {
        add(process, Type.INFO, Json.MAPPER.valueToTree(Told.nothing("timed out")));
    }

    void complete(int process, SimulatedLedger.Answer answer) {
        add(process, answer.type(), Json.MAPPER.valueToTree(answer.told()));
    }

    private int add(int process, Type type, ObjectNode value) {
        var event = Json.MAPPER.createObjectNode();
        event.put("index", events.size())
                .put("time", 1_000L * events.size())
                .put("process", process)
                .put("type", type.name().toLowerCase(Locale.ROOT))
                .put("f", open.get(process).word())
                .set("value", value);
        events.add(event);
        return events.size() - 1;
    }

    /** The history with what one operation was told replaced. */
    History with(Operation operation, UnaryOperator<Told> other) {
        var changed = new ArrayList<>(lines());
        var event = events.get((int) operation.completed()).deepCopy();
        event.set("value", Json.MAPPER.valueToTree(other.apply(operation.told())));
        changed.set((int) operation.completed(), event.toString());
        return History.of("tampered", changed);
    }

    List<String> lines() {
        return events.stream().map(ObjectNode::toString).toList();
    }

    History history() {
        return History.of("script", lines());
    }
}
