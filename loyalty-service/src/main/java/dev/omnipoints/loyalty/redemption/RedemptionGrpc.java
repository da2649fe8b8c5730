package dev.omnipoints.loyalty.redemption;

import dev.omnipoints.contracts.loyalty.v1.CaptureRequest;
import dev.omnipoints.contracts.loyalty.v1.CaptureResponse;
import dev.omnipoints.contracts.loyalty.v1.GetHoldRequest;
import dev.omnipoints.contracts.loyalty.v1.GetHoldResponse;
import dev.omnipoints.contracts.loyalty.v1.HoldRequest;
import dev.omnipoints.contracts.loyalty.v1.HoldResponse;
import dev.omnipoints.contracts.loyalty.v1.HoldState;
import dev.omnipoints.contracts.loyalty.v1.RedeemRequest;
import dev.omnipoints.contracts.loyalty.v1.RedeemResponse;
import dev.omnipoints.contracts.loyalty.v1.RedemptionService;
import dev.omnipoints.contracts.loyalty.v1.VoidRequest;
import dev.omnipoints.contracts.loyalty.v1.VoidResponse;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.loyalty.ledger.Reference;
import dev.omnipoints.loyalty.operation.OperationAnswer;
import dev.omnipoints.loyalty.operation.OperationRequests;
import dev.omnipoints.loyalty.platform.Refused;
import dev.omnipoints.loyalty.platform.VerifiedCaller;
import dev.omnipoints.loyalty.posting.Ledger;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import jakarta.inject.Inject;

/** {@link Redemptions} over gRPC, and what became of a hold. */
@GrpcService
class RedemptionGrpc implements RedemptionService {

    private final Redemptions redemptions;
    private final Ledger ledger;

    @Inject
    RedemptionGrpc(Redemptions redemptions, Ledger ledger) {
        this.redemptions = redemptions;
        this.ledger = ledger;
    }

    @Override
    public Uni<HoldResponse> hold(HoldRequest request) {
        return UniHelper.toUni(redemptions.hold(VerifiedCaller.current(), request));
    }

    @Override
    public Uni<CaptureResponse> capture(CaptureRequest request) {
        return UniHelper.toUni(redemptions.capture(VerifiedCaller.current(), request));
    }

    @Override
    public Uni<VoidResponse> void_(VoidRequest request) {
        return UniHelper.toUni(redemptions.release(VerifiedCaller.current(), request));
    }

    @Override
    public Uni<RedeemResponse> redeem(RedeemRequest request) {
        return UniHelper.toUni(redemptions.redeem(VerifiedCaller.current(), request));
    }

    @Override
    public Uni<GetHoldResponse> getHold(GetHoldRequest request) {
        VerifiedCaller caller = VerifiedCaller.current();
        caller.requireOperating();
        Reference id = OperationRequests.hold(request.getHoldId());
        return UniHelper.toUni(ledger.hold(caller.programme(), id).map(view -> {
            String own = caller.ownOnly();
            if (view == null || own != null && !own.equals(view.hold().origin().caller())) {
                throw Refused.of(
                        Reason.REASON_HOLD_UNKNOWN, "No such hold; send the holdId that the hold's answer gave.");
            }
            return answer(view);
        }));
    }

    private static GetHoldResponse answer(Ledger.HoldView view) {
        GetHoldResponse.Builder answer = GetHoldResponse.newBuilder();
        HoldState state = HoldState.HOLD_STATE_OPEN;
        if (view.end() != null) {
            answer.setEnd(OperationAnswer.of(view.end(), null));
            state = answer.getEnd().getHoldState();
        } else if (!view.hold().expiresAt().isAfter(view.asOf())) {
            state = HoldState.HOLD_STATE_EXPIRED;
        }
        return answer.setHold(OperationAnswer.of(view.made(), null).toBuilder().setHoldState(state))
                .build();
    }
}
