package dev.omnipoints.loyalty.earning;

import java.util.Map;

/**
 * What a member was awarded before, as far as the rules that fit ask for it.
 *
 * @param tallies those that are missing are {@link Tally#NONE}
 * @param firstSale the member has no sale yet
 */
public record Standing(Map<Tally.Key, Tally> tallies, boolean firstSale) {

    /** Of one who has nothing yet. */
    public static final Standing NEW = new Standing(Map.of(), true);

    /** So much was counted. */
    public Tally tally(Tally.Key key) {
        return tallies.getOrDefault(key, Tally.NONE);
    }
}
