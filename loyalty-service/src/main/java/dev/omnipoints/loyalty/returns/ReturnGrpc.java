package dev.omnipoints.loyalty.returns;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.omnipoints.contracts.loyalty.v1.RecordReturnRequest;
import dev.omnipoints.contracts.loyalty.v1.RecordReturnResponse;
import dev.omnipoints.contracts.loyalty.v1.Return;
import dev.omnipoints.contracts.loyalty.v1.ReturnResult;
import dev.omnipoints.contracts.loyalty.v1.ReturnService;
import dev.omnipoints.loyalty.ledger.Origin;
import dev.omnipoints.loyalty.ledger.Row;
import dev.omnipoints.loyalty.operation.RefusedAnswer;
import dev.omnipoints.loyalty.platform.Refused;
import dev.omnipoints.loyalty.platform.RequestKey;
import dev.omnipoints.loyalty.platform.VerifiedCaller;
import dev.omnipoints.loyalty.platform.Wire;
import dev.omnipoints.loyalty.posting.Posted;
import dev.omnipoints.loyalty.receipt.SaleReading;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import jakarta.inject.Inject;

/** Returns over gRPC. */
@GrpcService
class ReturnGrpc implements ReturnService {

    private final ReturnRecorder recorder;

    @Inject
    ReturnGrpc(ReturnRecorder recorder) {
        this.recorder = recorder;
    }

    @Override
    public Uni<RecordReturnResponse> recordReturn(RecordReturnRequest request) {
        VerifiedCaller caller = VerifiedCaller.current();
        caller.requireSelling();
        Return sent = request.getGoods();
        Origin origin = new Origin(
                caller.caller().getClient(),
                (short) caller.caller().getChannelValue(),
                sent.getStore(),
                sent.hasTerminal() ? sent.getTerminal() : null,
                null);
        ReturnRecorder.Request goods = new ReturnRecorder.Request(
                caller.programme(),
                origin,
                RequestKey.of(request.getIdempotencyKey()),
                SaleReading.goods("", sent),
                request.hasMember()
                        ? Wire.account(caller.programme(), request.getMember())
                                .key()
                                .member()
                        : null,
                request.getMemberNamed() || request.hasMember(),
                sent.toByteArray());
        return UniHelper.toUni(recorder.record(goods).map(ReturnGrpc::response));
    }

    private static RecordReturnResponse response(Posted posted) {
        return switch (posted) {
            case Posted.Done(Row row, byte[] answer, boolean again, boolean byId) -> response(answer, again, byId);
            case Posted.Refused(Row row, boolean again) -> throw RefusedAnswer.of(row);
            case Posted.KeyReused(String field) -> throw RefusedAnswer.keyReused(field);
            case Posted.Denied(Refused reason) -> throw reason;
            case Posted.Rejected rejected -> throw RefusedAnswer.of(rejected.reason());
            case Posted.Settled settled -> throw new IllegalStateException("A return is no gate");
            case Posted.RateLimited limited -> throw new IllegalStateException("Returns are not limited");
            case Posted.ReceiptTaken taken -> throw new IllegalStateException("No sale was sent");
            case Posted.TooOld old -> throw new IllegalStateException("No sale was sent");
            case Posted.MemberUnknown unknown -> throw new IllegalStateException("No sale was sent");
        };
    }

    private static RecordReturnResponse response(byte[] answer, boolean replayed, boolean byId) {
        try {
            return RecordReturnResponse.newBuilder()
                    .setResult(ReturnResult.parseFrom(answer))
                    .setReplayed(replayed)
                    .setReturnReplayed(byId)
                    .build();
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("A stored answer cannot be read", e);
        }
    }
}
