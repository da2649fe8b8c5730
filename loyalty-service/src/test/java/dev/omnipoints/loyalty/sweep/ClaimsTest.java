package dev.omnipoints.loyalty.sweep;

import static dev.omnipoints.loyalty.sweep.Members.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.omnipoints.loyalty.Database;
import dev.omnipoints.loyalty.LoyaltyEnvironment;
import dev.omnipoints.loyalty.sweep.Claims.Kind;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(LoyaltyEnvironment.class)
class ClaimsTest {

    private static final Duration HOUR = Duration.ofHours(1);

    @Inject
    Pool pool;

    @BeforeEach
    void nobodyBeganAnything() {
        Database.execute("UPDATE sweep SET begun_at = 'epoch'");
    }

    @Test
    void whoeverAsksAtOnceGetsAPartOfTheirOwn() {
        List<Future<Short>> asked = Stream.generate(() -> Claims.next(pool, Kind.ACCOUNTS, HOUR))
                .limit(64)
                .toList();
        await(Future.all(asked));

        List<Short> got =
                asked.stream().map(Future::result).filter(Objects::nonNull).toList();

        assertThat(got).doesNotHaveDuplicates().isNotEmpty();
    }

    @Test
    void whatWasBegunLongestAgoIsNext() {
        Database.execute("UPDATE sweep SET begun_at = clock_timestamp() - interval '2 hours' WHERE kind = 'ACCOUNTS'");
        Database.execute("UPDATE sweep SET begun_at = clock_timestamp() - interval '3 hours' WHERE part = 17");

        assertThat(await(Claims.next(pool, Kind.ACCOUNTS, HOUR))).isEqualTo((short) 17);
        assertThat(await(Claims.next(pool, Kind.ACCOUNTS, HOUR))).isEqualTo((short) 0);
    }

    @Test
    void whatWasBegunOfLateIsLeftToWhoeverBeganIt() {
        assertThat(await(Claims.next(pool, Kind.HOLDS, HOUR))).isEqualTo((short) 0);

        assertThat(await(Claims.next(pool, Kind.HOLDS, HOUR))).isNull();
    }
}
