package dev.omnipoints.loyalty.posting;

import dev.omnipoints.loyalty.ledger.AccountKey;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;

/** What a statement is given of rows: an array a column, an element a row. Each has a bucket, which comes first. */
final class Columns<T> {

    private final Function<T, Short> bucket;
    private final List<Column<T>> others = new ArrayList<>();

    private interface Column<T> {
        void add(Tuple values, Collection<T> rows);
    }

    private Columns(Function<T, Short> bucket) {
        this.bucket = bucket;
    }

    static <T> Columns<T> of(Function<T, Short> bucket) {
        return new Columns<>(bucket);
    }

    /** Rows of accounts, by the account's whole key. */
    static <T> Columns<T> ofAccounts(Function<T, AccountKey> account) {
        return of(account.andThen(AccountKey::bucket))
                .texts(account.andThen(AccountKey::programme))
                .uuids(account.andThen(AccountKey::member));
    }

    Columns<T> shorts(Function<T, Short> value) {
        return add(value, Short[]::new, Tuple::addArrayOfShort);
    }

    Columns<T> ints(Function<T, Integer> value) {
        return add(value, Integer[]::new, Tuple::addArrayOfInteger);
    }

    Columns<T> longs(Function<T, Long> value) {
        return add(value, Long[]::new, Tuple::addArrayOfLong);
    }

    Columns<T> texts(Function<T, String> value) {
        return add(value, String[]::new, Tuple::addArrayOfString);
    }

    Columns<T> uuids(Function<T, UUID> value) {
        return add(value, UUID[]::new, Tuple::addArrayOfUUID);
    }

    Columns<T> booleans(Function<T, Boolean> value) {
        return add(value, Boolean[]::new, Tuple::addArrayOfBoolean);
    }

    Columns<T> dates(Function<T, LocalDate> value) {
        return add(value, LocalDate[]::new, Tuple::addArrayOfLocalDate);
    }

    Columns<T> instants(Function<T, Instant> value) {
        return add(value.andThen(Columns::time), OffsetDateTime[]::new, Tuple::addArrayOfOffsetDateTime);
    }

    Columns<T> bytes(Function<T, byte[]> value) {
        return add(value.andThen(Columns::buffer), Buffer[]::new, Tuple::addArrayOfBuffer);
    }

    private interface Adding<V> {
        void add(Tuple values, V[] column);
    }

    private <V> Columns<T> add(Function<T, V> value, IntFunction<V[]> array, Adding<V> adding) {
        others.add((values, rows) -> adding.add(values, rows.stream().map(value).toArray(array)));
        return this;
    }

    short bucket(T row) {
        return bucket.apply(row);
    }

    /** Rows of any bucket. */
    Tuple values(Collection<T> rows) {
        return others(Tuple.tuple().addArrayOfShort(rows.stream().map(bucket).toArray(Short[]::new)), rows);
    }

    /** Rows that are all of this bucket, which is told once. */
    Tuple values(short bucket, Collection<T> rows) {
        return others(Tuple.of(bucket), rows);
    }

    private Tuple others(Tuple values, Collection<T> rows) {
        others.forEach(column -> column.add(values, rows));
        return values;
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

    private static Buffer buffer(byte[] bytes) {
        return bytes == null ? null : Buffer.buffer(bytes);
    }
}
