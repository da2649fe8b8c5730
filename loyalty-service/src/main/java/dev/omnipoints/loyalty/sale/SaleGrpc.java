package dev.omnipoints.loyalty.sale;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.omnipoints.contracts.loyalty.v1.ClaimSaleRequest;
import dev.omnipoints.contracts.loyalty.v1.ClaimSaleResponse;
import dev.omnipoints.contracts.loyalty.v1.GetSaleRequest;
import dev.omnipoints.contracts.loyalty.v1.GetSaleResponse;
import dev.omnipoints.contracts.loyalty.v1.QuoteRequest;
import dev.omnipoints.contracts.loyalty.v1.QuoteResponse;
import dev.omnipoints.contracts.loyalty.v1.RecordSaleRequest;
import dev.omnipoints.contracts.loyalty.v1.RecordSaleResponse;
import dev.omnipoints.contracts.loyalty.v1.SaleResult;
import dev.omnipoints.contracts.loyalty.v1.SaleService;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.loyalty.ledger.Row;
import dev.omnipoints.loyalty.operation.RefusedAnswer;
import dev.omnipoints.loyalty.platform.Refused;
import dev.omnipoints.loyalty.platform.RequestKey;
import dev.omnipoints.loyalty.platform.VerifiedCaller;
import dev.omnipoints.loyalty.platform.Wire;
import dev.omnipoints.loyalty.posting.Posted;
import dev.omnipoints.loyalty.posting.SaleId;
import dev.omnipoints.loyalty.receipt.Form;
import dev.omnipoints.loyalty.receipt.Sale;
import dev.omnipoints.loyalty.receipt.SaleReading;
import dev.omnipoints.loyalty.receipt.SaleStore;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import jakarta.inject.Inject;
import java.util.UUID;

/** Sales over gRPC: maps the wire to {@link SaleRequest} and outcomes to the wire. */
@GrpcService
class SaleGrpc implements SaleService {

    private final SaleRecorder recorder;
    private final Quotes quotes;
    private final ClaimRecorder claims;
    private final SaleStore store;
    private final FlagZones zones;

    @Inject
    SaleGrpc(SaleRecorder recorder, Quotes quotes, ClaimRecorder claims, SaleStore store, FlagZones zones) {
        this.recorder = recorder;
        this.quotes = quotes;
        this.claims = claims;
        this.store = store;
        this.zones = zones;
    }

    @Override
    public Uni<RecordSaleResponse> recordSale(RecordSaleRequest request) {
        VerifiedCaller caller = VerifiedCaller.current();
        caller.requireSelling();
        SaleRequest sale = SaleWire.request(
                caller,
                RequestKey.of(request.getIdempotencyKey()),
                request.getSale(),
                request.hasMember() ? request.getMember() : null,
                request.getMemberNamed());
        zones.compare(caller.programme(), request.getMember().getZone());
        return UniHelper.toUni(recorder.record(sale).map(SaleGrpc::response));
    }

    @Override
    public Uni<GetSaleResponse> getSale(GetSaleRequest request) {
        VerifiedCaller caller = VerifiedCaller.current();
        caller.requireReading();
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

    @Override
    public Uni<QuoteResponse> quote(QuoteRequest request) {
        VerifiedCaller caller = VerifiedCaller.current();
        caller.requireSelling();
        SaleRequest basket = SaleWire.request(
                caller, null, request.getSale(), request.hasMember() ? request.getMember() : null, false);
        return UniHelper.toUni(quotes.quote(basket, request));
    }

    @Override
    public Uni<ClaimSaleResponse> claimSale(ClaimSaleRequest request) {
        VerifiedCaller caller = VerifiedCaller.current();
        return UniHelper.toUni(claims.claim(caller, request).map(SaleGrpc::response))
                .map(done -> ClaimSaleResponse.newBuilder()
                        .setResult(done.getResult())
                        .setReplayed(done.getReplayed())
                        .build());
    }

    private static UUID idOf(VerifiedCaller caller, GetSaleRequest request) {
        Sale.Receipt receipt = SaleReading.receipt(request.getReceipt());
        Form.receipt("receipt", receipt);
        return receipt.saleId(caller.programme());
    }

    private static Refused unknown(boolean byId) {
        return byId
                ? Refused.of(Reason.REASON_SALE_UNKNOWN, "No sale has this id; send the id that its answer gave.")
                : Refused.of(Reason.REASON_RECEIPT_UNKNOWN, "No sale with this receipt was recorded.");
    }

    private static RecordSaleResponse response(Posted posted) {
        return switch (posted) {
            case Posted.Done(Row row, byte[] answer, boolean again, boolean byReceipt) ->
                response(answer, again, byReceipt);
            case Posted.Refused(Row row, boolean again) -> throw RefusedAnswer.of(row);
            case Posted.KeyReused(String field) -> throw RefusedAnswer.keyReused(field);
            case Posted.ReceiptTaken() ->
                throw Refused.of(
                        Reason.REASON_RECEIPT_ALREADY_RECORDED,
                        "This receipt was recorded with other content or for another member.");
            case Posted.Denied(Refused reason) -> throw reason;
            case Posted.TooOld() ->
                throw Refused.of(Reason.REASON_SALE_TOO_OLD, "The sale is older than the programme takes.");
            case Posted.MemberUnknown() ->
                throw Refused.of(
                        Reason.REASON_MEMBER_UNKNOWN,
                        "Nobody who could earn has this identity; enrol them, or send it without onUnknownMember.");
            case Posted.Settled settled -> throw new IllegalStateException("A sale is no gate");
            case Posted.RateLimited() -> throw new IllegalStateException("Sales are not limited");
            case Posted.Rejected rejected -> throw RefusedAnswer.of(rejected.reason());
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
}
