package dev.omnipoints.loyalty.earning.naive;

import dev.omnipoints.loyalty.earning.Awards;
import java.util.HashMap;
import java.util.List;
import java.util.function.Supplier;

/**
 * What comes out: all that two engines must agree on, or the reason why nothing does.
 *
 * @param awards without texts; null: out of range
 */
record Outcome(Awards awards) {

    static Outcome of(Supplier<Awards> engine) {
        try {
            Awards awards = engine.get();
            List<Awards.Part> parts = awards.parts().stream()
                    .map(part ->
                            new Awards.Part(part.rule(), part.version(), part.lineId(), part.base(), part.points(), ""))
                    .toList();
            return new Outcome(
                    new Awards(awards.points(), parts, new HashMap<>(awards.counted()), List.copyOf(awards.codes())));
        } catch (ArithmeticException outOfRange) {
            return new Outcome(null);
        }
    }

    @Override
    public String toString() {
        return awards == null ? "out of range" : Readable.of(awards);
    }
}
