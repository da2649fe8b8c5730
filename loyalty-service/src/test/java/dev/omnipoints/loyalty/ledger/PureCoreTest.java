package dev.omnipoints.loyalty.ledger;

import dev.omnipoints.loyalty.model.Duel;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pure core and the naive model, asked the same at random, agree on every answer and on all that then stands. */
class PureCoreTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void agreesWithTheModel(long seed) {
        Duel.run(seed, 3_000, Core::new);
    }
}
