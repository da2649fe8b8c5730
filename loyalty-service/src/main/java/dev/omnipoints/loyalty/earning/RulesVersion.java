package dev.omnipoints.loyalty.earning;

import java.util.List;

/**
 * All rules of a programme at one time, published as a whole.
 *
 * @param number from 1; 0: nothing was published yet, the programme's own rate stands alone
 * @param caps on points, never TOTAL, of all rules together
 */
public record RulesVersion(long number, List<Rule> rules, List<Rule.Cap> caps) {

    /** Before anything was published. */
    public static final RulesVersion NONE = new RulesVersion(0, List.of(), List.of());
}
