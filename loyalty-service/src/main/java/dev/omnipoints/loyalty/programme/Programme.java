package dev.omnipoints.loyalty.programme;

import dev.omnipoints.loyalty.ledger.Policy;
import dev.omnipoints.loyalty.ledger.Terms;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;

/**
 * The settings of a programme, one version: what holds from a date on. What issues to come add stands in the table
 * already and gets its place here with them.
 *
 * @param currencies ISO 4217 codes that its sales may have
 * @param earnPoints so many points …
 * @param earnPerUnits … for every so many whole units of a receipt's net money
 * @param terms of points that are earned: as of when it happened
 * @param policy of spending and returning: as of when it is recorded
 * @param redemption null: points pay nothing
 * @param proofIdentities with which of them a member may spend
 * @param pointsEarn the part of a sale that points pay earns as well
 * @param spreadBasketDiscount a basket discount lowers the lines' bases, pro rata
 * @param offlineOwed what an offline till could not take of points is owed by the member, else borne by the retailer
 * @param returnByShare a return takes back by share of money, else by the difference of awards
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
        Policy policy,
        RedemptionRate redemption,
        Set<Proof> proofIdentities,
        boolean pointsEarn,
        boolean spreadBasketDiscount,
        boolean offlineOwed,
        boolean returnByShare,
        Integer saleAgeDays,
        int saleLinesLimit) {

    /** The settings that a stored version stands for. */
    static Programme of(ProgrammeVersion row) {
        ZoneId zone = ZoneId.of(row.zone);
        RedemptionRate redemption = row.redeemPoints == null
                ? null
                : new RedemptionRate(
                        row.redeemPoints, row.redeemMoney, row.redeemStep, row.redeemMinimum, row.redeemSharePercent);
        return new Programme(
                row.id,
                row.version,
                zone,
                List.of(row.currencies),
                row.earnPoints,
                row.earnPerUnits,
                new Terms(zone, row.expiry(), row.pending()),
                row.policy(),
                redemption,
                row.proofs(),
                row.pointsTenderEarns,
                row.spreadBasketDiscount,
                row.offlineTenderPolicy.equals("OWED"),
                row.returnPolicy.equals("SHARE"),
                row.saleAgeDays,
                row.saleLinesLimit);
    }
}
