package dev.omnipoints.loyalty.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.omnipoints.contracts.loyalty.v1.EarnRequest;
import dev.omnipoints.contracts.loyalty.v1.GetBalanceRequest;
import dev.omnipoints.contracts.loyalty.v1.MergeRequest;
import dev.omnipoints.contracts.loyalty.v1.MergeServiceGrpc;
import dev.omnipoints.contracts.loyalty.v1.Operation;
import dev.omnipoints.contracts.loyalty.v1.Possession;
import dev.omnipoints.contracts.loyalty.v1.RedeemRequest;
import dev.omnipoints.contracts.loyalty.v1.UndoMergeRequest;
import dev.omnipoints.contracts.type.v1.Balance;
import dev.omnipoints.contracts.type.v1.Caller;
import dev.omnipoints.contracts.type.v1.CallerKind;
import dev.omnipoints.contracts.type.v1.MemberContext;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.loyalty.Calls;
import dev.omnipoints.loyalty.Database;
import dev.omnipoints.loyalty.LoyaltyEnvironment;
import dev.omnipoints.loyalty.Sales;
import io.grpc.StatusRuntimeException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(LoyaltyEnvironment.class)
class MergeTest {

    private static final Caller TILL = Calls.till("demo", "till-7");

    private final MemberContext ada = Sales.active();
    private final MemberContext bea = Sales.active();

    @AfterEach
    void ledgerIsTrue() {
        assertThat(Database.audit()).startsWith("0 ");
    }

    @Test
    void twoBecomeOneAndApartAgainWithWhatIsLeft() {
        EarnRequest first = earning(bea, 60).build();
        Calls.operations(TILL).earn(first);
        earn(ada, 40);

        Balance merged = merge();
        assertThat(merged.getMemberId()).isEqualTo(ada.getMemberId());
        assertThat(merged.getAvailable()).isEqualTo(100);
        assertThat(balance(bea).getMemberId()).isEqualTo(ada.getMemberId());
        assertThat(Calls.operations(TILL).earn(first).getReplayed()).isTrue();

        Operation since = earn(bea, 7);
        assertThat(since.getNamedMemberId()).isEqualTo(bea.getMemberId());
        assertThat(since.getBalance().getAvailable()).isEqualTo(107);
        redeem(ada, 50);

        Balance apart = undo();
        assertThat(apart.getAvailable() + balance(bea).getAvailable()).isEqualTo(57);
        assertThat(balance(bea).getMemberId()).isEqualTo(bea.getMemberId());
        StatusRuntimeException refused = catchThrowableOfType(StatusRuntimeException.class, this::undo);
        assertThat(Calls.problem(refused).getReason()).isEqualTo(Reason.REASON_MERGE_NOT_UNDOABLE);
    }

    @Test
    void nobodyElseMerges() {
        StatusRuntimeException refused = catchThrowableOfType(
                StatusRuntimeException.class,
                () -> Calls.as(MergeServiceGrpc.newBlockingStub(Calls.channel()), "channel-gateway", TILL)
                        .merge(MergeRequest.newBuilder()
                                .setIdempotencyKey(Sales.fresh())
                                .setMember(bea)
                                .setSurvivor(ada)
                                .build()));

        assertThat(Calls.problem(refused).getReason()).isEqualTo(Reason.REASON_NOT_GRANTED);
    }

    private Balance merge() {
        return profile()
                .merge(MergeRequest.newBuilder()
                        .setIdempotencyKey(Sales.fresh())
                        .setMember(bea)
                        .setSurvivor(ada)
                        .build())
                .getBalance();
    }

    private Balance undo() {
        return profile()
                .undoMerge(UndoMergeRequest.newBuilder()
                        .setIdempotencyKey(Sales.fresh())
                        .setMember(bea)
                        .setSurvivor(ada)
                        .build())
                .getBalance();
    }

    private static MergeServiceGrpc.MergeServiceBlockingStub profile() {
        Caller caller = Caller.newBuilder()
                .setProgramme("demo")
                .setKind(CallerKind.CALLER_KIND_SERVICE)
                .setClient("profile-service")
                .build();
        return Calls.as(MergeServiceGrpc.newBlockingStub(Calls.channel()), "profile-service", caller);
    }

    private static Operation earn(MemberContext member, long points) {
        return Calls.operations(TILL).earn(earning(member, points).build()).getOperation();
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

    private static Balance balance(MemberContext member) {
        return Calls.accounts("demo")
                .getBalance(GetBalanceRequest.newBuilder().setMember(member).build())
                .getBalance();
    }
}
