package dev.omnipoints.loyalty.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.omnipoints.loyalty.ledger.LotChange.Made;
import dev.omnipoints.loyalty.ledger.LotChange.Part;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LotCodecTest {

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
                changes.add(new LotChange(lot, part, points, made));
            }
        }

        assertThat(LotCodec.decode(MEMBER, LotCodec.encode(MEMBER, changes))).isEqualTo(changes);
    }

    @Test
    void noChangesAreNoBytes() {
        assertThat(LotCodec.encode(MEMBER, List.of())).isNull();
        assertThat(LotCodec.decode(MEMBER, null)).isEmpty();
    }

    @Test
    void everyByteMatters() {
        LotChange change = new LotChange(new LotId(MEMBER, 300, 2), Part.HELD, -5, null);
        byte[] bytes = LotCodec.encode(MEMBER, List.of(change));

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
        byte[] bytes = LotCodec.encode(MEMBER, List.of(new LotChange(new LotId(MEMBER, 300, 2), Part.HELD, -5, null)));

        assertThatThrownBy(() -> LotCodec.decode(MEMBER, Arrays.copyOf(bytes, bytes.length - 1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static boolean readsAs(byte[] bytes, List<LotChange> changes) {
        try {
            return LotCodec.decode(MEMBER, bytes).equals(changes);
        } catch (IllegalArgumentException refused) {
            return false;
        }
    }
}
