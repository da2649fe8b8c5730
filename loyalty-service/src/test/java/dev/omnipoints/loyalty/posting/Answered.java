package dev.omnipoints.loyalty.posting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.loyalty.platform.Refused;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Objects;

/** What posting is expected to answer. */
final class Answered {

    private static final Duration LONG = Duration.ofSeconds(20);

    private Answered() {}

    static Posted.Done done(Future<Posted> answer) {
        Posted posted = RealLedger.await(answer);
        assertThat(posted).isInstanceOf(Posted.Done.class);
        return (Posted.Done) posted;
    }

    static Refused assertRefused(Future<Posted> answer, Reason reason) {
        Refused[] refused = new Refused[1];
        assertThatThrownBy(() -> RealLedger.await(answer))
                .isInstanceOfSatisfying(Refused.class, thrown -> refused[0] = thrown);
        assertThat(refused[0].reason()).isEqualTo(reason);
        return refused[0];
    }

    /** As clients do: a connection that was cut may be handed out once more before the pool knows. */
    static Posted.Done untilReached(Lanes lane, Posting posting) {
        return await().atMost(LONG)
                .ignoreExceptionsMatching(thrown ->
                        thrown instanceof Refused refused && refused.reason() == Reason.REASON_DEPENDENCY_UNAVAILABLE)
                .until(() -> done(lane.submit(posting)), Objects::nonNull);
    }
}
