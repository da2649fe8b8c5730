package dev.omnipoints.loyalty.earning.naive;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Chance, the same for the same seed. */
final class Dice {
    private final Random random;

    Dice(long seed) {
        random = new Random(seed);
    }

    /** In so many of a hundred cases. */
    boolean in100(int cases) {
        return random.nextInt(100) < cases;
    }

    /** Both bounds included. */
    long between(long least, long most) {
        return random.nextLong(least, most + 1);
    }

    int upTo(int most) {
        return random.nextInt(most + 1);
    }

    <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    @SafeVarargs
    final <T> T one(T... of) {
        return of[random.nextInt(of.length)];
    }

    <T> Set<T> some(List<T> of, int least, int most) {
        List<T> shuffled = shuffled(of);
        return new LinkedHashSet<>(shuffled.subList(0, Math.min(of.size(), least + random.nextInt(most - least + 1))));
    }

    <T> List<T> shuffled(List<T> of) {
        List<T> shuffled = new ArrayList<>(of);
        Collections.shuffle(shuffled, random);
        return shuffled;
    }
}
