package dev.omnipoints.loyalty.earning;

import java.util.List;

/** What a rule gives, ready to be reckoned with. */
sealed interface Grant {

    /**
     * Points for money.
     *
     * @param words how many points, as it is said
     * @param step so many minor units of the basket's currency
     */
    record ForMoney(Fraction points, String words, long step, Rule.Award.Rate rate) implements Grant {}

    /** Points for units. */
    record ForUnits(Fraction points, String words, Rule.Award.PerUnit award) implements Grant {}

    /** So many points. */
    record Flat(Fraction points, String words, Rule.Award.Fixed award) implements Grant {}

    /** A factor on others. */
    record Times(Fraction factor, String words, Rule.Award.Multiplier award) implements Grant {}

    /** The greatest of several. */
    record Best(List<Grant> options) implements Grant {}
}
