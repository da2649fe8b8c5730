package dev.omnipoints.loyalty.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.omnipoints.contracts.loyalty.v1.Operation;
import dev.omnipoints.contracts.loyalty.v1.PostRequest;
import dev.omnipoints.contracts.loyalty.v1.PostResponse;
import dev.omnipoints.contracts.loyalty.v1.PostResponse.OutcomeCase;
import dev.omnipoints.contracts.loyalty.v1.PostingServiceGrpc;
import dev.omnipoints.contracts.type.v1.Caller;
import dev.omnipoints.contracts.type.v1.MemberContext;
import dev.omnipoints.contracts.type.v1.Problem;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.loyalty.Asks;
import dev.omnipoints.loyalty.Calls;
import dev.omnipoints.loyalty.Database;
import dev.omnipoints.loyalty.LoyaltyEnvironment;
import dev.omnipoints.loyalty.Sales;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(LoyaltyEnvironment.class)
class PostingGrpcTest {

    private static final Caller TILL = Calls.till("demo", "till-stream");

    private final MemberContext ada = Sales.active();

    @AfterEach
    void ledgerIsTrue() {
        assertThat(Database.audit()).startsWith("0 ");
    }

    @Test
    void eachCommandIsAnsweredByItselfAsItsOwnCallWouldBe() throws Exception {
        Operation earned = Asks.send(TILL, Asks.earn(ada, 1_000)).operation();
        Operation held = Asks.send(TILL, Asks.hold(ada, 100)).operation();
        Operation other = Asks.send(TILL, Asks.hold(ada, 100)).operation();
        List<PostRequest> requests = List.of(
                PostRequest.newBuilder().setEarn(Asks.earn(ada, 7)).build(),
                PostRequest.newBuilder().setHold(Asks.hold(ada, 5)).build(),
                PostRequest.newBuilder().setCapture(Asks.capture(held)).build(),
                PostRequest.newBuilder().setVoid(Asks.release(other)).build(),
                PostRequest.newBuilder().setRedeem(Asks.redeem(ada, 50)).build(),
                PostRequest.newBuilder()
                        .setReverse(Asks.reverse(earned).setPoints(30))
                        .build());

        Map<Long, PostResponse> answers = posted(TILL, requests);

        assertThat(outcomes(answers, requests))
                .containsExactly(
                        OutcomeCase.EARN,
                        OutcomeCase.HOLD,
                        OutcomeCase.CAPTURE,
                        OutcomeCase.VOID,
                        OutcomeCase.REDEEM,
                        OutcomeCase.REVERSE);
        Database.leavingNoTrace(() -> {
            assertThat(Asks.send(TILL, requests.get(0).getEarn()))
                    .isEqualTo(new Asks.Answer(answers.get(0L).getEarn().getOperation(), true));
            assertThat(Asks.send(TILL, requests.get(1).getHold()))
                    .isEqualTo(new Asks.Answer(answers.get(1L).getHold().getOperation(), true));
            assertThat(Asks.send(TILL, requests.get(2).getCapture()))
                    .isEqualTo(new Asks.Answer(answers.get(2L).getCapture().getOperation(), true));
            assertThat(Asks.send(TILL, requests.get(3).getVoid()))
                    .isEqualTo(new Asks.Answer(answers.get(3L).getVoid().getOperation(), true));
            assertThat(Asks.send(TILL, requests.get(4).getRedeem()))
                    .isEqualTo(new Asks.Answer(answers.get(4L).getRedeem().getOperation(), true));
            assertThat(Asks.send(TILL, requests.get(5).getReverse()))
                    .isEqualTo(new Asks.Answer(answers.get(5L).getReverse().getOperation(), true));
            return null;
        });
    }

    @Test
    void aRefusalAnswersItsCommandAndLeavesTheStreamOpen() throws Exception {
        List<PostRequest> requests = List.of(
                PostRequest.newBuilder().setRedeem(Asks.redeem(ada, 1)).build(),
                PostRequest.newBuilder()
                        .setEarn(Asks.earn(ada, 0).setPoints(-1))
                        .build(),
                PostRequest.getDefaultInstance(),
                PostRequest.newBuilder().setEarn(Asks.earn(ada, 3)).build());

        Map<Long, PostResponse> answers = posted(TILL, requests);

        assertThat(problem(answers.get(0L)).getReason()).isEqualTo(Reason.REASON_INSUFFICIENT_POINTS);
        assertThat(problem(answers.get(0L)).getBalance().getSeq()).isEqualTo(1);
        assertThat(problem(answers.get(1L)).getReason()).isEqualTo(Reason.REASON_POINTS_OUT_OF_RANGE);
        assertThat(problem(answers.get(2L)).getField()).isEqualTo("command");
        assertThat(answers.get(2L).getRefused().getDetail()).isEqualTo("Send one of the commands.");
        assertThat(answers.get(3L).getEarn().getOperation().getBalance().getAvailable())
                .isEqualTo(3);
    }

    @Test
    void thousandsAreUnderWayAtOnceAndEachIsThereOnce() throws Exception {
        List<PostRequest> requests = IntStream.range(0, 3_000)
                .mapToObj(
                        i -> PostRequest.newBuilder().setEarn(Asks.earn(ada, 1)).build())
                .toList();

        Map<Long, PostResponse> answers = posted(TILL, requests);

        assertThat(answers).hasSize(3_000);
        assertThat(answers.values().stream()
                        .map(answer ->
                                answer.getEarn().getOperation().getBalance().getSeq())
                        .distinct())
                .hasSize(3_000);
        assertThat(Database.query("SELECT spendable FROM account WHERE member = '" + ada.getMemberId() + "'"))
                .containsExactly("3000");
    }

    @Test
    void whoMayNotIsToldSoForEachCommand() throws Exception {
        Map<Long, PostResponse> answers = posted(
                Calls.member(ada.getMemberId()),
                List.of(PostRequest.newBuilder().setEarn(Asks.earn(ada, 3)).build()));

        assertThat(problem(answers.get(0L)).getReason()).isEqualTo(Reason.REASON_NOT_GRANTED);
    }

    @Test
    void aStreamWithoutACallerIsNotOpened() {
        PostingServiceGrpc.PostingServiceStub stub =
                Calls.with(PostingServiceGrpc.newStub(Calls.channel()), "no token");

        assertThatThrownBy(() -> posted(stub, List.of()))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        refused -> assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED));
    }

    private static Problem problem(PostResponse answer) {
        return answer.getRefused().getProblem();
    }

    private static List<OutcomeCase> outcomes(Map<Long, PostResponse> answers, List<PostRequest> requests) {
        return IntStream.range(0, requests.size())
                .mapToObj(i -> answers.get((long) i).getOutcomeCase())
                .toList();
    }

    private static Map<Long, PostResponse> posted(Caller caller, List<PostRequest> requests) throws Exception {
        return posted(Calls.as(PostingServiceGrpc.newStub(Calls.channel()), "channel-gateway", caller), requests);
    }

    /** The answers by the places of their requests. */
    private static Map<Long, PostResponse> posted(
            PostingServiceGrpc.PostingServiceStub stub, List<PostRequest> requests) throws Exception {
        Map<Long, PostResponse> answers = new ConcurrentHashMap<>();
        CompletableFuture<Void> ended = new CompletableFuture<>();
        StreamObserver<PostRequest> stream = stub.post(new StreamObserver<>() {
            @Override
            public void onNext(PostResponse answer) {
                answers.put(answer.getCorrelation(), answer);
            }

            @Override
            public void onError(Throwable failed) {
                ended.completeExceptionally(failed);
            }

            @Override
            public void onCompleted() {
                ended.complete(null);
            }
        });
        for (int i = 0; i < requests.size(); i++) {
            stream.onNext(requests.get(i).toBuilder().setCorrelation(i).build());
        }
        stream.onCompleted();
        ended.get(20, TimeUnit.SECONDS);
        return answers;
    }
}
