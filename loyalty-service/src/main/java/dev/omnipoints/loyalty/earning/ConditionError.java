package dev.omnipoints.loyalty.earning;

/** A condition that cannot stand; the message says what is wrong and what to do. */
public final class ConditionError extends RuntimeException {

    private final int line;

    private final int column;

    ConditionError(int line, int column, String message) {
        super(message, null, false, false);
        this.line = line;
        this.column = column;
    }

    /** Where it is wrong: the line, from 1. */
    public int line() {
        return line;
    }

    /** Where it is wrong: the column, from 1. */
    public int column() {
        return column;
    }
}
