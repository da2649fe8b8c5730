package dev.omnipoints.bench.hop;

import dev.omnipoints.contracts.bench.v1.HopRequest;
import dev.omnipoints.contracts.bench.v1.HopResponse;
import dev.omnipoints.contracts.bench.v1.HopService;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;

/** Answers and does nothing. */
@GrpcService
class HopGrpc implements HopService {
    @Override
    public Uni<HopResponse> hop(HopRequest request) {
        return Uni.createFrom()
                .item(HopResponse.newBuilder().setPoints(request.getTotal()).build());
    }
}
