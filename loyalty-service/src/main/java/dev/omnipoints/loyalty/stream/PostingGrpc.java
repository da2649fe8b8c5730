package dev.omnipoints.loyalty.stream;

import dev.omnipoints.contracts.loyalty.v1.PostRequest;
import dev.omnipoints.contracts.loyalty.v1.PostResponse;
import dev.omnipoints.contracts.loyalty.v1.PostingService;
import dev.omnipoints.contracts.loyalty.v1.RefusedCommand;
import dev.omnipoints.loyalty.operation.Operations;
import dev.omnipoints.loyalty.platform.Refusals;
import dev.omnipoints.loyalty.platform.Refused;
import dev.omnipoints.loyalty.platform.VerifiedCaller;
import dev.omnipoints.loyalty.redemption.Redemptions;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.MultiEmitter;
import io.vertx.core.Future;
import jakarta.inject.Inject;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Commands of one caller over one stream. Each is what its own call would be; but none pays for a call, nor for the
 * operators of a reactive stream: thousands a second go through here.
 */
@GrpcService
class PostingGrpc implements PostingService {

    // A few batches; what a client sends beyond them waits in its transport, and so tells it to slow down.
    private static final int UNDER_WAY = 512;

    private final Operations operations;
    private final Redemptions redemptions;
    private final Refusals refusals;

    @Inject
    PostingGrpc(Operations operations, Redemptions redemptions, Refusals refusals) {
        this.operations = operations;
        this.redemptions = redemptions;
        this.refusals = refusals;
    }

    @Override
    public Multi<PostResponse> post(Multi<PostRequest> requests) {
        VerifiedCaller caller = VerifiedCaller.current();
        return Multi.createFrom().emitter(answers -> requests.subscribe(new Stream(caller, answers)));
    }

    /** One stream: takes a request for each answer that it gives, and ends when all are answered. */
    private final class Stream implements Flow.Subscriber<PostRequest> {

        private final VerifiedCaller caller;
        private final MultiEmitter<? super PostResponse> answers;
        // The stream itself counts until its client ends it.
        private final AtomicInteger open = new AtomicInteger(1);
        private Flow.Subscription requests;

        Stream(VerifiedCaller caller, MultiEmitter<? super PostResponse> answers) {
            this.caller = caller;
            this.answers = answers;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            requests = subscription;
            answers.onTermination(subscription::cancel);
            subscription.request(UNDER_WAY);
        }

        @Override
        public void onNext(PostRequest request) {
            open.incrementAndGet();
            PostResponse.Builder answer = PostResponse.newBuilder().setCorrelation(request.getCorrelation());
            done(request, answer).onComplete(done -> {
                answers.emit(
                        done.succeeded()
                                ? done.result().build()
                                : answer.setRefused(refused(done.cause())).build());
                closeOne();
                requests.request(1);
            });
        }

        private Future<PostResponse.Builder> done(PostRequest request, PostResponse.Builder answer) {
            try {
                return asked(request, answer);
            } catch (RuntimeException refused) {
                return Future.failedFuture(refused);
            }
        }

        private Future<PostResponse.Builder> asked(PostRequest request, PostResponse.Builder answer) {
            return switch (request.getCommandCase()) {
                case EARN -> operations.earn(caller, request.getEarn()).map(answer::setEarn);
                case HOLD -> redemptions.hold(caller, request.getHold()).map(answer::setHold);
                case CAPTURE ->
                    redemptions.capture(caller, request.getCapture()).map(answer::setCapture);
                case VOID -> redemptions.release(caller, request.getVoid()).map(answer::setVoid);
                case REDEEM -> redemptions.redeem(caller, request.getRedeem()).map(answer::setRedeem);
                case REVERSE -> operations.reverse(caller, request.getReverse()).map(answer::setReverse);
                case COMMAND_NOT_SET -> throw Refused.fieldInvalid("command", "Send one of the commands.");
            };
        }

        @Override
        public void onError(Throwable broken) {
            answers.fail(broken);
        }

        @Override
        public void onComplete() {
            closeOne();
        }

        private void closeOne() {
            if (open.decrementAndGet() == 0) {
                answers.complete();
            }
        }
    }

    private RefusedCommand refused(Throwable failed) {
        Refused refused = refusals.asRefused(failed);
        return RefusedCommand.newBuilder()
                .setProblem(refused.problem())
                .setDetail(refused.getMessage())
                .build();
    }
}
