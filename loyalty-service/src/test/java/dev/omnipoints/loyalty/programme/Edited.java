package dev.omnipoints.loyalty.programme;

import static org.awaitility.Awaitility.await;

import dev.omnipoints.loyalty.Database;
import dev.omnipoints.loyalty.Sales;
import dev.omnipoints.loyalty.platform.Refused;

/** Programmes that a test may edit, for no other test has them. */
final class Edited {

    private Edited() {}

    /** A programme that the owner inserted, once the running instance has seen it: its settings are of one point. */
    static String programme(Programmes programmes) {
        String id = "p-" + Sales.fresh();
        Database.execute("INSERT INTO programme SELECT ('" + id + "')::text, 1, 'epoch', 'Europe/Paris', '{EUR}',"
                + " earn_points, earn_per_units, 'PERIOD', 30, 'DAY', 'NONE', NULL, 'NONE', NULL, NULL, debt_policy,"
                + " negative_adjustments, return_policy, give_back_policy, give_back_grace_days, transfer_policy,"
                + " hold_ttl_seconds, hold_ttl_limit_seconds, open_holds_limit, 90, sale_lines_limit,"
                + " offline_tender_policy, NULL, NULL, 1, 1, 100, false, false, proof_identities, now(), 'bootstrap'"
                + " FROM programme WHERE id = 'demo' AND version = 1");
        await().until(() -> isKnown(programmes, id));
        return id;
    }

    private static boolean isKnown(Programmes programmes, String id) {
        try {
            return programmes.now(id).version() == 1;
        } catch (Refused unknown) {
            return false;
        }
    }

    /** The settings of that programme with another rate. */
    static String settings(long earnPoints) {
        return settings(earnPoints, "{\"kind\":\"PERIOD\",\"length\":30,\"unit\":\"DAY\",\"alignment\":\"NONE\"}");
    }

    /** The settings of that programme with another rate and expiry. */
    static String settings(long earnPoints, String expiry) {
        return """
                {"zone":"Europe/Paris","currencies":["EUR"],"earnPoints":%d,"earnPerUnits":1,"expiry":%s,\
                "pending":{"kind":"NONE"},"debtPolicy":"DEBT","negativeAdjustments":false,\
                "returnPolicy":"DIFFERENCE","giveBackPolicy":"KEEP_EXPIRY","giveBackGraceDays":30,\
                "transferPolicy":"KEEP_EXPIRY","hold":{"ttlSeconds":900,"openLimit":50},"saleAgeDays":90,\
                "saleLinesLimit":200,"spreadBasketDiscount":false,\
                "pointsTender":{"offline":"OWED","earns":false},"proofIdentities":["CARD"]}\
                """.formatted(earnPoints, expiry);
    }
}
