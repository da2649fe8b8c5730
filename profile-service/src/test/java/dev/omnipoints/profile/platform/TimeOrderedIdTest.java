package dev.omnipoints.profile.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TimeOrderedIdTest {
    @Test
    void anIdIsAUuidOfVersion7ThatSortsByItsMoment() {
        Instant moment = Instant.parse("2026-11-22T03:04:05.678Z");

        UUID id = TimeOrderedId.at(moment);

        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(moment.toEpochMilli());
        assertThat(id.toString())
                .isLessThan(TimeOrderedId.at(moment.plusMillis(1)).toString());
        assertThat(TimeOrderedId.at(moment)).isNotEqualTo(id);
    }

    @Test
    void onlyTheOneWireFormIsRead() {
        UUID id = TimeOrderedId.at(Instant.EPOCH);

        assertThat(TimeOrderedId.parse(id.toString())).contains(id);
        assertThat(TimeOrderedId.parse("1-1-1-1-1")).isEmpty();
        assertThat(TimeOrderedId.parse("01A20153-6EA0-7372-99C8-60293D49D9EB")).isEmpty();
        assertThat(TimeOrderedId.parse("")).isEmpty();
    }
}
