package dev.omnipoints.loyalty;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.Message;
import dev.omnipoints.contracts.loyalty.v1.AdjustRequest;
import dev.omnipoints.contracts.loyalty.v1.AdjustResponse;
import dev.omnipoints.contracts.loyalty.v1.CaptureRequest;
import dev.omnipoints.contracts.loyalty.v1.CaptureResponse;
import dev.omnipoints.contracts.loyalty.v1.ConfirmRequest;
import dev.omnipoints.contracts.loyalty.v1.ConfirmResponse;
import dev.omnipoints.contracts.loyalty.v1.EarnRequest;
import dev.omnipoints.contracts.loyalty.v1.EarnResponse;
import dev.omnipoints.contracts.loyalty.v1.HoldRequest;
import dev.omnipoints.contracts.loyalty.v1.HoldResponse;
import dev.omnipoints.contracts.loyalty.v1.MergeRequest;
import dev.omnipoints.contracts.loyalty.v1.MergeResponse;
import dev.omnipoints.contracts.loyalty.v1.MergeServiceGrpc;
import dev.omnipoints.contracts.loyalty.v1.Operation;
import dev.omnipoints.contracts.loyalty.v1.Possession;
import dev.omnipoints.contracts.loyalty.v1.RecordSaleRequest;
import dev.omnipoints.contracts.loyalty.v1.RecordSaleResponse;
import dev.omnipoints.contracts.loyalty.v1.RedeemRequest;
import dev.omnipoints.contracts.loyalty.v1.RedeemResponse;
import dev.omnipoints.contracts.loyalty.v1.ReverseRequest;
import dev.omnipoints.contracts.loyalty.v1.ReverseResponse;
import dev.omnipoints.contracts.loyalty.v1.SaleServiceGrpc;
import dev.omnipoints.contracts.loyalty.v1.TransferRequest;
import dev.omnipoints.contracts.loyalty.v1.TransferResponse;
import dev.omnipoints.contracts.loyalty.v1.UndoMergeRequest;
import dev.omnipoints.contracts.loyalty.v1.UndoMergeResponse;
import dev.omnipoints.contracts.loyalty.v1.VoidRequest;
import dev.omnipoints.contracts.loyalty.v1.VoidResponse;
import dev.omnipoints.contracts.type.v1.Caller;
import dev.omnipoints.contracts.type.v1.CallerKind;
import dev.omnipoints.contracts.type.v1.MemberContext;
import io.grpc.StatusRuntimeException;

/** Every command on points as a request, under a key of its own, and a way to send any of them. */
public final class Asks {

    private Asks() {}

    /** What came of it: of a command on points its operation, else the answer without the mark of being a replay. */
    public record Answer(Message result, boolean replayed) {

        /** Of a command on points. */
        public Operation operation() {
            return (Operation) result;
        }
    }

    public static EarnRequest.Builder earn(MemberContext member, long points) {
        return EarnRequest.newBuilder()
                .setIdempotencyKey(Sales.fresh())
                .setMember(member)
                .setPoints(points);
    }

    public static ConfirmRequest.Builder confirm(Operation earn) {
        return ConfirmRequest.newBuilder().setIdempotencyKey(Sales.fresh()).setOperationId(earn.getOperationId());
    }

    /** With the member's card shown. */
    public static HoldRequest.Builder hold(MemberContext member, long points) {
        return HoldRequest.newBuilder()
                .setIdempotencyKey(Sales.fresh())
                .setMember(member)
                .setPossession(Possession.POSSESSION_CARD)
                .setPoints(points);
    }

    /** All of it. */
    public static CaptureRequest.Builder capture(Operation hold) {
        return CaptureRequest.newBuilder().setIdempotencyKey(Sales.fresh()).setHoldId(hold.getHoldId());
    }

    public static VoidRequest.Builder release(Operation hold) {
        return VoidRequest.newBuilder().setIdempotencyKey(Sales.fresh()).setHoldId(hold.getHoldId());
    }

    /** With the member's card shown. */
    public static RedeemRequest.Builder redeem(MemberContext member, long points) {
        return RedeemRequest.newBuilder()
                .setIdempotencyKey(Sales.fresh())
                .setMember(member)
                .setPossession(Possession.POSSESSION_CARD)
                .setPoints(points);
    }

    /** What is left of it. */
    public static ReverseRequest.Builder reverse(Operation original) {
        return ReverseRequest.newBuilder().setIdempotencyKey(Sales.fresh()).setOperationId(original.getOperationId());
    }

    public static AdjustRequest.Builder adjust(MemberContext member, long points) {
        return AdjustRequest.newBuilder()
                .setIdempotencyKey(Sales.fresh())
                .setMember(member)
                .setPoints(points)
                .setReason("GOODWILL");
    }

    public static TransferRequest.Builder transfer(MemberContext from, MemberContext to, long points) {
        return TransferRequest.newBuilder()
                .setIdempotencyKey(Sales.fresh())
                .setFrom(from)
                .setTo(to)
                .setPoints(points);
    }

    public static MergeRequest.Builder merge(MemberContext member, MemberContext survivor) {
        return MergeRequest.newBuilder()
                .setIdempotencyKey(Sales.fresh())
                .setMember(member)
                .setSurvivor(survivor);
    }

    public static UndoMergeRequest.Builder undo(MemberContext member, MemberContext survivor) {
        return UndoMergeRequest.newBuilder()
                .setIdempotencyKey(Sales.fresh())
                .setMember(member)
                .setSurvivor(survivor);
    }

    /** Sends any of the above, or a sale, to where it belongs. */
    public static Answer send(Caller caller, Message.Builder request) {
        return send(caller, request.build());
    }

    /** Likewise. */
    public static Answer send(Caller caller, Message request) {
        var operations = Calls.operations(caller);
        var redemptions = Calls.redemptions(caller);
        return switch (request) {
            case EarnRequest earn -> answer(operations.earn(earn));
            case ConfirmRequest confirm -> answer(operations.confirm(confirm));
            case ReverseRequest reverse -> answer(operations.reverse(reverse));
            case AdjustRequest adjust -> answer(operations.adjust(adjust));
            case TransferRequest transfer -> answer(operations.transfer(transfer));
            case HoldRequest hold -> answer(redemptions.hold(hold));
            case CaptureRequest capture -> answer(redemptions.capture(capture));
            case VoidRequest release -> answer(redemptions.void_(release));
            case RedeemRequest redeem -> answer(redemptions.redeem(redeem));
            case RecordSaleRequest sale ->
                answer(Calls.as(SaleServiceGrpc.newBlockingStub(Calls.channel()), "channel-gateway", caller)
                        .recordSale(sale));
            case MergeRequest merge -> answer(merges(caller).merge(merge));
            case UndoMergeRequest undo -> answer(merges(caller).undoMerge(undo));
            default ->
                throw new IllegalArgumentException(
                        request.getDescriptorForType().getName());
        };
    }

    /** The refusal of any of them. */
    public static StatusRuntimeException refused(Caller caller, Message.Builder request) {
        Message sent = request.build();
        return catchThrowableOfType(StatusRuntimeException.class, () -> send(caller, sent));
    }

    private static MergeServiceGrpc.MergeServiceBlockingStub merges(Caller caller) {
        String issuer = caller.getKind() == CallerKind.CALLER_KIND_SERVICE ? caller.getClient() : "channel-gateway";
        return Calls.as(MergeServiceGrpc.newBlockingStub(Calls.channel()), issuer, caller);
    }

    private static Answer answer(Message response) {
        return switch (response) {
            case EarnResponse earn -> new Answer(earn.getOperation(), earn.getReplayed());
            case ConfirmResponse confirm -> new Answer(confirm.getOperation(), confirm.getReplayed());
            case ReverseResponse reverse -> new Answer(reverse.getOperation(), reverse.getReplayed());
            case AdjustResponse adjust -> new Answer(adjust.getOperation(), adjust.getReplayed());
            case TransferResponse transfer -> new Answer(transfer.getOperation(), transfer.getReplayed());
            case HoldResponse hold -> new Answer(hold.getOperation(), hold.getReplayed());
            case CaptureResponse capture -> new Answer(capture.getOperation(), capture.getReplayed());
            case VoidResponse release -> new Answer(release.getOperation(), release.getReplayed());
            case RedeemResponse redeem -> new Answer(redeem.getOperation(), redeem.getReplayed());
            case RecordSaleResponse sale -> new Answer(sale.getResult(), sale.getReplayed());
            case MergeResponse merge -> new Answer(merge.getBalance(), merge.getReplayed());
            case UndoMergeResponse undo -> new Answer(undo.getBalance(), undo.getReplayed());
            default ->
                throw new IllegalArgumentException(
                        response.getDescriptorForType().getName());
        };
    }
}
