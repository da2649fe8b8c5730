package dev.omnipoints.loyalty.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.omnipoints.contracts.loyalty.v1.AdjustRequest;
import dev.omnipoints.contracts.loyalty.v1.ConfirmRequest;
import dev.omnipoints.contracts.loyalty.v1.EarnRequest;
import dev.omnipoints.contracts.loyalty.v1.EarnedState;
import dev.omnipoints.contracts.loyalty.v1.LookupOperationRequest;
import dev.omnipoints.contracts.loyalty.v1.Operation;
import dev.omnipoints.contracts.loyalty.v1.Possession;
import dev.omnipoints.contracts.loyalty.v1.RedeemRequest;
import dev.omnipoints.contracts.loyalty.v1.ReverseRequest;
import dev.omnipoints.contracts.loyalty.v1.TransferRequest;
import dev.omnipoints.contracts.type.v1.Caller;
import dev.omnipoints.contracts.type.v1.MemberContext;
import dev.omnipoints.contracts.type.v1.Problem;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.loyalty.Calls;
import dev.omnipoints.loyalty.Database;
import dev.omnipoints.loyalty.LoyaltyEnvironment;
import dev.omnipoints.loyalty.Sales;
import io.grpc.StatusRuntimeException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(LoyaltyEnvironment.class)
class OperationTest {

    private static final Caller TILL = Calls.till("demo", "till-8");
    private static final Caller CARE = Calls.staff("demo", "care-1");

    private final MemberContext ada = Sales.active();
    private final MemberContext bea = Sales.active();

    @AfterEach
    void ledgerIsTrue() {
        assertThat(Database.audit()).startsWith("0 ");
    }

    @Test
    void anEarnWithALastDayExpiresAtTheEndOfIt() {
        Operation earned = earn(ada, 100, "2031-03-30").getOperation();

        assertThat(earned.getEarned().getState()).isEqualTo(EarnedState.EARNED_STATE_AVAILABLE);
        assertThat(Sales.instant(earned.getEarned().getExpiresAt())).isEqualTo("2031-03-30T22:00:00Z");
        assertThat(earned.getBalance().getAvailable()).isEqualTo(100);
    }

    @Test
    void spentPointsThatAreTakenBackAreOwedAndRepaidByTheNextEarn() {
        Operation earned = earn(ada, 100, "").getOperation();
        redeem(ada, 70);

        Operation reversed = reverse(earned, 100L).getOperation();
        assertThat(reversed.getOwedChange()).isEqualTo(70);
        assertThat(reversed.getOriginalId()).isEqualTo(earned.getOperationId());
        assertThat(reversed.getBalance().getAvailable()).isEqualTo(-70);
        assertThat(reversed.getBalance().getOwed()).isEqualTo(70);
        assertThat(refused(() -> redeem(ada, 1)).getReason()).isEqualTo(Reason.REASON_MEMBER_OWES);
        assertThat(refused(() -> reverse(earned, 1L)).getReason()).isEqualTo(Reason.REASON_REVERSAL_EXCEEDS_ORIGINAL);
        assertThat(earn(ada, 100, "").getOperation().getBalance().getAvailable())
                .isEqualTo(30);
    }

    @Test
    void whatIsNoEarnOrRedemptionCannotBeReversed() {
        earn(ada, 10, "");
        Operation adjusted = adjust(ada, -5).getOperation();

        assertThat(refused(() -> reverse(adjusted, null)).getReason()).isEqualTo(Reason.REASON_NOT_REVERSIBLE);
        ReverseRequest unknown = ReverseRequest.newBuilder()
                .setIdempotencyKey(Sales.fresh())
                .setOperationId(adjusted.getOperationId().replace("adjust_", "earn_"))
                .build();
        assertThat(refused(() -> Calls.operations(TILL).reverse(unknown)).getReason())
                .isEqualTo(Reason.REASON_OPERATION_UNKNOWN);
    }

    @Test
    void staffCorrectWithAReasonAndStandInTheRow() {
        Operation given = adjust(ada, 30).getOperation();
        assertThat(given.getBalance().getAvailable()).isEqualTo(30);
        assertThat(adjust(ada, -10).getOperation().getPoints()).isEqualTo(-10);
        assertThat(refused(() -> adjust(ada, -21)).getReason()).isEqualTo(Reason.REASON_INSUFFICIENT_POINTS);
        assertThat(Database.query("SELECT actor || ' ' || reason FROM journal WHERE member = '" + ada.getMemberId()
                        + "' ORDER BY seq LIMIT 1"))
                .containsExactly("care-1 GOODWILL");
        AdjustRequest byTill = adjusting(ada, 1).build();
        assertThat(refused(() -> Calls.operations(TILL).adjust(byTill)).getReason())
                .isEqualTo(Reason.REASON_NOT_GRANTED);
    }

    @Test
    void aMemberGivesPointsAway() {
        earn(ada, 100, "");
        TransferRequest request = TransferRequest.newBuilder()
                .setIdempotencyKey(Sales.fresh())
                .setFrom(ada)
                .setTo(bea)
                .setPoints(40)
                .build();

        var sent = Calls.operations(Calls.member(ada.getMemberId())).transfer(request);

        assertThat(sent.getOperation().getBalance().getAvailable()).isEqualTo(60);
        assertThat(sent.getOperation().getCounterpartId()).startsWith("transfer_");
        assertThat(earn(bea, 1, "").getOperation().getBalance().getAvailable()).isEqualTo(41);
        assertThat(refused(() -> Calls.operations(Calls.member(bea.getMemberId()))
                                .transfer(request))
                        .getReason())
                .isEqualTo(Reason.REASON_NOT_GRANTED);
        assertThat(refused(() -> Calls.operations(CARE)
                                .transfer(request.toBuilder().setTo(ada).build()))
                        .getField())
                .isEqualTo("to");
    }

    @Test
    void pendingPointsAreConfirmed() {
        Caller slow = Calls.till("slow", "till-8");
        Operation earned = Calls.operations(slow).earn(earning(ada, 50).build()).getOperation();
        assertThat(earned.getBalance().getPending()).isEqualTo(50);

        Operation confirmed = Calls.operations(slow)
                .confirm(ConfirmRequest.newBuilder()
                        .setIdempotencyKey(Sales.fresh())
                        .setOperationId(earned.getOperationId())
                        .build())
                .getOperation();

        assertThat(confirmed.getPoints()).isEqualTo(50);
        assertThat(confirmed.getBalance().getAvailable()).isEqualTo(50);
        assertThat(confirmed.getOriginalId()).isEqualTo(earned.getOperationId());
    }

    @Test
    void aKeyTellsWhatBecameOfIt() {
        String key = Sales.fresh();
        LookupOperationRequest question =
                LookupOperationRequest.newBuilder().setKey(key).setMember(ada).build();
        assertThat(refused(() -> Calls.operations(TILL).lookupOperation(question))
                        .getReason())
                .isEqualTo(Reason.REASON_OPERATION_UNKNOWN);

        Operation earned = Calls.operations(TILL)
                .earn(earning(ada, 5).setIdempotencyKey(key).build())
                .getOperation();
        assertThat(Calls.operations(TILL).lookupOperation(question).getOperation())
                .isEqualTo(earned);
        assertThat(refused(() -> Calls.operations(CARE).lookupOperation(question))
                        .getReason())
                .isEqualTo(Reason.REASON_OPERATION_UNKNOWN);

        var sale = Sales.request(Sales.sale(700), ada).build();
        var recorded = Calls.sales("demo", "till-8").recordSale(sale).getResult();
        LookupOperationRequest byReceipt = LookupOperationRequest.newBuilder()
                .setKey(sale.getIdempotencyKey())
                .setReceipt(sale.getSale().getReceipt())
                .build();
        assertThat(Calls.operations(TILL).lookupOperation(byReceipt).getSale()).isEqualTo(recorded);
    }

    private static dev.omnipoints.contracts.loyalty.v1.EarnResponse earn(
            MemberContext member, long points, String lastDay) {
        return Calls.operations(TILL)
                .earn(earning(member, points).setExpiresOn(lastDay).build());
    }

    private static EarnRequest.Builder earning(MemberContext member, long points) {
        return EarnRequest.newBuilder()
                .setIdempotencyKey(Sales.fresh())
                .setMember(member)
                .setPoints(points);
    }

    private static void redeem(MemberContext member, long points) {
        Calls.redemptions(TILL)
                .redeem(RedeemRequest.newBuilder()
                        .setIdempotencyKey(Sales.fresh())
                        .setMember(member)
                        .setPossession(Possession.POSSESSION_CARD)
                        .setPoints(points)
                        .build());
    }

    private static dev.omnipoints.contracts.loyalty.v1.ReverseResponse reverse(Operation original, Long points) {
        ReverseRequest.Builder request =
                ReverseRequest.newBuilder().setIdempotencyKey(Sales.fresh()).setOperationId(original.getOperationId());
        if (points != null) {
            request.setPoints(points);
        }
        return Calls.operations(TILL).reverse(request.build());
    }

    private static dev.omnipoints.contracts.loyalty.v1.AdjustResponse adjust(MemberContext member, long points) {
        return Calls.operations(CARE).adjust(adjusting(member, points).build());
    }

    private static AdjustRequest.Builder adjusting(MemberContext member, long points) {
        return AdjustRequest.newBuilder()
                .setIdempotencyKey(Sales.fresh())
                .setMember(member)
                .setPoints(points)
                .setReason("GOODWILL");
    }

    private static Problem refused(ThrowingCallable call) {
        return Calls.problem(catchThrowableOfType(StatusRuntimeException.class, call));
    }
}
