package dev.omnipoints.suite.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressBarTest {
    @Test
    void tellsShareRateAndTimeLeft() {
        assertThat(ProgressBar.line(0.25, 12_000, Duration.ofSeconds(30)))
                .isEqualTo("[########----------------------]  25 %  12,000 lines  400/s  1:30 left");
        assertThat(ProgressBar.line(0, 0, Duration.ZERO))
                .isEqualTo("[------------------------------]   0 %  0 lines  0/s  ? left");
    }
}
