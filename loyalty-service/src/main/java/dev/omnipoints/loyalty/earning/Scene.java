package dev.omnipoints.loyalty.earning;

/** What a {@link Shortcut} looks at while it is evaluated. Not safe for threads: of one evaluation after the other. */
final class Scene {

    private final Facts facts;

    private final Object[] walked = new Object[CostBound.NESTING];

    private Object line;

    private long steps;

    Scene(Facts facts) {
        this.facts = facts;
    }

    /** @param asked the line that is asked about; null: none */
    Scene begin(Object asked) {
        this.line = asked;
        this.steps = 0;
        return this;
    }

    Facts facts() {
        return facts;
    }

    Object line() {
        return line;
    }

    /** What the walk of this depth stands at. */
    Object walked(int depth) {
        return walked[depth];
    }

    /** @throws IllegalStateException it has walked too far */
    void walk(int depth, Object element) {
        walked[depth] = element;
        if (++steps > CostBound.STEPS) {
            throw new IllegalStateException("walked too far");
        }
    }
}
