package dev.omnipoints.loyalty.feed;

import dev.omnipoints.contracts.loyalty.v1.FeedServiceGrpc;
import dev.omnipoints.contracts.loyalty.v1.ReadRequest;
import dev.omnipoints.contracts.loyalty.v1.ReadResponse;
import dev.omnipoints.contracts.type.v1.Problem;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.loyalty.platform.Presence;
import dev.omnipoints.loyalty.platform.Refusals;
import dev.omnipoints.loyalty.platform.Refused;
import dev.omnipoints.loyalty.platform.VerifiedCaller;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The feed over gRPC, for our own services. Not through Mutiny as the other doors are: what Quarkus generates asks a
 * Multi for everything at once, however slowly the client takes it.
 */
@GrpcService
class FeedGrpc extends FeedServiceGrpc.FeedServiceImplBase {

    private static final int PAGE_SIZE = 500;
    private static final int PAGE_LIMIT = 1_000;
    private static final long RETRY_AFTER_MILLIS = 1_000;

    private final Feed feed;
    private final Refusals refusals;
    private final Vertx vertx;
    private final int readersLimit;
    private final Duration pollInterval;
    private final AtomicInteger readers = new AtomicInteger();

    @Inject
    FeedGrpc(
            Feed feed,
            Refusals refusals,
            Vertx vertx,
            @ConfigProperty(name = "omnipoints.feed.readers-limit", defaultValue = "32") int readersLimit,
            @ConfigProperty(name = "omnipoints.feed.poll-interval", defaultValue = "200ms") Duration pollInterval) {
        this.feed = feed;
        this.refusals = refusals;
        this.vertx = vertx;
        this.readersLimit = readersLimit;
        this.pollInterval = pollInterval;
    }

    @Override
    public void read(ReadRequest request, StreamObserver<ReadResponse> responses) {
        VerifiedCaller.current().requireService();
        int pageSize = request.hasPageSize() ? request.getPageSize() : PAGE_SIZE;
        if (pageSize < 1 || pageSize > PAGE_LIMIT) {
            throw Refused.fieldInvalid("pageSize", "Send 1 to " + PAGE_LIMIT + ".");
        }
        BooleanSupplier gone = Presence.gone();
        if (readers.incrementAndGet() > readersLimit) {
            readers.decrementAndGet();
            throw Refused.of(
                    Problem.newBuilder()
                            .setReason(Reason.REASON_OVERLOADED)
                            .setRetryAfterMillis(RETRY_AFTER_MILLIS)
                            .build(),
                    "As many readers as may be are reading; ask again after the time told.");
        }
        new FeedStream(
                        feed,
                        refusals,
                        (ServerCallStreamObserver<ReadResponse>) responses,
                        gone,
                        pageSize,
                        request.getUntilNow(),
                        readers::decrementAndGet)
                .start(vertx, pollInterval, request.getCursor());
    }
}
