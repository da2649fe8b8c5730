package dev.omnipoints.bench.hop;

import com.fasterxml.jackson.databind.JsonNode;
import dev.omnipoints.contracts.bench.v1.HopRequest;
import dev.omnipoints.contracts.bench.v1.HopService;
import io.quarkus.grpc.GrpcClient;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

/** The bare way of a sale: JSON read, one gRPC call to another process, JSON written. */
@Path("/v1/sales")
class HopResource {
    private final HopService back;

    @Inject
    HopResource(@GrpcClient("loyalty") HopService back) {
        this.back = back;
    }

    record Hopped(long points) {}

    @POST
    public Uni<Hopped> sale(JsonNode sale) {
        long total = 0;
        for (JsonNode line : sale.path("lines")) {
            total += line.path("gross").asLong();
        }
        return back.hop(HopRequest.newBuilder().setTotal(total).build()).map(answer -> new Hopped(answer.getPoints()));
    }
}
