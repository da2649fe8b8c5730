package dev.omnipoints.loyalty.ledger;

import dev.omnipoints.loyalty.ledger.LotChange.Made;
import dev.omnipoints.loyalty.ledger.LotChange.Part;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/**
 * What a journal row changes besides the counters, as bytes, so that lots, holds and the account can be rebuilt from
 * the journal alone: a version byte, then entries. An entry begins with a flag byte. Bits 0-2 say the part of a lot (6:
 * an inactiveAt, 7: a hold), bit 3 that it makes the lot, bit 4 that the member follows because it is not the row's,
 * bit 5 that it confirms the lot, bit 6 that the lot leaves. A lot's entry goes on with seq, index and signed points;
 * one that makes it with its points and both dates; one that confirms it with the date. No entries, no bytes.
 */
public final class RowCodec {

    private static final byte VERSION = 1;
    private static final int INACTIVE_AT = 6;
    private static final int HOLD = 7;
    private static final int MAKES = 1 << 3;
    private static final int FOREIGN = 1 << 4;
    private static final int CONFIRMS = 1 << 5;
    private static final int LEAVES = 1 << 6;
    private static final Part[] PARTS = Part.values();

    /** What the bytes of a row stand for. */
    public record Entries(List<LotChange> lots, List<Hold> holds, Instant inactiveAt) {}

    private RowCodec() {}

    /** The bytes of a row; null where it changes nothing but counters. */
    public static byte[] encode(Row row) {
        return encode(row.account().member(), new Entries(row.lots(), row.holds(), row.inactiveAt()));
    }

    static byte[] encode(UUID member, Entries entries) {
        if (entries.lots().isEmpty() && entries.holds().isEmpty() && entries.inactiveAt() == null) {
            return null;
        }
        Bytes out = new Bytes(member);
        out.write(VERSION);
        entries.lots().forEach(change -> write(out, change));
        entries.holds().forEach(hold -> write(out, hold));
        if (entries.inactiveAt() != null) {
            out.write(INACTIVE_AT);
            out.instant(entries.inactiveAt());
        }
        return out.toByteArray();
    }

    /**
     * What the bytes stand for.
     *
     * @throws IllegalArgumentException where they are not what {@link #encode} writes
     */
    public static Entries decode(UUID member, byte[] bytes) {
        if (bytes == null) {
            return new Entries(List.of(), List.of(), null);
        }
        Reader in = new Reader(member, ByteBuffer.wrap(bytes));
        Entries entries;
        try {
            entries = read(in);
        } catch (BufferUnderflowException | IndexOutOfBoundsException | ArithmeticException | DateTimeException e) {
            throw new IllegalArgumentException("Lots are cut short or hold what no row has", e);
        }
        if (!Arrays.equals(bytes, encode(member, entries))) {
            throw new IllegalArgumentException("Lots are not written as they should be");
        }
        return entries;
    }

    private static Entries read(Reader in) {
        byte version = in.next();
        if (version != VERSION) {
            throw new IllegalArgumentException("Unknown version of lots: " + version);
        }
        List<LotChange> lots = new ArrayList<>();
        List<Hold> holds = new ArrayList<>();
        Instant inactiveAt = null;
        while (in.hasMore()) {
            int flags = in.next();
            if (flags < 0) {
                throw new IllegalArgumentException("Unknown flags in lots: " + flags);
            }
            switch (flags & 7) {
                case INACTIVE_AT -> inactiveAt = in.instant();
                case HOLD -> holds.add(hold(in, flags));
                default -> lots.add(change(in, flags));
            }
        }
        return new Entries(List.copyOf(lots), List.copyOf(holds), inactiveAt);
    }

    private static void write(Bytes out, LotChange change) {
        int flags = change.part().ordinal()
                | (change.made() == null ? 0 : MAKES)
                | (out.isForeign(change.lot().member()) ? FOREIGN : 0)
                | (change.availableAt() == null ? 0 : CONFIRMS)
                | (change.left() ? LEAVES : 0);
        out.write(flags);
        lot(out, change.lot());
        out.signed(change.points());
        if (change.made() != null) {
            out.number(change.made().points());
            out.instant(change.made().availableAt());
            out.instant(change.made().expiresAt());
        }
        if (change.availableAt() != null) {
            out.instant(change.availableAt());
        }
    }

    private static LotChange change(Reader in, int flags) {
        LotId lot = lot(in, (flags & FOREIGN) != 0);
        long points = in.signed();
        Made made = (flags & MAKES) == 0 ? null : new Made(in.number(), in.instant(), in.instant());
        Instant confirmed = (flags & CONFIRMS) == 0 ? null : in.instant();
        return new LotChange(lot, PARTS[flags & 7], points, made, confirmed, (flags & LEAVES) != 0);
    }

    private static void lot(Bytes out, LotId lot) {
        if (out.isForeign(lot.member())) {
            out.uuid(lot.member());
        }
        out.number(lot.seq());
        out.number(lot.index());
    }

    private static LotId lot(Reader in, boolean foreign) {
        UUID member = foreign ? in.uuid() : in.member();
        return new LotId(member, in.number(), (int) in.number());
    }

    /** The row's own columns say no more than who acts now; a hold keeps who made it. */
    private static void write(Bytes out, Hold hold) {
        out.write(HOLD | (out.isForeign(hold.id().member()) ? FOREIGN : 0) | (hold.open() ? 0 : LEAVES));
        if (out.isForeign(hold.id().member())) {
            out.uuid(hold.id().member());
        }
        out.number(hold.id().seq());
        out.text(hold.origin().caller());
        out.number(hold.origin().channel());
        out.text(hold.origin().store());
        out.text(hold.origin().terminal());
        out.text(hold.origin().actor());
        out.uuidOrNone(hold.sale());
        out.number(hold.points());
        out.instant(hold.expiresAt());
        reserved(out, hold.lots());
        Hold.Price price = hold.price();
        out.text(price == null ? null : price.currency());
        if (price != null) {
            out.number(price.money());
            out.number(price.ratePoints());
            out.number(price.rateMoney());
        }
        if (!hold.open()) {
            out.number(hold.end().kind().code());
            out.uuid(hold.end().row().member());
            out.number(hold.end().row().seq());
            out.number(hold.end().points());
        }
    }

    private static Hold hold(Reader in, int flags) {
        UUID member = (flags & FOREIGN) == 0 ? in.member() : in.uuid();
        Reference id = new Reference(member, in.number());
        String caller = in.text();
        Origin origin = new Origin(caller, (short) in.number(), in.text(), in.text(), in.text());
        UUID sale = in.uuidOrNone();
        long points = in.number();
        Instant expiresAt = in.instant();
        List<Hold.Reserved> lots = reserved(in);
        String currency = in.text();
        Hold.Price price = currency == null ? null : new Hold.Price(in.number(), currency, in.number(), in.number());
        Hold.End end = (flags & LEAVES) == 0
                ? null
                : new Hold.End(Kind.of((int) in.number()), new Reference(in.uuid(), in.number()), in.number());
        return new Hold(id, origin, sale, points, lots, price, expiresAt, end);
    }

    /** The lots of a hold of a member's, in the order reserved. */
    public static byte[] encodeReserved(UUID member, List<Hold.Reserved> lots) {
        Bytes out = new Bytes(member);
        out.write(VERSION);
        reserved(out, lots);
        return out.toByteArray();
    }

    /**
     * What {@link #encodeReserved} wrote.
     *
     * @throws IllegalArgumentException where it is something else
     */
    public static List<Hold.Reserved> decodeReserved(UUID member, byte[] bytes) {
        Reader in = new Reader(member, ByteBuffer.wrap(bytes));
        try {
            List<Hold.Reserved> lots = in.next() == VERSION ? reserved(in) : null;
            if (lots == null || in.hasMore()) {
                throw new IllegalArgumentException("The lots of a hold are not written as they should be");
            }
            return lots;
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("The lots of a hold are cut short", e);
        }
    }

    private static void reserved(Bytes out, List<Hold.Reserved> lots) {
        out.number(lots.size());
        for (Hold.Reserved reserved : lots) {
            out.write(out.isForeign(reserved.lot().member()) ? FOREIGN : 0);
            lot(out, reserved.lot());
            out.number(reserved.points());
        }
    }

    private static List<Hold.Reserved> reserved(Reader in) {
        List<Hold.Reserved> lots = new ArrayList<>();
        for (long left = in.number(); left > 0; left--) {
            boolean foreign = (in.next() & FOREIGN) != 0;
            lots.add(new Hold.Reserved(lot(in, foreign), in.number()));
        }
        return List.copyOf(lots);
    }
}
