package dev.omnipoints.loyalty.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omnipoints.loyalty.model.Duel;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * L8: the decision is a pure function. A naive model, written from the page alone, is asked the same at random; after
 * each step both tell the same and have the same standing of all members touched. A million commands; a difference is
 * told with its seed and shrunk to a script.
 */
class L8DeterministicTest {

    @Test
    void aMillionCommandsComeOutAsTheModelSays() {
        // Many short lives, for an account's comparison costs what its history is long, and a few long ones.
        long shortLives = run(LongStream.rangeClosed(1, 300), 3_000);
        long longLives = run(LongStream.rangeClosed(1_001, 1_010), 10_000);

        assertThat(shortLives + longLives).isEqualTo(1_000_000);
    }

    @Tag("long")
    @Test
    void tenMillionMore() {
        assertThat(run(LongStream.rangeClosed(10_001, 11_000), 10_000)).isEqualTo(10_000_000);
    }

    private static long run(LongStream seeds, int steps) {
        return seeds.parallel()
                .map(seed -> {
                    Duel.run(seed, steps, Core::new);
                    return steps;
                })
                .sum();
    }
}
