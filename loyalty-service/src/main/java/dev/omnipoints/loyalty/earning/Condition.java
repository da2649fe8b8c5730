package dev.omnipoints.loyalty.earning;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelVariableResolver;
import dev.cel.runtime.Program;

/** A condition in CEL, compiled once. Immutable, safe for threads. */
public final class Condition {

    /** Of a whole sale or event. */
    private static final int NO_LINE = -1;

    private final String source;

    private final Program program;

    /** Null: none. */
    private final Shortcut.Truth shortcut;

    Condition(String source, Program program, Shortcut.Truth shortcut) {
        this.source = source;
        this.program = program;
        this.shortcut = shortcut;
    }

    /** As it was written. */
    public String source() {
        return source;
    }

    /** @throws Failed it has no answer */
    boolean holds(Facts facts) throws Failed {
        return holds(facts, NO_LINE);
    }

    /**
     * Of one line.
     *
     * @throws Failed it has no answer
     */
    boolean holds(Facts facts, int line) throws Failed {
        if (shortcut != null) {
            try {
                return shortcut.of(facts.scene(line));
            } catch (RuntimeException unanswered) {
                // An error need not be the answer: CEL's program says what comes of it, and what was wrong.
            }
        }
        return run(line < 0 ? facts : facts.ofLine(line));
    }

    /** By CEL's own program. */
    boolean run(CelVariableResolver facts) throws Failed {
        Object answer;
        try {
            answer = program.eval(facts);
        } catch (CelEvaluationException e) {
            throw new Failed(Unanswered.told(source, e));
        }
        if (answer instanceof Boolean holds) {
            return holds;
        }
        throw new Failed("the condition answers neither true nor false");
    }

    boolean hasShortcut() {
        return shortcut != null;
    }

    /** It failed while it was evaluated. */
    static final class Failed extends Exception {

        Failed(String message) {
            super(message, null, false, false);
        }
    }
}
