package dev.omnipoints.loyalty.event;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.omnipoints.contracts.loyalty.v1.EventResult;
import dev.omnipoints.contracts.loyalty.v1.EventService;
import dev.omnipoints.contracts.loyalty.v1.PostEventRequest;
import dev.omnipoints.contracts.loyalty.v1.PostEventResponse;
import dev.omnipoints.contracts.type.v1.Problem;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.loyalty.ledger.Row;
import dev.omnipoints.loyalty.operation.RefusedAnswer;
import dev.omnipoints.loyalty.platform.Refused;
import dev.omnipoints.loyalty.platform.VerifiedCaller;
import dev.omnipoints.loyalty.posting.Posted;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import jakarta.inject.Inject;

/** Named events over gRPC: maps outcomes to the wire. */
@GrpcService
class EventGrpc implements EventService {

    private final EventRecorder recorder;

    @Inject
    EventGrpc(EventRecorder recorder) {
        this.recorder = recorder;
    }

    @Override
    public Uni<PostEventResponse> postEvent(PostEventRequest request) {
        VerifiedCaller caller = VerifiedCaller.current();
        caller.requireSelling();
        return UniHelper.toUni(recorder.post(caller, request).map(EventGrpc::response));
    }

    private static PostEventResponse response(Posted posted) {
        return switch (posted) {
            case Posted.Done(Row row, byte[] answer, boolean again, boolean otherKey) ->
                response(answer, again, otherKey);
            case Posted.Refused(Row row, boolean again) -> throw RefusedAnswer.of(row);
            case Posted.KeyReused(String field) -> throw reused(field);
            case Posted.Rejected rejected -> throw RefusedAnswer.of(rejected.reason());
            case Posted.Denied(Refused reason) -> throw reason;
            case Posted.RateLimited limited -> throw new IllegalStateException("Events are not limited");
            case Posted.Settled settled -> throw new IllegalStateException("An event is no gate");
            case Posted.ReceiptTaken taken -> throw new IllegalStateException("No sale was sent");
            case Posted.TooOld old -> throw new IllegalStateException("No sale was sent");
            case Posted.MemberUnknown unknown -> throw new IllegalStateException("No sale was sent");
        };
    }

    /** By its own key, or by source and id. */
    private static Refused reused(String field) {
        if (!field.equals("id")) {
            return RefusedAnswer.keyReused(field);
        }
        Problem problem = Problem.newBuilder()
                .setReason(Reason.REASON_IDEMPOTENCY_KEY_REUSED)
                .setField(field)
                .build();
        return Refused.of(
                problem,
                "This source has posted another event of this id, or for another member; send a new id with a new"
                        + " event.");
    }

    private static PostEventResponse response(byte[] answer, boolean replayed, boolean byEvent) {
        try {
            return PostEventResponse.newBuilder()
                    .setResult(EventResult.parseFrom(answer))
                    .setReplayed(replayed)
                    .setEventReplayed(byEvent)
                    .build();
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("A stored answer cannot be read", e);
        }
    }
}
