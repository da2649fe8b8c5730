package dev.omnipoints.loyalty.earning.naive;

import dev.omnipoints.loyalty.earning.Basket;
import dev.omnipoints.loyalty.earning.Occasion;
import java.time.LocalDateTime;

/**
 * What a condition looks at.
 *
 * @param basket null: a named event
 * @param line null: not one line
 * @param local when, by the clock on the programme's wall
 */
public record Seen(Basket basket, Basket.Line line, Occasion occasion, LocalDateTime local) {}
