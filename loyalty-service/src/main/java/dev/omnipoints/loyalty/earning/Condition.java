package dev.omnipoints.loyalty.earning;

/** A condition in CEL, compiled once. Immutable, safe for threads. */
public final class Condition {

    private final String source;

    Condition(String source) {
        this.source = source;
    }

    /** As it was written. */
    public String source() {
        return source;
    }
}
