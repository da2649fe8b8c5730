package dev.omnipoints.loyalty.ledger;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/**
 * An unambiguous encoding of a list of values, for hashing: each is its length in bytes as a four-byte integer, then
 * the bytes; an absent value has length -1. Numbers are big-endian; instants are microseconds since 1970 in eight
 * bytes; texts are UTF-8.
 */
public final class Encoding {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream(512);

    /** Starts empty; for what can have no other form. */
    public Encoding() {}

    /** Starts with a version byte, so that a later form of the same list cannot be taken for this one. */
    public Encoding(int version) {
        out.write(version);
    }

    /** Adds bytes, or an absent value. */
    public Encoding bytes(byte[] value) {
        if (value == null) {
            return length(-1);
        }
        length(value.length);
        out.writeBytes(value);
        return this;
    }

    /** Adds a text, or an absent value. */
    public Encoding text(String value) {
        return bytes(value == null ? null : value.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds a whole number, or an absent value. */
    public Encoding number(Long value) {
        return value == null ? length(-1) : number(value.longValue());
    }

    /** Adds a whole number. */
    public Encoding number(long value) {
        length(Long.BYTES);
        out.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
        return this;
    }

    /** Adds an instant, in microseconds, or an absent value. */
    public Encoding instant(Instant value) {
        return value == null ? length(-1) : number(micros(value));
    }

    /** Adds a UUID, or an absent value. */
    public Encoding uuid(UUID value) {
        if (value == null) {
            return length(-1);
        }
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES * 2);
        return bytes(bytes.putLong(value.getMostSignificantBits())
                .putLong(value.getLeastSignificantBits())
                .array());
    }

    /** SHA-256 of all that was added. */
    public byte[] sha256() {
        return Digests.sha256(out.toByteArray());
    }

    /** The first 16 bytes of SHA-256 of all that was added, as a UUID, which PostgreSQL stores without a header. */
    public UUID sha256Half() {
        return half(sha256());
    }

    /** Microseconds since 1970, what PostgreSQL keeps of an instant. */
    public static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    static UUID half(byte[] hash) {
        ByteBuffer bytes = ByteBuffer.wrap(hash);
        return new UUID(bytes.getLong(), bytes.getLong());
    }

    private Encoding length(int length) {
        out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(length).array());
        return this;
    }
}
