package dev.omnipoints.loyalty.bench;

import dev.omnipoints.contracts.loyalty.v1.CaptureResponse;
import dev.omnipoints.contracts.loyalty.v1.EarnResponse;
import dev.omnipoints.contracts.loyalty.v1.HoldResponse;
import dev.omnipoints.contracts.loyalty.v1.Operation;
import dev.omnipoints.contracts.loyalty.v1.OperationServiceGrpc;
import dev.omnipoints.contracts.loyalty.v1.PostRequest;
import dev.omnipoints.contracts.loyalty.v1.RedeemResponse;
import dev.omnipoints.contracts.loyalty.v1.RedemptionServiceGrpc;
import dev.omnipoints.contracts.loyalty.v1.ReverseResponse;
import io.grpc.Channel;
import io.grpc.stub.StreamObserver;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.function.Function;
import java.util.function.Predicate;

/** (c): a call a command, to the service in its own process. */
record Unary(Served served) implements Contender {

    @Override
    public Client client(int number) {
        return command -> call(served.channel(number), Served.request(command));
    }

    private static Future<Long> call(Channel channel, PostRequest request) {
        OperationServiceGrpc.OperationServiceStub operations = OperationServiceGrpc.newStub(channel);
        RedemptionServiceGrpc.RedemptionServiceStub redemptions = RedemptionServiceGrpc.newStub(channel);
        return switch (request.getCommandCase()) {
            case EARN ->
                answer(
                        EarnResponse::getOperation,
                        EarnResponse::getReplayed,
                        to -> operations.earn(request.getEarn(), to));
            case REVERSE ->
                answer(
                        ReverseResponse::getOperation,
                        ReverseResponse::getReplayed,
                        to -> operations.reverse(request.getReverse(), to));
            case REDEEM ->
                answer(
                        RedeemResponse::getOperation,
                        RedeemResponse::getReplayed,
                        to -> redemptions.redeem(request.getRedeem(), to));
            case HOLD ->
                answer(
                        HoldResponse::getOperation,
                        HoldResponse::getReplayed,
                        to -> redemptions.hold(request.getHold(), to));
            case CAPTURE ->
                answer(
                        CaptureResponse::getOperation,
                        CaptureResponse::getReplayed,
                        to -> redemptions.capture(request.getCapture(), to));
            default -> throw new IllegalArgumentException("Not drawn: " + request);
        };
    }

    private interface Call<A> {
        void send(StreamObserver<A> to);
    }

    private static <A> Future<Long> answer(Function<A, Operation> operation, Predicate<A> replayed, Call<A> call) {
        Promise<Long> answered = Promise.promise();
        call.send(new StreamObserver<>() {
            @Override
            public void onNext(A answer) {
                answered.complete(Served.seq(operation.apply(answer), replayed.test(answer)));
            }

            @Override
            public void onError(Throwable failed) {
                answered.tryFail(failed);
            }

            @Override
            public void onCompleted() {
                // Each call has its answer by now.
            }
        });
        return answered.future();
    }

    @Override
    public ProcessHandle process() {
        return served.process();
    }

    @Override
    public void close() {
        // The process is its owner's.
    }
}
