package dev.omnipoints.profile.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TogetherTest {
    private static final Duration LONG = Duration.ofMinutes(5);

    private final Vertx vertx = Vertx.vertx();
    private final BlockingQueue<Query> queries = new LinkedBlockingQueue<>();
    private final Together<Integer, String> together = together(100, LONG);

    private record Query(Set<Integer> questions, UniEmitter<? super Map<Integer, String>> answer) {
        void succeed() {
            answer.complete(questions.stream()
                    .filter(question -> question >= 0)
                    .collect(Collectors.toMap(Function.identity(), question -> "answer " + question)));
        }
    }

    private Together<Integer, String> together(int waitingLimit, Duration silenceLimit) {
        return together(new Together.Limits(waitingLimit, LONG, silenceLimit));
    }

    private Together<Integer, String> together(Together.Limits limits) {
        return new Together<>(
                vertx,
                limits,
                questions -> Uni.createFrom().emitter(answer -> queries.add(new Query(Set.copyOf(questions), answer))));
    }

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private static CompletableFuture<Optional<String>> ask(Together<Integer, String> together, int question) {
        return together.ask(question).subscribeAsCompletionStage();
    }

    private Query next() throws InterruptedException {
        return queries.poll(60, TimeUnit.SECONDS);
    }

    @Test
    void aLoneQuestionIsAskedAtOnce() throws Exception {
        var answer = ask(together, 1);
        var query = next();
        assertThat(query.questions()).containsExactly(1);
        query.succeed();
        assertThat(answer.get(60, TimeUnit.SECONDS)).contains("answer 1");
    }

    @Test
    void whatArrivesWhileTwoAreUnderWaySharesTheNextQuery() throws Exception {
        var answers = new ArrayList<CompletableFuture<Optional<String>>>();
        answers.add(ask(together, 1));
        var first = next();
        answers.add(ask(together, 2));
        var second = next();
        IntStream.of(3, 4, 3, -5).forEach(question -> answers.add(ask(together, question)));
        first.succeed();
        var third = next();
        assertThat(third.questions()).containsExactlyInAnyOrder(3, 4, -5);
        second.succeed();
        third.succeed();
        var told = new ArrayList<Optional<String>>();
        for (var answer : answers) {
            told.add(answer.get(60, TimeUnit.SECONDS));
        }
        assertThat(told)
                .containsExactly(
                        Optional.of("answer 1"),
                        Optional.of("answer 2"),
                        Optional.of("answer 3"),
                        Optional.of("answer 4"),
                        Optional.of("answer 3"),
                        Optional.empty());
        assertThat(queries).isEmpty();
    }

    @Test
    void aQueryAsksNoMoreThanItsLimit() throws Exception {
        ask(together, 1);
        var first = next();
        ask(together, 2);
        next();
        IntStream.rangeClosed(3, 70).forEach(question -> ask(together, question));
        first.succeed();
        var full = next();
        assertThat(full.questions()).hasSize(64);
        full.succeed();
        assertThat(next().questions()).containsExactlyInAnyOrder(67, 68, 69, 70);
    }

    @Test
    void aFailureIsOfThoseWhoAskedAndTheNextGoOn() throws Exception {
        var failed = ask(together, 1);
        next().answer().fail(new IllegalStateException("broken"));
        assertThatThrownBy(() -> failed.get(60, TimeUnit.SECONDS)).hasMessageContaining("broken");
        var answered = ask(together, 2);
        next().succeed();
        assertThat(answered.get(60, TimeUnit.SECONDS)).contains("answer 2");
    }

    @Test
    void aQueryThatThrowsIsAFailureToo() {
        var throwing = new Together<Integer, String>(vertx, new Together.Limits(100, LONG, LONG), questions -> {
            throw new IllegalStateException("not even asked");
        });
        for (var question : List.of(1, 2, 3)) {
            assertThatThrownBy(() -> ask(throwing, question).get(60, TimeUnit.SECONDS))
                    .hasMessageContaining("not even asked");
        }
    }

    @Test
    void silenceIsAFailureAndKeepsNobodyElseWaiting() throws Exception {
        var impatient = together(100, Duration.ofMillis(20));
        for (var question : List.of(1, 2, 3)) {
            assertThatThrownBy(() -> ask(impatient, question).get(60, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(IOException.class);
        }
    }

    @Test
    void thoseWhoAreTooManyAreToldSo() throws Exception {
        var small = together(2, LONG);
        ask(small, 1);
        next();
        ask(small, 2);
        next();
        ask(small, 3);
        ask(small, 4);
        assertThatThrownBy(() -> ask(small, 5).get(60, TimeUnit.SECONDS))
                .hasCauseInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void nobodyNeedsToWaitWhereAQueryIsFree() throws Exception {
        var none = together(0, LONG);
        var first = ask(none, 1);
        next().succeed();
        assertThat(first.get(60, TimeUnit.SECONDS)).contains("answer 1");
    }

    @Test
    void whoGaveUpIsNotAskedForAndWhoWaitedTooLongIsTold() throws Exception {
        var hasty = together(new Together.Limits(100, Duration.ofNanos(1), LONG));
        var both = together(100, LONG);
        ask(both, 1);
        var first = next();
        ask(both, 2);
        next();
        var gone = both.ask(3).subscribe().with(answer -> {});
        ask(both, 4);
        gone.cancel();
        first.succeed();
        assertThat(next().questions()).containsExactly(4);
        assertThatThrownBy(() -> ask(hasty, 5).get(60, TimeUnit.SECONDS))
                .hasCauseInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void theAnswerIsToldOnTheAskersContext() throws Exception {
        var asker = vertx.getOrCreateContext();
        var toldOn = new CompletableFuture<Object>();
        asker.runOnContext(
                ignored -> together.ask(1).subscribe().with(answer -> toldOn.complete(Vertx.currentContext())));
        next().succeed();
        assertThat(toldOn.get(60, TimeUnit.SECONDS)).isSameAs(asker);
    }
}
