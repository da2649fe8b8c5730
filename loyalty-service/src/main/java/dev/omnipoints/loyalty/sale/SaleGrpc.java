package dev.omnipoints.loyalty.sale;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.omnipoints.contracts.loyalty.v1.GetSaleRequest;
import dev.omnipoints.contracts.loyalty.v1.GetSaleResponse;
import dev.omnipoints.contracts.loyalty.v1.OnUnknownMember;
import dev.omnipoints.contracts.loyalty.v1.RecordSaleRequest;
import dev.omnipoints.contracts.loyalty.v1.RecordSaleResponse;
import dev.omnipoints.contracts.loyalty.v1.SaleResult;
import dev.omnipoints.contracts.loyalty.v1.SaleService;
import dev.omnipoints.contracts.type.v1.Problem;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.contracts.type.v1.Receipt;
import dev.omnipoints.loyalty.ledger.Origin;
import dev.omnipoints.loyalty.ledger.Row;
import dev.omnipoints.loyalty.platform.Refused;
import dev.omnipoints.loyalty.platform.VerifiedCaller;
import dev.omnipoints.loyalty.platform.Wire;
import dev.omnipoints.loyalty.posting.Posted;
import dev.omnipoints.loyalty.posting.SaleId;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/** Sales over gRPC: maps the wire to {@link SaleRequest} and outcomes to the wire. */
@GrpcService
class SaleGrpc implements SaleService {

    private static final Pattern KEY = Pattern.compile("[!-~]{1,255}");

    private final SaleRecorder recorder;
    private final SaleStore store;

    @Inject
    SaleGrpc(SaleRecorder recorder, SaleStore store) {
        this.recorder = recorder;
        this.store = store;
    }

    @Override
    public Uni<RecordSaleResponse> recordSale(RecordSaleRequest request) {
        VerifiedCaller caller = VerifiedCaller.current();
        caller.requireSelling();
        return UniHelper.toUni(recorder.record(sale(caller, request)).map(SaleGrpc::response));
    }

    @Override
    public Uni<GetSaleResponse> getSale(GetSaleRequest request) {
        VerifiedCaller caller = VerifiedCaller.current();
        caller.requireSelling();
        boolean byId = request.hasSaleId();
        UUID id = byId ? SaleId.parse(request.getSaleId()) : idOf(caller, request);
        if (id == null) {
            throw unknown(true);
        }
        return UniHelper.toUni(store.find(caller.programme(), id).map(recorded -> {
            if (recorded == null) {
                throw unknown(byId);
            }
            return GetSaleResponse.newBuilder()
                    .setResult(recorded.answer())
                    .setSale(recorded.sale())
                    .setChannelValue(recorded.channel())
                    .setRecordedAt(Wire.timestamp(recorded.recordedAt()))
                    .build();
        }));
    }

    private static UUID idOf(VerifiedCaller caller, GetSaleRequest request) {
        Sale.Receipt receipt = receipt(request.getReceipt());
        SaleCheck.receipt(receipt);
        return SaleRecorder.saleId(caller.programme(), receipt);
    }

    private static Refused unknown(boolean byId) {
        return byId
                ? Refused.of(Reason.REASON_SALE_UNKNOWN, "No sale has this id; send the id that its answer gave.")
                : Refused.of(Reason.REASON_RECEIPT_UNKNOWN, "No sale with this receipt was recorded.");
    }

    private static SaleRequest sale(VerifiedCaller caller, RecordSaleRequest request) {
        if (request.getIdempotencyKey().isEmpty()) {
            throw Refused.of(Reason.REASON_IDEMPOTENCY_KEY_MISSING, "Send an idempotency key; keep it for retries.");
        }
        if (!KEY.matcher(request.getIdempotencyKey()).matches()) {
            throw Refused.fieldInvalid("Idempotency-Key", "Send 1 to 255 visible ASCII characters.");
        }
        dev.omnipoints.contracts.loyalty.v1.Sale sent = request.getSale();
        Origin origin = new Origin(
                caller.caller().getClient(),
                (short) caller.caller().getChannelValue(),
                sent.getReceipt().getStore(),
                sent.getReceipt().getTerminal(),
                sent.hasCashier() ? sent.getCashier() : null);
        return new SaleRequest(
                caller.programme(),
                origin,
                request.getIdempotencyKey(),
                sale(sent),
                request.hasMember() ? Wire.account(caller.programme(), request.getMember()) : null,
                request.getMemberNamed() || request.hasMember(),
                sent.toByteArray(),
                request.hasMember() ? request.getMember().toByteArray() : null);
    }

    private static Sale sale(dev.omnipoints.contracts.loyalty.v1.Sale sent) {
        List<Sale.Line> lines = sent.getLinesList().stream()
                .map(line -> new Sale.Line(
                        line.getLineId(),
                        line.getSku(),
                        line.hasCategory() ? line.getCategory() : null,
                        line.getLabelsList(),
                        line.getQuantity(),
                        line.getGross(),
                        line.hasDiscount() ? line.getDiscount() : null,
                        line.hasTax() ? line.getTax() : null))
                .toList();
        List<Sale.Tender> tenders = sent.getTendersList().stream()
                .map(tender -> new Sale.Tender(
                        tender.getType(), tender.getAmount(), tender.hasHoldId() ? tender.getHoldId() : null))
                .toList();
        return new Sale(
                receipt(sent.getReceipt()),
                sent.hasOccurredAt() ? Wire.instant("occurredAt", sent.getOccurredAt()) : null,
                sent.getCurrency(),
                lines,
                tenders,
                sent.hasBasketDiscount() ? sent.getBasketDiscount() : null,
                onUnknownMember(sent.getOnUnknownMember()),
                sent.hasCashier() ? sent.getCashier() : null);
    }

    private static Sale.Receipt receipt(Receipt sent) {
        return new Sale.Receipt(
                sent.getStore(),
                sent.getTerminal(),
                sent.getNumber(),
                sent.hasBusinessDate() ? sent.getBusinessDate() : null);
    }

    private static Sale.OnUnknownMember onUnknownMember(OnUnknownMember sent) {
        return switch (sent) {
            case ON_UNKNOWN_MEMBER_UNSPECIFIED -> null;
            case ON_UNKNOWN_MEMBER_KEEP -> Sale.OnUnknownMember.KEEP;
            case ON_UNKNOWN_MEMBER_REFUSE -> Sale.OnUnknownMember.REFUSE;
            case UNRECOGNIZED -> throw Refused.fieldInvalid("onUnknownMember", "Send KEEP or REFUSE.");
        };
    }

    private static RecordSaleResponse response(Posted posted) {
        return switch (posted) {
            case Posted.Done(Row row, byte[] answer, boolean again, boolean byReceipt) ->
                response(answer, again, byReceipt);
            case Posted.Refused(Row row, boolean again) -> throw refused(row);
            case Posted.KeyReused(String field) ->
                throw Refused.of(
                        Problem.newBuilder()
                                .setReason(Reason.REASON_IDEMPOTENCY_KEY_REUSED)
                                .setField(field)
                                .build(),
                        "This key was used for another request; send a new key with a new request.");
            case Posted.ReceiptTaken() ->
                throw Refused.of(
                        Reason.REASON_RECEIPT_ALREADY_RECORDED,
                        "This receipt was recorded with other content or for another member.");
            case Posted.SaleDenied(Refused reason) -> throw reason;
            case Posted.TooOld() ->
                throw Refused.of(Reason.REASON_SALE_TOO_OLD, "The sale is older than the programme takes.");
            case Posted.MemberUnknown() ->
                throw Refused.of(
                        Reason.REASON_MEMBER_UNKNOWN,
                        "Nobody who could earn has this identity; enrol them, or send it without onUnknownMember.");
            case Posted.Settled settled -> throw new IllegalStateException("A sale is no gate");
            case Posted.RateLimited() -> throw new IllegalStateException("Sales are not limited");
            case Posted.Rejected rejected ->
                throw Refused.of(Reason.REASON_POINTS_OUT_OF_RANGE, "The member's total would be too large to count.");
        };
    }

    private static RecordSaleResponse response(byte[] answer, boolean replayed, boolean byReceipt) {
        try {
            return RecordSaleResponse.newBuilder()
                    .setResult(SaleResult.parseFrom(answer))
                    .setReplayed(replayed)
                    .setReceiptReplayed(byReceipt)
                    .build();
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("A stored answer cannot be read", e);
        }
    }

    private static Refused refused(Row row) {
        return Refused.of(
                Problem.newBuilder()
                        .setReason(Reason.forNumber(row.refused().code()))
                        .setBalance(Wire.balance(row.account().member(), row.after(), row.seq(), row.recordedAt()))
                        .setRequired(row.points())
                        .build(),
                "The member cannot earn now; send the sale without onUnknownMember to keep it.");
    }
}
