package dev.omnipoints.loyalty.programme;

/**
 * What points are worth when they pay (earning.md, 4).
 *
 * @param points so many points …
 * @param money … pay so many minor units of the sale's currency
 * @param step points are taken in multiples of it
 * @param minimum fewer points do not pay
 * @param sharePercent how much of a basket points may pay
 */
public record RedemptionRate(long points, long money, long step, long minimum, int sharePercent) {}
