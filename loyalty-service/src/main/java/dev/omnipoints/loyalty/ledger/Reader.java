package dev.omnipoints.loyalty.ledger;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** Reads what {@link Bytes} wrote; ends early with a BufferUnderflowException. */
final class Reader {

    private final UUID member;
    private final ByteBuffer in;

    /** @param member the row's own */
    Reader(UUID member, ByteBuffer in) {
        this.member = member;
        this.in = in;
    }

    UUID member() {
        return member;
    }

    boolean hasMore() {
        return in.hasRemaining();
    }

    byte next() {
        return in.get();
    }

    long number() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte next = in.get();
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("A number in lots is too long");
    }

    long signed() {
        return signed(number());
    }

    Instant instant() {
        long stored = number();
        return stored == 0 ? null : Instant.EPOCH.plus(signed(stored - 1), ChronoUnit.MICROS);
    }

    String text() {
        long length = number() - 1;
        if (length < 0) {
            return null;
        }
        if (length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] bytes = new byte[(int) length];
        in.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    UUID uuid() {
        return new UUID(in.getLong(), in.getLong());
    }

    UUID uuidOrNone() {
        return number() == 0 ? null : uuid();
    }

    private static long signed(long zigzagged) {
        return (zigzagged >>> 1) ^ -(zigzagged & 1);
    }
}
