package dev.omnipoints.loyalty.audit;

import java.util.Iterator;

/** An iterator that shows its next element. */
final class Peeking<T> {
    private final Iterator<T> all;
    private T next;

    Peeking(Iterator<T> all) {
        this.all = all;
    }

    boolean hasNext() {
        return next != null || all.hasNext();
    }

    T peek() {
        if (next == null) {
            next = all.next();
        }
        return next;
    }

    T next() {
        T result = peek();
        next = null;
        return result;
    }
}
