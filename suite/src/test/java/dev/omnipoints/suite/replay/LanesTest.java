package dev.omnipoints.suite.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class LanesTest {
    @Test
    void memberStaysAtOneTillByWhateverIdentity() {
        var lanes = new Lanes(64);
        for (int member = 0; member < 500; member++) {
            int till = lanes.of(List.of("CARD:" + member, "EXTERNAL:" + member));
            assertThat(lanes.of(List.of("EXTERNAL:" + member))).isEqualTo(till);
            assertThat(lanes.of(List.of("CARD:" + member))).isEqualTo(till);
        }
    }

    @Test
    void membersAreSpreadOverAllTills() {
        var lanes = new Lanes(16);
        var used = new HashSet<Integer>();
        for (int member = 0; member < 500; member++) {
            used.add(lanes.of(List.of("CARD:299" + member)));
        }
        assertThat(used).hasSize(16);
    }
}
