package dev.omnipoints.loyalty.earning;

import java.util.List;

/** What a rule gives, ready to be reckoned with. */
sealed interface Grant {

    /**
     * Points for money.
     *
     * @param step so many minor units of the basket's currency
     */
    record ForMoney(Fraction points, long step, Rule.Award.Rate rate) implements Grant {}

    /** Points for units. */
    record ForUnits(Fraction points, Rule.Award.PerUnit award) implements Grant {}

    /** So many points. */
    record Flat(Fraction points, Rule.Award.Fixed award) implements Grant {}

    /** A factor on others. */
    record Times(Fraction factor, Rule.Award.Multiplier award) implements Grant {}

    /** The greatest of several. */
    record Best(List<Grant> options) implements Grant {}
}
