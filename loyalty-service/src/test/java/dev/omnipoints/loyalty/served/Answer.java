package dev.omnipoints.loyalty.served;

import com.google.common.util.concurrent.FutureCallback;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.protobuf.Message;
import dev.omnipoints.contracts.type.v1.Problem;
import dev.omnipoints.loyalty.Calls;
import io.grpc.StatusRuntimeException;
import java.util.concurrent.CompletableFuture;

/**
 * What came back.
 *
 * @param message null: it was refused
 * @param problem null: it was not
 */
record Answer(Message message, Problem problem) {

    private static final String PREFIX = "REASON_";

    /** Fails where no service of ours answered. */
    static CompletableFuture<Answer> to(ListenableFuture<? extends Message> call) {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        Futures.addCallback(
                call,
                new FutureCallback<Message>() {
                    @Override
                    public void onSuccess(Message message) {
                        answer.complete(new Answer(message, null));
                    }

                    @Override
                    public void onFailure(Throwable failed) {
                        try {
                            answer.complete(new Answer(null, Calls.problem((StatusRuntimeException) failed)));
                        } catch (ClassCastException | AssertionError untyped) {
                            answer.completeExceptionally(failed);
                        }
                    }
                },
                Runnable::run);
        return answer;
    }

    /** The word of the refusal. */
    String reason() {
        return problem.getReason().name().substring(PREFIX.length());
    }
}
