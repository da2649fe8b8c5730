package dev.omnipoints.loyalty.model;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Where two standings differ, and nothing else of them. */
public final class Difference {
    private static final Standing NONE = new Standing(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, null, List.of(), List.of());

    private Difference() {}

    /** An account that was never opened is as good as one where nothing happened. */
    public static List<String> between(Standing model, Standing other) {
        Standing ours = model == null ? NONE : model;
        Standing theirs = other == null ? NONE : other;
        if (ours.equals(theirs)) {
            return List.of();
        }
        List<String> differences = new ArrayList<>();
        fields("", ours, theirs, differences);
        return differences;
    }

    private static void fields(String name, Record ours, Record theirs, List<String> differences) {
        for (RecordComponent field : ours.getClass().getRecordComponents()) {
            value(name + " " + field.getName(), of(field, ours), of(field, theirs), differences);
        }
    }

    private static void value(String name, Object ours, Object theirs, List<String> differences) {
        if (Objects.equals(ours, theirs)) {
            return;
        }
        if (ours instanceof List<?> some && theirs instanceof List<?> others) {
            for (int i = 0; i < Math.max(some.size(), others.size()); i++) {
                value(
                        name + "[" + i + "]",
                        i < some.size() ? some.get(i) : null,
                        i < others.size() ? others.get(i) : null,
                        differences);
            }
        } else if (ours instanceof Standing.Lot a
                && theirs instanceof Standing.Lot b
                && a.made().equals(b.made())) {
            fields(name + " (" + a.made() + ")", a, b, differences);
        } else {
            differences.add(name + ": model " + ours + ", other " + theirs);
        }
    }

    private static Object of(RecordComponent field, Record record) {
        try {
            return field.getAccessor().invoke(record);
        } catch (ReflectiveOperationException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }
}
