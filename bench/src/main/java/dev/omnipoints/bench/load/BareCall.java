package dev.omnipoints.bench.load;

import dev.omnipoints.contracts.bench.v1.HopRequest;
import dev.omnipoints.contracts.bench.v1.HopServiceGrpc;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.SocketAddress;
import io.vertx.grpc.client.GrpcClient;

/** Calls where the obvious loyalty-service listens, for nothing: what of a sale there is the call alone. */
final class BareCall implements Contender.Door {
    private final GrpcClient client;
    private final SocketAddress loyalty;

    BareCall(Vertx vertx, Suite suite) {
        this.client = GrpcClient.client(vertx);
        this.loyalty = suite.loyalty();
    }

    @Override
    public Future<?> sell() {
        return client.request(loyalty, HopServiceGrpc.getHopMethod()).compose(call -> {
            call.end(HopRequest.getDefaultInstance());
            return call.response().compose(answer -> answer.last());
        });
    }
}
