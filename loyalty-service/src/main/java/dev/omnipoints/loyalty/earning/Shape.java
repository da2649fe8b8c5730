package dev.omnipoints.loyalty.earning;

import com.google.common.collect.ImmutableSet;
import dev.cel.common.types.CelType;
import dev.cel.common.types.StructType;
import dev.cel.common.values.StructValue;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** What conditions see of one kind of thing: its fields, their types, and how each is read from it. */
final class Shape<T> {

    private static final Map<String, Shape<?>> BY_NAME = new ConcurrentHashMap<>();

    private final StructType type;

    private final Map<String, Function<T, Object>> fields;

    private Shape(StructType type, Map<String, Function<T, Object>> fields) {
        this.type = type;
        this.fields = fields;
    }

    static <T> Builder<T> named(String name) {
        return new Builder<>(name);
    }

    StructType type() {
        return type;
    }

    /** Reads a field of what is seen by the shape of this name, without looking it up. */
    static Function<Object, Object> reader(String name, String field) {
        return BY_NAME.get(name).reader(field);
    }

    @SuppressWarnings("unchecked") // What is seen by a shape of this name holds what the shape is of.
    private Function<Object, Object> reader(String field) {
        Function<T, Object> read = fields.get(field);
        return seen -> read.apply(((Seen<T>) seen).thing);
    }

    Object of(T thing) {
        return new Seen<>(this, thing);
    }

    /** Collects fields. */
    static final class Builder<T> {

        private final String name;

        private final Map<String, CelType> types = new LinkedHashMap<>();

        private final Map<String, Function<T, Object>> fields = new LinkedHashMap<>();

        private Builder(String name) {
            this.name = name;
        }

        Builder<T> field(String field, CelType type, Function<T, Object> read) {
            types.put(field, type);
            fields.put(field, read);
            return this;
        }

        Shape<T> build() {
            StructType type = StructType.create(
                    name, ImmutableSet.copyOf(types.keySet()), field -> Optional.ofNullable(types.get(field)));
            Shape<T> shape = new Shape<>(type, new HashMap<>(fields));
            BY_NAME.put(name, shape);
            return shape;
        }
    }

    /** A thing as conditions see it. */
    private static final class Seen<T> extends StructValue<String, Object> {

        private final Shape<T> shape;

        private final T thing;

        private Seen(Shape<T> shape, T thing) {
            this.shape = shape;
            this.thing = thing;
        }

        @Override
        public Object select(String field) {
            Function<T, Object> read = shape.fields.get(field);
            if (read == null) {
                throw new IllegalArgumentException("no such field: " + field);
            }
            return read.apply(thing);
        }

        @Override
        public Optional<Object> find(String field) {
            return Optional.ofNullable(shape.fields.get(field)).map(read -> read.apply(thing));
        }

        /** Itself: it is handed on as it is, and never made into anything else. */
        @Override
        public Object value() {
            return this;
        }

        @Override
        public boolean isZeroValue() {
            return false;
        }

        @Override
        public CelType celType() {
            return shape.type;
        }
    }
}
