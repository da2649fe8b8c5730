package dev.omnipoints.loyalty.programme;

import dev.omnipoints.loyalty.ledger.Terms;
import java.time.ZoneId;
import java.util.List;

/**
 * The settings of a programme, one version: what holds from a date on. What issues to come add stands in the table
 * already and gets its place here with them.
 *
 * @param currencies ISO 4217 codes that its sales may have
 * @param earnPoints so many points …
 * @param earnPerUnits … for every so many whole units of a receipt's net money
 * @param saleAgeDays how old a sale may be when it is reported; null: of any age
 * @param saleLinesLimit how many lines a sale may have
 */
public record Programme(
        String id,
        int version,
        ZoneId zone,
        List<String> currencies,
        long earnPoints,
        long earnPerUnits,
        Terms terms,
        Integer saleAgeDays,
        int saleLinesLimit) {}
