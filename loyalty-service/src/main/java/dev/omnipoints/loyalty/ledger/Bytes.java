package dev.omnipoints.loyalty.ledger;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/**
 * Writes the entries of one row: whole numbers in as few bytes as they need, instants as microseconds, texts with their
 * length, each absent value as 0.
 */
final class Bytes {

    private final UUID member;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(48);

    /** @param member the row's own, which is not written out */
    Bytes(UUID member) {
        this.member = member;
    }

    boolean isForeign(UUID other) {
        return !other.equals(member);
    }

    void write(int value) {
        out.write(value);
    }

    void number(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            out.write((int) (rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    void signed(long value) {
        number(zigzag(value));
    }

    void instant(Instant instant) {
        number(instant == null ? 0 : zigzag(Encoding.micros(instant)) + 1);
    }

    void text(String text) {
        if (text == null) {
            number(0);
            return;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        number(bytes.length + 1L);
        out.writeBytes(bytes);
    }

    void uuid(UUID uuid) {
        out.writeBytes(ByteBuffer.allocate(16)
                .putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits())
                .array());
    }

    void uuidOrNone(UUID uuid) {
        number(uuid == null ? 0 : 1);
        if (uuid != null) {
            uuid(uuid);
        }
    }

    byte[] toByteArray() {
        return out.toByteArray();
    }

    private static long zigzag(long value) {
        return (value << 1) ^ (value >> 63);
    }
}
