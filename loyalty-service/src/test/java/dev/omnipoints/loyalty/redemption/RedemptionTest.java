package dev.omnipoints.loyalty.redemption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.omnipoints.contracts.loyalty.v1.CaptureRequest;
import dev.omnipoints.contracts.loyalty.v1.EarnRequest;
import dev.omnipoints.contracts.loyalty.v1.EntryKind;
import dev.omnipoints.contracts.loyalty.v1.GetHoldRequest;
import dev.omnipoints.contracts.loyalty.v1.HoldRequest;
import dev.omnipoints.contracts.loyalty.v1.HoldResponse;
import dev.omnipoints.contracts.loyalty.v1.HoldState;
import dev.omnipoints.contracts.loyalty.v1.Operation;
import dev.omnipoints.contracts.loyalty.v1.Possession;
import dev.omnipoints.contracts.loyalty.v1.RedeemRequest;
import dev.omnipoints.contracts.loyalty.v1.ReverseRequest;
import dev.omnipoints.contracts.loyalty.v1.VoidRequest;
import dev.omnipoints.contracts.type.v1.Caller;
import dev.omnipoints.contracts.type.v1.MemberContext;
import dev.omnipoints.contracts.type.v1.Money;
import dev.omnipoints.contracts.type.v1.Problem;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.loyalty.Calls;
import dev.omnipoints.loyalty.Database;
import dev.omnipoints.loyalty.LoyaltyEnvironment;
import dev.omnipoints.loyalty.Sales;
import dev.omnipoints.loyalty.TestClock;
import io.grpc.StatusRuntimeException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(LoyaltyEnvironment.class)
class RedemptionTest {

    private static final Caller SHOP = Calls.till("demo", "shop");
    private static final Caller TILL = Calls.till("demo", "till-9");

    private final MemberContext member = Sales.active();

    @AfterEach
    void ledgerIsTrue() {
        TestClock.reset();
        assertThat(Database.audit()).startsWith("0 ");
    }

    @Test
    void aHoldOfTheShopIsCapturedInPartAtTheTillAndGivenBack() {
        earn(100);

        Operation held = hold(60).getOperation();
        assertThat(held.getHoldId()).startsWith("hold_").isEqualTo(held.getOperationId());
        assertThat(held.getHoldState()).isEqualTo(HoldState.HOLD_STATE_OPEN);
        assertThat(held.getMoney().getAmount()).isEqualTo(60);
        assertThat(held.getBalance().getAvailable()).isEqualTo(40);
        assertThat(held.getBalance().getHeld()).isEqualTo(60);

        var capture = CaptureRequest.newBuilder().setHoldId(held.getHoldId()).setPoints(45);
        var captured = Calls.redemptions(TILL)
                .capture(capture.setIdempotencyKey(Sales.fresh()).build());
        assertThat(captured.getOperation().getPoints()).isEqualTo(45);
        assertThat(captured.getOperation().getHoldState()).isEqualTo(HoldState.HOLD_STATE_CAPTURED);
        assertThat(captured.getOperation().getBalance().getAvailable()).isEqualTo(55);
        assertThat(captured.getReplayed()).isFalse();

        var again = Calls.redemptions(SHOP)
                .capture(capture.setIdempotencyKey(Sales.fresh()).build());
        assertThat(again.getOperation()).isEqualTo(captured.getOperation());
        assertThat(again.getReplayed()).isTrue();
        assertThat(again.getEndReplayed()).isTrue();

        Operation reversed = Calls.operations(TILL)
                .reverse(ReverseRequest.newBuilder()
                        .setIdempotencyKey(Sales.fresh())
                        .setOperationId(captured.getOperation().getOperationId())
                        .build())
                .getOperation();
        assertThat(reversed.getPoints()).isEqualTo(45);
        assertThat(reversed.getOriginalId()).isEqualTo(captured.getOperation().getOperationId());
        assertThat(reversed.getBalance().getAvailable()).isEqualTo(100);
    }

    @Test
    void aHoldReadsAsItStands() {
        earn(100);
        Operation open = hold(30).getOperation();
        GetHoldRequest request =
                GetHoldRequest.newBuilder().setHoldId(open.getHoldId()).build();

        assertThat(Calls.redemptions(TILL).getHold(request).getHold()).isEqualTo(open);
        TestClock.ahead(Duration.ofMinutes(15));
        assertThat(Calls.redemptions(TILL).getHold(request).getHold().getHoldState())
                .isEqualTo(HoldState.HOLD_STATE_EXPIRED);
        assertThat(refused(() -> release(open)).getReason()).isEqualTo(Reason.REASON_HOLD_EXPIRED);
        var ended = Calls.redemptions(TILL).getHold(request);
        assertThat(ended.getEnd().getKind()).isEqualTo(EntryKind.ENTRY_KIND_TIME_OUT);
        assertThat(ended.getEnd().getBalance().getAvailable()).isEqualTo(100);
    }

    @Test
    void aHoldIsVoidedOnce() {
        earn(100);
        Operation held = hold(30).getOperation();

        Operation first = release(held);
        assertThat(first.getBalance().getAvailable()).isEqualTo(100);
        assertThat(release(held)).isEqualTo(first);
        CaptureRequest capture = CaptureRequest.newBuilder()
                .setIdempotencyKey(Sales.fresh())
                .setHoldId(held.getHoldId())
                .build();
        Problem problem = refused(() -> Calls.redemptions(TILL).capture(capture));
        assertThat(problem.getReason()).isEqualTo(Reason.REASON_HOLD_ALREADY_VOIDED);
        assertThat(problem.getBalance().getSeq()).isEqualTo(4);
    }

    @Test
    void byMoneyAHoldTakesWholeStepsOfWhatThereIs() {
        earn(250);
        HoldRequest request = holding(0)
                .setMoney(Money.newBuilder().setAmount(199).setCurrency("EUR"))
                .build();

        Operation held = Calls.redemptions(SHOP).hold(request).getOperation();

        assertThat(held.getPoints()).isEqualTo(100);
        assertThat(held.getMoney().getAmount()).isEqualTo(100);
    }

    @Test
    void spendingNeedsAProofThatTheProgrammeTakes() {
        earn(10);
        var before = Database.versions();
        for (Possession shown : new Possession[] {
            Possession.POSSESSION_UNSPECIFIED, Possession.POSSESSION_PHONE, Possession.POSSESSION_TOKEN
        }) {
            RedeemRequest request = redeeming(5).setPossession(shown).build();
            assertThat(refused(() -> Calls.redemptions(SHOP).redeem(request)).getReason())
                    .isEqualTo(Reason.REASON_NOT_GRANTED);
        }
        assertThat(Database.versions()).isEqualTo(before);

        RedeemRequest own =
                redeeming(5).setPossession(Possession.POSSESSION_TOKEN).build();
        Operation redeemed = Calls.redemptions(Calls.member(member.getMemberId()))
                .redeem(own)
                .getOperation();
        assertThat(redeemed.getBalance().getAvailable()).isEqualTo(5);
    }

    @Test
    void aPartnerEndsItsOwnHoldsAlone() {
        earn(10);
        Operation held = hold(5).getOperation();
        VoidRequest release = VoidRequest.newBuilder()
                .setIdempotencyKey(Sales.fresh())
                .setHoldId(held.getHoldId())
                .build();

        assertThat(refused(() -> Calls.redemptions(Calls.partner("air")).void_(release))
                        .getReason())
                .isEqualTo(Reason.REASON_HOLD_UNKNOWN);
        assertThat(release(held).getBalance().getAvailable()).isEqualTo(10);
    }

    @Test
    void anIdThatIsNoneNamesNoHold() {
        for (String id : new String[] {"", "hold_x", "earn_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "hold_"}) {
            VoidRequest request = VoidRequest.newBuilder()
                    .setIdempotencyKey(Sales.fresh())
                    .setHoldId(id)
                    .build();
            assertThat(refused(() -> Calls.redemptions(TILL).void_(request)).getReason())
                    .isEqualTo(Reason.REASON_HOLD_UNKNOWN);
        }
    }

    private void earn(long points) {
        Calls.operations(TILL)
                .earn(EarnRequest.newBuilder()
                        .setIdempotencyKey(Sales.fresh())
                        .setMember(member)
                        .setPoints(points)
                        .build());
    }

    private HoldResponse hold(long points) {
        return Calls.redemptions(SHOP).hold(holding(points).build());
    }

    private HoldRequest.Builder holding(long points) {
        return HoldRequest.newBuilder()
                .setIdempotencyKey(Sales.fresh())
                .setMember(member)
                .setPossession(Possession.POSSESSION_CARD)
                .setPoints(points);
    }

    private RedeemRequest.Builder redeeming(long points) {
        return RedeemRequest.newBuilder()
                .setIdempotencyKey(Sales.fresh())
                .setMember(member)
                .setPossession(Possession.POSSESSION_CARD)
                .setPoints(points);
    }

    private static Operation release(Operation held) {
        return Calls.redemptions(TILL)
                .void_(VoidRequest.newBuilder()
                        .setIdempotencyKey(Sales.fresh())
                        .setHoldId(held.getHoldId())
                        .build())
                .getOperation();
    }

    private static Problem refused(ThrowingCallable call) {
        return Calls.problem(catchThrowableOfType(StatusRuntimeException.class, call));
    }
}
