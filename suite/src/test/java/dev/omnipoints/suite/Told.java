package dev.omnipoints.suite;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.omnipoints.suite.rest.Answer;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** What clients that asked at once were told, in the order of their requests: at the two doors in turn. */
record Told(List<Answer> answers) {

    /** What some of them were told. */
    Told only(IntPredicate clients) {
        return new Told(IntStream.range(0, answers.size())
                .filter(clients)
                .mapToObj(answers::get)
                .toList());
    }

    /** What came to pass. */
    Told done() {
        return those(Answer::ok);
    }

    Told refused() {
        return those(answer -> !answer.ok());
    }

    private Told those(Predicate<Answer> wanted) {
        return new Told(answers.stream().filter(wanted).toList());
    }

    int size() {
        return answers.size();
    }

    /** All were done. */
    Told assertAre(int status) {
        assertThat(answers)
                .allSatisfy(answer ->
                        assertThat(answer.status()).as(answer.problem()).isEqualTo(status));
        return this;
    }

    /** All are one answer, which at most one wrote: the writer's may have been lost on its way, and asked for again. */
    JsonNode assertAreOne(int status) {
        assertAre(status);
        assertThat(answers.stream().map(Answer::body).distinct()).hasSize(1);
        assertThat(answers).filteredOn(answer -> !answer.replayed()).hasSizeLessThanOrEqualTo(1);
        return answers.getFirst().body();
    }

    /** All were refused for this reason. */
    void assertAreRefused(String reason) {
        assertAre(409);
        assertThat(answers).extracting(Answer::reason).containsOnly(reason);
    }

    /**
     * Rows were written for clients of either door, refusals among them. Whose first answer was lost is told of the
     * same row as a replay, at the same door: on a machine that is starved that may be all of them.
     */
    void assertBothWrote() {
        for (int door = 0; door < 2; door++) {
            int remainder = door;
            assertThat(only(client -> client % 2 == remainder).answers)
                    .as("door " + door)
                    .anyMatch(answer -> answer.body().has("balance"));
        }
    }
}
