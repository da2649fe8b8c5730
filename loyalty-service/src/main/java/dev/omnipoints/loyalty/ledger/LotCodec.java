package dev.omnipoints.loyalty.ledger;

import dev.omnipoints.loyalty.ledger.LotChange.Made;
import dev.omnipoints.loyalty.ledger.LotChange.Part;
import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/**
 * The lots of a journal row as bytes: a version byte, then the entries. An entry is a flag byte (bits 0-2 the part,
 * bit 3 makes the lot, bit 4 the lot's member is not the row's), the member where it differs, then variable-length
 * integers: seq, index, signed points; an entry that makes a lot adds its points and both dates. No entries, no bytes.
 */
public final class LotCodec {

    private static final byte VERSION = 1;
    private static final int MAKES = 1 << 3;
    private static final int FOREIGN = 1 << 4;
    private static final Part[] PARTS = Part.values();

    private LotCodec() {}

    /** The bytes of a row's changes; null where there are none. */
    public static byte[] encode(UUID member, List<LotChange> changes) {
        if (changes.isEmpty()) {
            return null;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(16 * changes.size() + 1);
        out.write(VERSION);
        for (LotChange change : changes) {
            boolean foreign = !change.lot().member().equals(member);
            out.write(change.part().ordinal() | (change.made() == null ? 0 : MAKES) | (foreign ? FOREIGN : 0));
            if (foreign) {
                out.writeBytes(ByteBuffer.allocate(16)
                        .putLong(change.lot().member().getMostSignificantBits())
                        .putLong(change.lot().member().getLeastSignificantBits())
                        .array());
            }
            writeVarint(out, change.lot().seq());
            writeVarint(out, change.lot().index());
            writeVarint(out, zigzag(change.points()));
            if (change.made() != null) {
                writeVarint(out, change.made().points());
                writeInstant(out, change.made().availableAt());
                writeInstant(out, change.made().expiresAt());
            }
        }
        return out.toByteArray();
    }

    /**
     * The changes that the bytes stand for.
     *
     * @throws IllegalArgumentException where they are not what {@link #encode} writes
     */
    public static List<LotChange> decode(UUID member, byte[] bytes) {
        List<LotChange> changes = new ArrayList<>();
        if (bytes == null) {
            return changes;
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        try {
            byte version = in.get();
            if (version != VERSION) {
                throw new IllegalArgumentException("Unknown version of lots: " + version);
            }
            while (in.hasRemaining()) {
                changes.add(readChange(member, in));
            }
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("Lots are cut short", e);
        }
        if (!Arrays.equals(bytes, encode(member, changes))) {
            throw new IllegalArgumentException("Lots are not written as they should be");
        }
        return changes;
    }

    private static LotChange readChange(UUID member, ByteBuffer in) {
        int flags = in.get();
        int part = flags & 7;
        if (part >= PARTS.length || flags >= 2 * FOREIGN || flags < 0) {
            throw new IllegalArgumentException("Unknown flags in lots: " + flags);
        }
        UUID lotMember = (flags & FOREIGN) == 0 ? member : new UUID(in.getLong(), in.getLong());
        LotId lot = new LotId(lotMember, readVarint(in), (int) readVarint(in));
        long zigzagged = readVarint(in);
        long points = (zigzagged >>> 1) ^ -(zigzagged & 1);
        Made made = (flags & MAKES) == 0 ? null : new Made(readVarint(in), readInstant(in), readInstant(in));
        return new LotChange(lot, PARTS[part], points, made);
    }

    private static long zigzag(long value) {
        return (value << 1) ^ (value >> 63);
    }

    private static void writeVarint(ByteArrayOutputStream out, long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            out.write((int) (rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    private static long readVarint(ByteBuffer in) {
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

    /** Absent is 0; else the microseconds, zigzagged, plus 1. */
    private static void writeInstant(ByteArrayOutputStream out, Instant instant) {
        writeVarint(out, instant == null ? 0 : zigzag(Encoding.micros(instant)) + 1);
    }

    private static Instant readInstant(ByteBuffer in) {
        long stored = readVarint(in);
        if (stored == 0) {
            return null;
        }
        long zigzagged = stored - 1;
        return Instant.EPOCH.plus((zigzagged >>> 1) ^ -(zigzagged & 1), ChronoUnit.MICROS);
    }
}
