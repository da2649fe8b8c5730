package dev.omnipoints.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omnipoints.suite.rest.Answer;
import java.util.ArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class SameSaleAtOnceTest {
    private static final int COPIES = 20;

    @Test
    void copiesSentAtOnceAreOneSaleAndOneAnswer() throws Exception {
        var suite = RunningSuite.get();
        var member = Sales.unique();
        var number = Sales.unique();
        var key = Sales.unique();
        assertThat(Sales.enrol(member).status()).isEqualTo(201);
        var together = new CyclicBarrier(COPIES);
        var answers = new ArrayList<Future<Answer>>();
        try (var tills = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < COPIES; i++) {
                answers.add(tills.submit(() -> {
                    together.await();
                    return Sales.post("/v1/sales", key, Sales.body(number, member, 4250));
                }));
            }
        }
        var first = answers.getFirst().get().body();
        int written = 0;
        for (var answer : answers) {
            assertThat(answer.get().status()).isEqualTo(201);
            assertThat(answer.get().body()).isEqualTo(first);
            written += answer.get().replayed() ? 0 : 1;
        }
        assertThat(first.path("earned").path("points").asLong()).isEqualTo(42);
        assertThat(first.path("balance").path("available").asLong()).isEqualTo(42);
        assertThat(written).as("answers that wrote a row").isOne();
        assertThat(suite.ask("loyalty", "SELECT count(*) FROM sale WHERE number = '" + number + "'"))
                .isEqualTo("1");
        assertThat(suite.ask(
                        "loyalty",
                        "SELECT count(*) FROM journal WHERE member = '"
                                + first.path("memberId").asText() + "'"))
                .isEqualTo("1");
    }
}
