package dev.omnipoints.loyalty.earning;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelVariableResolver;
import dev.cel.runtime.Program;

/** A condition in CEL, compiled once. Immutable, safe for threads. */
public final class Condition {

    private final String source;

    private final Program program;

    Condition(String source, Program program) {
        this.source = source;
        this.program = program;
    }

    /** As it was written. */
    public String source() {
        return source;
    }

    /** @throws Failed it has no answer */
    boolean holds(CelVariableResolver facts) throws Failed {
        Object answer;
        try {
            answer = program.eval(facts);
        } catch (CelEvaluationException e) {
            throw new Failed(e.getMessage());
        }
        if (answer instanceof Boolean holds) {
            return holds;
        }
        throw new Failed("the condition answers neither true nor false: " + source);
    }

    /** It failed while it was evaluated. */
    static final class Failed extends Exception {

        Failed(String message) {
            super(message, null, false, false);
        }
    }
}
