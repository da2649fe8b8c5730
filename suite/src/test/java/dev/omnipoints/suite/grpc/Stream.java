package dev.omnipoints.suite.grpc;

import dev.omnipoints.contracts.loyalty.v1.PostRequest;
import dev.omnipoints.contracts.loyalty.v1.PostResponse;
import dev.omnipoints.contracts.loyalty.v1.PostingServiceGrpc;
import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Commands of many threads over one stream; its answers say whose they are. Broken, it stays so. */
final class Stream implements StreamObserver<PostResponse> {
    private final Map<Long, CompletableFuture<PostResponse>> underWay = new ConcurrentHashMap<>();
    private final StreamObserver<PostRequest> requests;
    private long correlation;
    private Throwable broken;

    Stream(Channel channel) {
        requests = PostingServiceGrpc.newStub(channel).post(this);
    }

    /** Fails where the stream breaks before the answer came. */
    synchronized CompletableFuture<PostResponse> send(PostRequest command) {
        var answered = new CompletableFuture<PostResponse>();
        if (broken != null) {
            answered.completeExceptionally(broken);
            return answered;
        }
        underWay.put(++correlation, answered);
        requests.onNext(command.toBuilder().setCorrelation(correlation).build());
        return answered;
    }

    synchronized boolean isBroken() {
        return broken != null;
    }

    @Override
    public void onNext(PostResponse answer) {
        underWay.remove(answer.getCorrelation()).complete(answer);
    }

    @Override
    public void onError(Throwable failed) {
        end(failed);
    }

    @Override
    public void onCompleted() {
        end(Status.UNAVAILABLE.withDescription("the service ended the stream").asRuntimeException());
    }

    private void end(Throwable why) {
        synchronized (this) {
            broken = why;
        }
        underWay.values().forEach(answered -> answered.completeExceptionally(why));
    }
}
