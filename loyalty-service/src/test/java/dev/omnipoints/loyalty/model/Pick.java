package dev.omnipoints.loyalty.model;

import java.util.List;
import java.util.random.RandomGenerator;

/** Chooses members by Zipf's law, and one of many. */
final class Pick {
    static final int MEMBERS = 300;

    private final RandomGenerator random;
    private final double[] upTo = new double[MEMBERS];

    Pick(RandomGenerator random) {
        this.random = random;
        double sum = 0;
        for (int i = 0; i < MEMBERS; i++) {
            sum += 1.0 / (i + 1);
            upTo[i] = sum;
        }
    }

    int member() {
        double at = random.nextDouble() * upTo[MEMBERS - 1];
        int i = 0;
        while (upTo[i] < at) {
            i++;
        }
        return i + 1;
    }

    int memberBut(int other) {
        int member = member();
        return member == other ? other % MEMBERS + 1 : member;
    }

    /** Some members only are ever merged. */
    int mergeable() {
        return (member() + 3) / 4 * 4;
    }

    /** Once in so many times. */
    boolean once(int times) {
        return random.nextInt(times) == 0;
    }

    <T> T of(List<T> some) {
        return some.get(random.nextInt(some.size()));
    }

    /** Rather one of the last; null: there is none. */
    <T> T late(List<T> some) {
        if (some.isEmpty()) {
            return null;
        }
        int last = random.nextInt(3) > 0 ? Math.min(25, some.size()) : some.size();
        return some.get(some.size() - 1 - random.nextInt(last));
    }
}
