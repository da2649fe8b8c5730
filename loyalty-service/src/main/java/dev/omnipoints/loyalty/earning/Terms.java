package dev.omnipoints.loyalty.earning;

import java.time.ZoneId;

/**
 * What the programme's settings say about earning, as of when it happened.
 *
 * @param version of the settings
 * @param earnPoints of the programme's own rate, so many points …
 * @param earnPerUnits … for every so many whole units of a receipt's net money
 * @param pointsEarn the part that is paid by points earns as well
 * @param spreadBasketDiscount a basket discount lowers the lines' bases, pro rata
 */
public record Terms(
        long version,
        ZoneId zone,
        long earnPoints,
        long earnPerUnits,
        boolean pointsEarn,
        boolean spreadBasketDiscount) {}
