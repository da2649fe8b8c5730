package dev.omnipoints.loyalty.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.omnipoints.loyalty.ledger.LotChange.Made;
import dev.omnipoints.loyalty.ledger.LotChange.Part;
import dev.omnipoints.loyalty.ledger.RowCodec.Entries;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RowCodecTest {

    private static final UUID MEMBER = new UUID(1, 2);

    @Test
    void whatIsWrittenIsRead() {
        Random random = new Random(3);
        List<LotChange> changes = new ArrayList<>();
        for (Part part : Part.values()) {
            for (long points : new long[] {0, 1, -1, 1_000_000_000_000L, Long.MIN_VALUE, Long.MAX_VALUE}) {
                UUID member = random.nextBoolean() ? MEMBER : new UUID(random.nextLong(), random.nextLong());
                LotId lot = new LotId(member, 1 + random.nextInt(1_000_000), random.nextInt(300));
                Instant early = Instant.parse("1969-12-31T23:59:59.999999Z");
                Instant late = Instant.parse("9999-12-31T00:00:00Z");
                Made made = random.nextBoolean() ? null : new Made(77, random.nextBoolean() ? null : early, late);
                changes.add(new LotChange(
                        lot, part, points, made, random.nextBoolean() ? null : early, random.nextBoolean()));
            }
        }

        assertThat(RowCodec.decode(MEMBER, bytes(changes)).lots()).isEqualTo(changes);
    }

    @Test
    void noChangesAreNoBytes() {
        assertThat(bytes(List.of())).isNull();
        assertThat(RowCodec.decode(MEMBER, null).lots()).isEmpty();
    }

    @Test
    void everyByteMatters() {
        LotChange change = LotChange.of(new LotId(MEMBER, 300, 2), Part.HELD, -5);
        byte[] bytes = bytes(List.of(change));

        for (int i = 0; i < bytes.length; i++) {
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                byte[] flipped = bytes.clone();
                flipped[i] ^= (byte) (1 << bit);
                assertThat(readsAs(flipped, List.of(change))).isFalse();
            }
        }
    }

    @Test
    void bytesThatAreCutShortAreRefused() {
        byte[] bytes = bytes(List.of(LotChange.of(new LotId(MEMBER, 300, 2), Part.HELD, -5)));

        assertThatThrownBy(() -> RowCodec.decode(MEMBER, Arrays.copyOf(bytes, bytes.length - 1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void holdsAndTheEndOfActivityAreReadAsWritten() {
        Origin shop = new Origin("shop", (short) 2, "PAR-012", null, "someone");
        List<Hold.Reserved> lots = List.of(
                new Hold.Reserved(new LotId(MEMBER, 3, 0), 40), new Hold.Reserved(new LotId(new UUID(9, 9), 7, 1), 2));
        Instant until = Instant.parse("2026-11-21T12:15:00Z");
        Hold open = new Hold(new Reference(MEMBER, 9), shop, new UUID(5, 6), 42, lots, null, until, null);
        Hold.Price price = new Hold.Price(42, "EUR", 100, 100);
        Hold ended = new Hold(new Reference(new UUID(9, 9), 8), shop, null, 42, lots, price, until, null)
                .ended(Kind.CAPTURE, new Reference(MEMBER, 10), 40);
        Entries entries = new Entries(List.of(), List.of(open, ended), until);

        assertThat(RowCodec.decode(MEMBER, RowCodec.encode(MEMBER, entries))).isEqualTo(entries);
        assertThat(RowCodec.decodeReserved(MEMBER, RowCodec.encodeReserved(MEMBER, lots)))
                .isEqualTo(lots);
    }

    private static byte[] bytes(List<LotChange> changes) {
        return RowCodec.encode(MEMBER, new Entries(changes, List.of(), null));
    }

    private static boolean readsAs(byte[] bytes, List<LotChange> changes) {
        try {
            return RowCodec.decode(MEMBER, bytes).equals(new Entries(changes, List.of(), null));
        } catch (IllegalArgumentException refused) {
            return false;
        }
    }
}
