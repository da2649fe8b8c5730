package dev.omnipoints.loyalty.redemption;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import dev.omnipoints.contracts.loyalty.v1.Operation;
import dev.omnipoints.contracts.type.v1.Caller;
import dev.omnipoints.contracts.type.v1.MemberContext;
import dev.omnipoints.contracts.type.v1.Problem;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.loyalty.Asks;
import dev.omnipoints.loyalty.Calls;
import dev.omnipoints.loyalty.Database;
import dev.omnipoints.loyalty.LoyaltyEnvironment;
import dev.omnipoints.loyalty.Sales;
import dev.omnipoints.loyalty.TestClock;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * L7: beyond 20 newly recorded refusals a minute, what a caller would spend of that member's is not tried any more; all
 * else goes on.
 */
@QuarkusTest
@QuarkusTestResource(LoyaltyEnvironment.class)
class L7RateLimitTest {

    private static final int LIMIT = 20;
    private static final Caller SHOP = Calls.till("demo", "shop-L7");
    private static final Caller TILL = Calls.till("demo", "till-L7");
    private static final Caller CARE = Calls.staff("demo", "care-L7");

    private final MemberContext ada = Sales.active();
    private final MemberContext bea = Sales.active();

    @AfterEach
    void ledgerIsTrue() {
        TestClock.reset();
        assertThat(Database.audit()).startsWith("0 ");
    }

    @Test
    void whoIsRefusedTooOftenHasToWaitWithWhateverSpends() {
        Asks.send(TILL, Asks.earn(ada, 100));
        Operation held = Asks.send(SHOP, Asks.hold(ada, 10)).operation();
        refuseTwentyTimes(SHOP, ada);

        for (Message.Builder spending : List.of(Asks.hold(ada, 5), Asks.redeem(ada, 5), Asks.capture(held))) {
            assertLimited(SHOP, spending);
        }
    }

    @Test
    void soHasWhoTransfers() {
        Asks.send(TILL, Asks.earn(ada, 100));
        for (int i = 0; i < LIMIT; i++) {
            assertThat(reason(CARE, Asks.transfer(ada, bea, 101))).isEqualTo(Reason.REASON_INSUFFICIENT_POINTS);
        }

        assertLimited(CARE, Asks.transfer(ada, bea, 5));
    }

    @Test
    void aKnownKeyGetsItsFirstAnswerAllTheSame() {
        Asks.send(TILL, Asks.earn(ada, 100));
        Message.Builder redeem = Asks.redeem(ada, 5);
        Asks.Answer redeemed = Asks.send(SHOP, redeem);
        Message.Builder tooMuch = Asks.redeem(ada, 1_000);
        StatusRuntimeException refused = Asks.refused(SHOP, tooMuch);
        for (int i = 1; i < LIMIT; i++) {
            Asks.refused(SHOP, Asks.redeem(ada, 1_000));
        }
        assertLimited(SHOP, Asks.redeem(ada, 1));

        assertThat(Asks.send(SHOP, redeem)).isEqualTo(new Asks.Answer(redeemed.result(), true));
        assertThat(StatusProto.fromThrowable(Asks.refused(SHOP, tooMuch)))
                .isEqualTo(StatusProto.fromThrowable(refused));
    }

    @Test
    void refusalsToldAgainAreNotCounted() {
        Asks.send(TILL, Asks.earn(ada, 100));
        Message.Builder tooMuch = Asks.redeem(ada, 1_000);
        for (int i = 0; i < LIMIT + 5; i++) {
            assertThat(reason(SHOP, tooMuch)).isEqualTo(Reason.REASON_INSUFFICIENT_POINTS);
        }

        assertThat(Asks.send(SHOP, Asks.redeem(ada, 5)).replayed()).isFalse();
    }

    @Test
    void salesEarnsReturnsVoidsAndReversalsAreNeverLimited() {
        Operation earned = Asks.send(SHOP, Asks.earn(ada, 100)).operation();
        Operation held = Asks.send(SHOP, Asks.hold(ada, 10)).operation();
        Operation redeemed = Asks.send(SHOP, Asks.redeem(ada, 10)).operation();
        refuseTwentyTimes(SHOP, ada);

        for (Message.Builder other : List.of(
                Sales.request(Sales.sale(1_000), ada),
                Asks.earn(ada, 5),
                Asks.release(held),
                Asks.reverse(redeemed),
                Asks.reverse(earned))) {
            assertThat(Asks.send(SHOP, other).replayed()).isFalse();
        }
        // Not even where they are refused: that is told as ever.
        assertThat(reason(SHOP, Asks.reverse(earned))).isEqualTo(Reason.REASON_REVERSAL_EXCEEDS_ORIGINAL);
        assertLimited(SHOP, Asks.redeem(ada, 1));
    }

    @Test
    void anotherCallerAndAnotherMemberAreNotLimited() {
        Asks.send(TILL, Asks.earn(ada, 100));
        Asks.send(TILL, Asks.earn(bea, 100));
        refuseTwentyTimes(SHOP, ada);

        assertThat(Asks.send(TILL, Asks.redeem(ada, 5)).replayed()).isFalse();
        assertThat(Asks.send(SHOP, Asks.redeem(bea, 5)).replayed()).isFalse();
    }

    @Test
    void afterAMinuteItIsOver() {
        Asks.send(TILL, Asks.earn(ada, 100));
        refuseTwentyTimes(SHOP, ada);
        Message.Builder redeem = Asks.redeem(ada, 5);
        assertLimited(SHOP, redeem);

        TestClock.ahead(Duration.ofSeconds(61));

        assertThat(Asks.send(SHOP, redeem).replayed()).isFalse();
    }

    private static void refuseTwentyTimes(Caller caller, MemberContext member) {
        for (int i = 0; i < LIMIT; i++) {
            assertThat(reason(caller, Asks.redeem(member, 1_000))).isEqualTo(Reason.REASON_INSUFFICIENT_POINTS);
        }
    }

    private static void assertLimited(Caller caller, Message.Builder request) {
        Problem problem = Calls.problem(Database.leavingNoTrace(() -> Asks.refused(caller, request)));
        assertThat(problem.getReason()).isEqualTo(Reason.REASON_RATE_LIMITED);
        assertThat(problem.getRetryAfterMillis()).isEqualTo(60_000);
    }

    private static Reason reason(Caller caller, Message.Builder request) {
        return Calls.problem(Asks.refused(caller, request)).getReason();
    }
}
