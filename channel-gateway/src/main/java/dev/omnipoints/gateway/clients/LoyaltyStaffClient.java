package dev.omnipoints.gateway.clients;

import dev.omnipoints.contracts.loyalty.v1.AdjustRequest;
import dev.omnipoints.contracts.loyalty.v1.AdjustResponse;
import dev.omnipoints.contracts.loyalty.v1.ConfirmRequest;
import dev.omnipoints.contracts.loyalty.v1.ConfirmResponse;
import dev.omnipoints.contracts.loyalty.v1.GetProgrammeRequest;
import dev.omnipoints.contracts.loyalty.v1.GetProgrammeResponse;
import dev.omnipoints.contracts.loyalty.v1.ListProgrammeVersionsRequest;
import dev.omnipoints.contracts.loyalty.v1.ListProgrammeVersionsResponse;
import dev.omnipoints.contracts.loyalty.v1.MutinyOperationServiceGrpc.MutinyOperationServiceStub;
import dev.omnipoints.contracts.loyalty.v1.MutinyProgrammeServiceGrpc.MutinyProgrammeServiceStub;
import dev.omnipoints.contracts.loyalty.v1.TransferRequest;
import dev.omnipoints.contracts.loyalty.v1.TransferResponse;
import dev.omnipoints.contracts.loyalty.v1.UpdateProgrammeRequest;
import dev.omnipoints.contracts.loyalty.v1.UpdateProgrammeResponse;
import io.quarkus.grpc.GrpcClient;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** The connection to loyalty-service for what staff do. What it refuses comes as a Refused. */
@Singleton
public final class LoyaltyStaffClient {
    private final MutinyProgrammeServiceStub programmes;
    private final MutinyOperationServiceStub operations;
    private final Guarded guarded;

    LoyaltyStaffClient(
            @GrpcClient("loyalty") MutinyProgrammeServiceStub programmes,
            @GrpcClient("loyalty") MutinyOperationServiceStub operations,
            CallerSigner signer) {
        this.programmes = programmes;
        this.operations = operations;
        this.guarded = new Guarded("loyalty-service", signer);
    }

    /** The newest version of the caller's programme's settings. */
    public Uni<GetProgrammeResponse> programme(Call call) {
        return guarded.read(programmes, call, stub -> stub.getProgramme(GetProgrammeRequest.getDefaultInstance()));
    }

    /** A page of the versions, newest first. */
    public Uni<ListProgrammeVersionsResponse> versions(Call call, ListProgrammeVersionsRequest request) {
        return guarded.read(programmes, call, stub -> stub.listProgrammeVersions(request));
    }

    /** A new version; the same change of the same version is safe to send again. */
    public Uni<UpdateProgrammeResponse> update(Call call, UpdateProgrammeRequest request) {
        return guarded.command(programmes, call, stub -> stub.updateProgramme(request));
    }

    /** Gives or takes points; the request's key makes it safe to send again. */
    public Uni<AdjustResponse> adjust(Call call, AdjustRequest request) {
        return guarded.command(operations, call, stub -> stub.adjust(request));
    }

    /** Makes an earn's pending points spendable; the request's key makes it safe to send again. */
    public Uni<ConfirmResponse> confirm(Call call, ConfirmRequest request) {
        return guarded.command(operations, call, stub -> stub.confirm(request));
    }

    /** Points from one member to another; the request's key makes it safe to send again. */
    public Uni<TransferResponse> transfer(Call call, TransferRequest request) {
        return guarded.command(operations, call, stub -> stub.transfer(request));
    }
}
