package dev.omnipoints.loyalty.operation;

import dev.omnipoints.contracts.loyalty.v1.AdjustRequest;
import dev.omnipoints.contracts.loyalty.v1.AdjustResponse;
import dev.omnipoints.contracts.loyalty.v1.ConfirmRequest;
import dev.omnipoints.contracts.loyalty.v1.ConfirmResponse;
import dev.omnipoints.contracts.loyalty.v1.EarnRequest;
import dev.omnipoints.contracts.loyalty.v1.EarnResponse;
import dev.omnipoints.contracts.loyalty.v1.LookupOperationRequest;
import dev.omnipoints.contracts.loyalty.v1.LookupOperationResponse;
import dev.omnipoints.contracts.loyalty.v1.OperationService;
import dev.omnipoints.contracts.loyalty.v1.ReverseRequest;
import dev.omnipoints.contracts.loyalty.v1.ReverseResponse;
import dev.omnipoints.contracts.loyalty.v1.TransferRequest;
import dev.omnipoints.contracts.loyalty.v1.TransferResponse;
import dev.omnipoints.loyalty.platform.VerifiedCaller;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import jakarta.inject.Inject;

/** {@link Operations} over gRPC, and what became of a key. */
@GrpcService
class OperationGrpc implements OperationService {

    private final Operations operations;
    private final OperationLookup lookup;

    @Inject
    OperationGrpc(Operations operations, OperationLookup lookup) {
        this.operations = operations;
        this.lookup = lookup;
    }

    @Override
    public Uni<EarnResponse> earn(EarnRequest request) {
        return UniHelper.toUni(operations.earn(VerifiedCaller.current(), request));
    }

    @Override
    public Uni<ConfirmResponse> confirm(ConfirmRequest request) {
        return UniHelper.toUni(operations.confirm(VerifiedCaller.current(), request));
    }

    @Override
    public Uni<ReverseResponse> reverse(ReverseRequest request) {
        return UniHelper.toUni(operations.reverse(VerifiedCaller.current(), request));
    }

    @Override
    public Uni<AdjustResponse> adjust(AdjustRequest request) {
        return UniHelper.toUni(operations.adjust(VerifiedCaller.current(), request));
    }

    @Override
    public Uni<TransferResponse> transfer(TransferRequest request) {
        return UniHelper.toUni(operations.transfer(VerifiedCaller.current(), request));
    }

    @Override
    public Uni<LookupOperationResponse> lookupOperation(LookupOperationRequest request) {
        return UniHelper.toUni(lookup.find(VerifiedCaller.current(), request));
    }
}
