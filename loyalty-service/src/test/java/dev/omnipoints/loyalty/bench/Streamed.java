package dev.omnipoints.loyalty.bench;

import dev.omnipoints.contracts.loyalty.v1.PostRequest;
import dev.omnipoints.contracts.loyalty.v1.PostResponse;
import dev.omnipoints.contracts.loyalty.v1.PostingServiceGrpc;
import io.grpc.stub.StreamObserver;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** (c): commands of many clients over a few streams, to the service in its own process. */
final class Streamed implements Contender {
    private static final int STREAMS = 4;

    private final Served served;
    private final List<Stream> streams = new ArrayList<>();

    Streamed(Served served) {
        this.served = served;
        for (int i = 0; i < STREAMS; i++) {
            streams.add(new Stream(i));
        }
    }

    /** One stream; its answers say whose they are. */
    private final class Stream implements StreamObserver<PostResponse> {
        private final Map<Long, Promise<Long>> underWay = new ConcurrentHashMap<>();
        private final StreamObserver<PostRequest> requests;

        Stream(int number) {
            requests = PostingServiceGrpc.newStub(served.channel(number)).post(this);
        }

        Future<Long> send(long client, Drawn command) {
            Promise<Long> answered = Promise.promise();
            underWay.put(client, answered);
            PostRequest request =
                    Served.request(command).toBuilder().setCorrelation(client).build();
            synchronized (requests) {
                requests.onNext(request);
            }
            return answered.future();
        }

        @Override
        public void onNext(PostResponse answer) {
            Promise<Long> answered = underWay.remove(answer.getCorrelation());
            try {
                answered.complete(seq(answer));
            } catch (IllegalStateException refused) {
                answered.fail(refused);
            }
        }

        @Override
        public void onError(Throwable failed) {
            underWay.values().forEach(answered -> answered.tryFail(failed));
        }

        @Override
        public void onCompleted() {
            // We end it ourselves.
        }
    }

    private static long seq(PostResponse answer) {
        return switch (answer.getOutcomeCase()) {
            case EARN ->
                Served.seq(answer.getEarn().getOperation(), answer.getEarn().getReplayed());
            case HOLD ->
                Served.seq(answer.getHold().getOperation(), answer.getHold().getReplayed());
            case CAPTURE ->
                Served.seq(
                        answer.getCapture().getOperation(), answer.getCapture().getReplayed());
            case REDEEM ->
                Served.seq(answer.getRedeem().getOperation(), answer.getRedeem().getReplayed());
            case REVERSE ->
                Served.seq(
                        answer.getReverse().getOperation(), answer.getReverse().getReplayed());
            default -> throw new IllegalStateException("Not done: " + answer);
        };
    }

    @Override
    public Client client(int number) {
        Stream stream = streams.get(number % STREAMS);
        return command -> stream.send(number, command);
    }

    @Override
    public ProcessHandle process() {
        return served.process();
    }

    @Override
    public void close() {
        streams.forEach(stream -> stream.requests.onCompleted());
    }
}
