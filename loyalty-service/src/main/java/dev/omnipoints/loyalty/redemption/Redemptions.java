package dev.omnipoints.loyalty.redemption;

import dev.omnipoints.contracts.loyalty.v1.CaptureRequest;
import dev.omnipoints.contracts.loyalty.v1.CaptureResponse;
import dev.omnipoints.contracts.loyalty.v1.HoldRequest;
import dev.omnipoints.contracts.loyalty.v1.HoldResponse;
import dev.omnipoints.contracts.loyalty.v1.RedeemRequest;
import dev.omnipoints.contracts.loyalty.v1.RedeemResponse;
import dev.omnipoints.contracts.loyalty.v1.VoidRequest;
import dev.omnipoints.contracts.loyalty.v1.VoidResponse;
import dev.omnipoints.contracts.type.v1.MemberContext;
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
import dev.omnipoints.loyalty.platform.VerifiedCaller;
import dev.omnipoints.loyalty.platform.Wire;
import dev.omnipoints.loyalty.programme.Programme;
import dev.omnipoints.loyalty.programme.Programmes;
import dev.omnipoints.loyalty.receipt.SaleReading;
import io.vertx.core.Future;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;

/** Spending as the wire has it: mapped to the ledger's commands, and rows to the wire. */
@ApplicationScoped
public class Redemptions {

    private final Commander commander;
    private final Programmes programmes;

    @Inject
    Redemptions(Commander commander, Programmes programmes) {
        this.commander = commander;
        this.programmes = programmes;
    }

    /** Reserves points. */
    public Future<HoldResponse> hold(VerifiedCaller caller, HoldRequest request) {
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
        return commander
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
                        .build());
    }

    /** Spends what a hold reserved. */
    public Future<CaptureResponse> capture(VerifiedCaller caller, CaptureRequest request) {
        caller.requireOperating();
        Reference hold = OperationRequests.hold(request.getHoldId());
        Long points = request.hasPoints() ? (Long) OperationRequests.points(request.getPoints()) : null;
        Encoding sent =
                Commander.fingerprint("CAPTURE").text(request.getHoldId()).number(points);
        Envelope envelope = Commander.envelope(caller, request.getIdempotencyKey(), sent, null, null);
        return commander
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
                        .build());
    }

    /** Releases a hold. */
    public Future<VoidResponse> release(VerifiedCaller caller, VoidRequest request) {
        caller.requireOperating();
        Reference hold = OperationRequests.hold(request.getHoldId());
        Encoding sent = Commander.fingerprint("VOID").text(request.getHoldId());
        Envelope envelope = Commander.envelope(caller, request.getIdempotencyKey(), sent, null, null);
        Command release = new Command.Void(hold, caller.ownOnly());
        return commander
                .about(caller.programme(), hold, envelope, now -> release)
                .map(done -> VoidResponse.newBuilder()
                        .setOperation(OperationAnswer.of(done.row(), null))
                        .setReplayed(done.again())
                        .setEndReplayed(done.otherKey())
                        .build());
    }

    /** Spends points in one step. */
    public Future<RedeemResponse> redeem(VerifiedCaller caller, RedeemRequest request) {
        long points = OperationRequests.points(request.getPoints());
        Account account = spender(caller, request.getMember());
        Encoding sent = Commander.fingerprint("REDEEM").number(points);
        Envelope envelope = Commander.envelope(caller, request.getIdempotencyKey(), sent, null, null);
        return commander
                .named(account, envelope, now -> {
                    Programme programme = programmes.at(caller.programme(), now);
                    return Proven.is(caller, request.getMember().getMemberId(), request.getPossession(), programme)
                            ? new Command.Redeem(points, programme.terms())
                            : new Command.Denied(Kind.REDEEM, points, Outcome.Unwritten.NOT_PROVEN);
                })
                .map(done -> RedeemResponse.newBuilder()
                        .setOperation(OperationAnswer.of(done.row(), null))
                        .setReplayed(done.again())
                        .build());
    }

    /** The account of the member who spends. */
    private static Account spender(VerifiedCaller caller, MemberContext member) {
        caller.requireSight(member.getMemberId());
        return Wire.account(caller.programme(), member);
    }

    private static UUID sale(VerifiedCaller caller, Receipt receipt) {
        return SaleReading.receipt(receipt).saleId(caller.programme());
    }
}
