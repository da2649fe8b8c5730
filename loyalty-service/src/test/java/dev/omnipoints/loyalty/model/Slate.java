package dev.omnipoints.loyalty.model;

import java.util.ArrayDeque;
import java.util.Deque;

/** Remembers how to take back what was done since it was last kept: a read and a rejection leave no trace. */
final class Slate {
    private final Deque<Runnable> inverses = new ArrayDeque<>();

    void did(Runnable inverse) {
        inverses.push(inverse);
    }

    void keep() {
        inverses.clear();
    }

    void wipe() {
        while (!inverses.isEmpty()) {
            inverses.pop().run();
        }
    }
}
