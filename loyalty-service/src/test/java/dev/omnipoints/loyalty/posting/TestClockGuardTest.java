package dev.omnipoints.loyalty.posting;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.omnipoints.loyalty.LoyaltyEnvironment;
import dev.omnipoints.loyalty.TestClock;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(LoyaltyEnvironment.class)
class TestClockGuardTest {

    @Inject
    TestClockGuard guard;

    @AfterEach
    void clockIsBack() {
        TestClock.reset();
    }

    @Test
    void productionRefusesAClockThatATestHasMoved() {
        TestClock.ahead(Duration.ofDays(1));

        assertThatThrownBy(() -> guard.check(List.of("prod"))).hasMessageContaining("moved by a test");
        assertThatCode(() -> guard.check(List.of("local"))).doesNotThrowAnyException();
    }

    @Test
    void productionStartsOnAClockThatIsRight() {
        assertThatCode(() -> guard.check(List.of("prod"))).doesNotThrowAnyException();
    }
}
