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
import dev.omnipoints.contracts.type.v1.MemberContext;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.contracts.type.v1.Receipt;
import dev.omnipoints.loyalty.ledger.Account;
import dev.omnipoints.loyalty.ledger.Command;
import dev.omnipoints.loyalty.ledger.Encoding;
import dev.omnipoints.loyalty.ledger.Envelope;
import dev.omnipoints.loyalty.ledger.Kind;
import dev.omnipoints.loyalty.ledger.Outcome;
import dev.omnipoints.loyalty.ledger.Reference;
import dev.omnipoints.loyalty.operation.Commander;
import dev.omnipoints.loyalty.operation.OperationAnswer;
import dev.omnipoints.loyalty.operation.OperationRequests;
import dev.omnipoints.loyalty.platform.Refused;
import dev.omnipoints.loyalty.platform.VerifiedCaller;
import dev.omnipoints.loyalty.platform.Wire;
import dev.omnipoints.loyalty.posting.Ledger;
import dev.omnipoints.loyalty.posting.SaleId;
import dev.omnipoints.loyalty.programme.Programme;
import dev.omnipoints.loyalty.programme.Programmes;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import jakarta.inject.Inject;
import java.util.UUID;

/** Spending over gRPC: maps the wire to the ledger's commands, and rows to the wire. */
@GrpcService
class RedemptionGrpc implements RedemptionService {

    private final Commander commander;
    private final Ledger ledger;
    private final Programmes programmes;

    @Inject
    RedemptionGrpc(Commander commander, Ledger ledger, Programmes programmes) {
        this.commander = commander;
        this.ledger = ledger;
        this.programmes = programmes;
    }

    @Override
    public Uni<HoldResponse> hold(HoldRequest request) {
        VerifiedCaller caller = VerifiedCaller.current();
        HoldSize.check(request);
        Account account = spender(caller, request.getMember());
        Encoding sent = Commander.fingerprint("HOLD")
                .number(request.hasPoints() ? (Long) request.getPoints() : null)
                .number(request.hasMoney() ? (Long) request.getMoney().getAmount() : null)
                .text(request.hasMoney() ? request.getMoney().getCurrency() : null)
                .number(request.getUpTo() ? 1 : 0)
                .number(request.hasTotal() ? (Long) request.getTotal() : null)
                .number(request.hasTtlSeconds() ? (Long) (long) request.getTtlSeconds() : null);
        UUID sale = request.hasReceipt() ? sale(caller, request.getReceipt()) : null;
        Envelope envelope = Commander.envelope(caller, request.getIdempotencyKey(), sent.uuid(sale), sale, null);
        return UniHelper.toUni(commander
                .named(account, envelope, now -> {
                    Programme programme = programmes.at(caller.programme(), now);
                    return Proven.is(caller, request.getMember().getMemberId(), request.getPossession(), programme)
                            ? HoldSize.command(request, programme)
                            : new Command.Denied(
                                    Kind.HOLD,
                                    request.hasPoints() ? (Long) request.getPoints() : null,
                                    Outcome.Unwritten.NOT_PROVEN);
                })
                .map(done -> HoldResponse.newBuilder()
                        .setOperation(OperationAnswer.of(done.row(), null))
                        .setReplayed(done.again())
                        .build()));
    }

    @Override
    public Uni<CaptureResponse> capture(CaptureRequest request) {
        VerifiedCaller caller = VerifiedCaller.current();
        caller.requireOperating();
        Reference hold = OperationRequests.hold(request.getHoldId());
        Long points = request.hasPoints() ? (Long) OperationRequests.points(request.getPoints()) : null;
        Encoding sent =
                Commander.fingerprint("CAPTURE").text(request.getHoldId()).number(points);
        Envelope envelope = Commander.envelope(caller, request.getIdempotencyKey(), sent, null, null);
        return UniHelper.toUni(commander
                .about(
                        caller.programme(),
                        hold,
                        envelope,
                        now -> new Command.Capture(
                                hold,
                                points,
                                caller.ownOnly(),
                                programmes.at(caller.programme(), now).terms()))
                .map(done -> CaptureResponse.newBuilder()
                        .setOperation(OperationAnswer.of(done.row(), null))
                        .setReplayed(done.again())
                        .setEndReplayed(done.otherKey())
                        .build()));
    }

    @Override
    public Uni<VoidResponse> void_(VoidRequest request) {
        VerifiedCaller caller = VerifiedCaller.current();
        caller.requireOperating();
        Reference hold = OperationRequests.hold(request.getHoldId());
        Encoding sent = Commander.fingerprint("VOID").text(request.getHoldId());
        Envelope envelope = Commander.envelope(caller, request.getIdempotencyKey(), sent, null, null);
        Command release = new Command.Void(hold, caller.ownOnly());
        return UniHelper.toUni(commander
                .about(caller.programme(), hold, envelope, now -> release)
                .map(done -> VoidResponse.newBuilder()
                        .setOperation(OperationAnswer.of(done.row(), null))
                        .setReplayed(done.again())
                        .setEndReplayed(done.otherKey())
                        .build()));
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

    @Override
    public Uni<RedeemResponse> redeem(RedeemRequest request) {
        VerifiedCaller caller = VerifiedCaller.current();
        long points = OperationRequests.points(request.getPoints());
        Account account = spender(caller, request.getMember());
        Encoding sent = Commander.fingerprint("REDEEM").number(points);
        Envelope envelope = Commander.envelope(caller, request.getIdempotencyKey(), sent, null, null);
        return UniHelper.toUni(commander
                .named(account, envelope, now -> {
                    Programme programme = programmes.at(caller.programme(), now);
                    return Proven.is(caller, request.getMember().getMemberId(), request.getPossession(), programme)
                            ? new Command.Redeem(points, programme.terms())
                            : new Command.Denied(Kind.REDEEM, points, Outcome.Unwritten.NOT_PROVEN);
                })
                .map(done -> RedeemResponse.newBuilder()
                        .setOperation(OperationAnswer.of(done.row(), null))
                        .setReplayed(done.again())
                        .build()));
    }

    /** The account of the member who spends. */
    private static Account spender(VerifiedCaller caller, MemberContext member) {
        caller.requireSight(member.getMemberId());
        return Wire.account(caller.programme(), member);
    }

    private static UUID sale(VerifiedCaller caller, Receipt receipt) {
        return SaleId.of(
                caller.programme(),
                receipt.getStore(),
                receipt.getTerminal(),
                receipt.hasBusinessDate() ? receipt.getBusinessDate() : null,
                receipt.getNumber());
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
