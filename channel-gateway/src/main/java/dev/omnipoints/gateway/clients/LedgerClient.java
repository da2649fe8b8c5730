package dev.omnipoints.gateway.clients;

import dev.omnipoints.contracts.loyalty.v1.ListRootsRequest;
import dev.omnipoints.contracts.loyalty.v1.ListRootsResponse;
import dev.omnipoints.contracts.loyalty.v1.MutinyAuditServiceGrpc.MutinyAuditServiceStub;
import io.quarkus.grpc.GrpcClient;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** What loyalty-service shows of the ledger as a whole. What it refuses comes as a Refused. */
@Singleton
public final class LedgerClient {
    private final MutinyAuditServiceStub audit;
    private final Guarded guarded;

    LedgerClient(@GrpcClient("loyalty") MutinyAuditServiceStub audit, CallerSigner signer) {
        this.audit = audit;
        this.guarded = new Guarded("loyalty-service", signer);
    }

    /** A page of the signed daily roots, oldest first. */
    public Uni<ListRootsResponse> roots(Call call, ListRootsRequest request) {
        return guarded.read(audit, call, stub -> stub.listRoots(request));
    }
}
