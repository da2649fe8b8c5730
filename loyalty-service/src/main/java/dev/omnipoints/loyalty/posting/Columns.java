package dev.omnipoints.loyalty.posting;

import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.UUID;
import java.util.function.Function;

/** The parameters of a statement over `unnest`: an array a column, an element a row. */
final class Columns<T> {

    private final Collection<T> rows;
    private final Tuple tuple = Tuple.tuple();

    Columns(Collection<T> rows) {
        this.rows = rows;
    }

    Columns<T> shorts(Function<T, Short> value) {
        tuple.addArrayOfShort(rows.stream().map(value).toArray(Short[]::new));
        return this;
    }

    Columns<T> ints(Function<T, Integer> value) {
        tuple.addArrayOfInteger(rows.stream().map(value).toArray(Integer[]::new));
        return this;
    }

    Columns<T> longs(Function<T, Long> value) {
        tuple.addArrayOfLong(rows.stream().map(value).toArray(Long[]::new));
        return this;
    }

    Columns<T> texts(Function<T, String> value) {
        tuple.addArrayOfString(rows.stream().map(value).toArray(String[]::new));
        return this;
    }

    Columns<T> uuids(Function<T, UUID> value) {
        tuple.addArrayOfUUID(rows.stream().map(value).toArray(UUID[]::new));
        return this;
    }

    Columns<T> booleans(Function<T, Boolean> value) {
        tuple.addArrayOfBoolean(rows.stream().map(value).toArray(Boolean[]::new));
        return this;
    }

    Columns<T> instants(Function<T, Instant> value) {
        tuple.addArrayOfOffsetDateTime(
                rows.stream().map(value.andThen(Columns::time)).toArray(OffsetDateTime[]::new));
        return this;
    }

    Columns<T> bytes(Function<T, byte[]> value) {
        tuple.addArrayOfBuffer(rows.stream()
                .map(value)
                .map(bytes -> bytes == null ? null : Buffer.buffer(bytes))
                .toArray(Buffer[]::new));
        return this;
    }

    Tuple tuple() {
        return tuple;
    }

    /** What the PostgreSQL client takes and gives for an instant. */
    static OffsetDateTime time(Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    static Instant instant(OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    static byte[] bytes(Buffer buffer) {
        return buffer == null ? null : buffer.getBytes();
    }
}
