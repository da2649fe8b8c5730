package dev.omnipoints.suite.grpc;

import dev.omnipoints.contracts.loyalty.v1.AccountServiceGrpc;
import dev.omnipoints.contracts.loyalty.v1.GetBalanceRequest;
import dev.omnipoints.contracts.loyalty.v1.OperationServiceGrpc;
import dev.omnipoints.contracts.loyalty.v1.PostRequest;
import dev.omnipoints.contracts.loyalty.v1.RedemptionServiceGrpc;
import dev.omnipoints.contracts.type.v1.MemberContext;
import dev.omnipoints.suite.rest.Answer;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.AbstractStub;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * One loyalty-service, called by gRPC. Answers are told in the form in which the gateway gives them; where none comes,
 * as a gateway's that has none: 503 or 504 without a reason. Safe for many threads.
 */
public final class Loyalty implements AutoCloseable {
    private final ManagedChannel channel;
    private final Duration patience;
    private Stream stream;

    Loyalty(int port, Signer signer, Duration patience) {
        channel = NettyChannelBuilder.forAddress("127.0.0.1", port)
                .usePlaintext()
                .intercept(signer.to("loyalty-service"))
                .build();
        this.patience = patience;
    }

    /** Sends a command as a call of its own. */
    public Answer call(PostRequest command) {
        var operations = patient(OperationServiceGrpc.newBlockingStub(channel));
        var redemptions = patient(RedemptionServiceGrpc.newBlockingStub(channel));
        return told(() -> switch (command.getCommandCase()) {
            case EARN -> Answers.of(operations.earn(command.getEarn()).getOperation());
            case REVERSE -> Answers.of(operations.reverse(command.getReverse()).getOperation());
            case REDEEM -> Answers.of(redemptions.redeem(command.getRedeem()).getOperation());
            case HOLD -> Answers.of(redemptions.hold(command.getHold()).getOperation());
            case CAPTURE -> Answers.of(redemptions.capture(command.getCapture()).getOperation());
            case VOID -> Answers.of(redemptions.void_(command.getVoid()).getOperation());
            case COMMAND_NOT_SET -> throw new IllegalArgumentException("no command");
        });
    }

    /** Sends a command by the stream that all who ask here share; where it broke, by a new one. */
    public Answer post(PostRequest command) {
        try {
            return Answers.of(stream().send(command).get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException e) {
            return none(e.getCause());
        } catch (TimeoutException e) {
            return Answers.LATE;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private synchronized Stream stream() {
        if (stream == null || stream.isBroken()) {
            stream = new Stream(channel);
        }
        return stream;
    }

    /** What a member has now. */
    public Answer balance(MemberContext member) {
        var request = GetBalanceRequest.newBuilder().setMember(member).build();
        return told(() -> Answers.of(patient(AccountServiceGrpc.newBlockingStub(channel))
                .getBalance(request)
                .getBalance()));
    }

    private <S extends AbstractStub<S>> S patient(S stub) {
        return stub.withDeadlineAfter(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    private Answer told(Supplier<Answer> call) {
        try {
            return call.get();
        } catch (StatusRuntimeException e) {
            return none(e);
        }
    }

    private Answer none(Throwable failed) {
        // A service that was killed and is there again is to be met at once.
        channel.resetConnectBackoff();
        return Answers.of(failed);
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
