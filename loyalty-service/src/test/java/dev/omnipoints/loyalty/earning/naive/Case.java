package dev.omnipoints.loyalty.earning.naive;

import dev.omnipoints.loyalty.earning.Basket;
import dev.omnipoints.loyalty.earning.Occasion;
import dev.omnipoints.loyalty.earning.RulesVersion;
import dev.omnipoints.loyalty.earning.Standing;
import dev.omnipoints.loyalty.earning.Terms;
import java.time.LocalDateTime;

/**
 * All that an award depends on.
 *
 * @param basket null: a named event
 */
public record Case(RulesVersion version, Basket basket, Occasion occasion, Terms terms, Standing standing) {

    /** By the clock on the programme's wall. */
    LocalDateTime local() {
        return occasion.occurredAt().atZone(terms.zone()).toLocalDateTime();
    }

    /** The same with another basket. */
    public Case with(Basket other) {
        return new Case(version, other, occasion, terms, standing);
    }
}
