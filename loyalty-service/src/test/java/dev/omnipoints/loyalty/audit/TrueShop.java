package dev.omnipoints.loyalty.audit;

import dev.omnipoints.contracts.loyalty.v1.Return;
import dev.omnipoints.contracts.loyalty.v1.ReturnLine;
import dev.omnipoints.contracts.loyalty.v1.Sale;
import dev.omnipoints.contracts.loyalty.v1.Tender;
import dev.omnipoints.contracts.type.v1.MemberContext;
import dev.omnipoints.loyalty.Database;
import dev.omnipoints.loyalty.Sales;
import dev.omnipoints.loyalty.Shop;
import dev.omnipoints.loyalty.programme.Programmes;
import java.util.List;

/**
 * A shop of which all is true: a sale with a return, one whose goods came back on another's receipt, one that was
 * claimed after a return, one with a code. What a test changes of it is taken back.
 *
 * @param bought sale of which goods came back by themselves: the return
 * @param claimed sale
 * @param exchanged the return on another sale's receipt
 */
record TrueShop(String programme, String bought, String returned, String claimed, String exchanged) {

    private static final String RULES = """
            {"caps": [{"points": 1000, "per": "MONTH"}], "rules": [
              {"id": "fifty", "name": "Over fifty", "basket": {"minimum": {"EUR": 5000}},
               "award": {"fixed": {"points": "100"}}, "caps": [{"points": 150, "per": "DAY"}]},
              {"id": "launch", "name": "Launch", "basket": {"minimum": {"EUR": 3000}},
               "award": {"fixed": {"points": "100"}}, "caps": [{"points": 250, "per": "TOTAL"}]},
              {"id": "gift", "name": "Gift", "code": "GIFT", "award": {"fixed": {"points": "10"}},
               "caps": [{"points": 500, "per": "TOTAL"}]}]}
            """;

    private static final List<String> TABLES = List.of("sale", "goods_return", "tally", "budget", "rules_version");

    /** Opens it and sells in it. */
    static TrueShop open(Programmes programmes) {
        Shop open = Shop.open(programmes, "").with(RULES);
        MemberContext member = Sales.active();
        Sale.Builder first = threeUnits();
        String bought = open.sell(first, member).getSaleId();
        open.sell(Sales.sale(1_000).addCodes("GIFT"), member);
        var hold = open.hold(member, 100);
        Sale.Builder paid = Shop.paidBy(threeUnits(), hold.getHoldId(), 100);
        open.sell(paid, member);
        Sale.Builder nobodys = threeUnits();
        String claimed = open.sell(nobodys).getSaleId();
        open.bringBack(Shop.request(units(nobodys, 1)));
        open.claim(claimed, member);
        Return.Builder goods = units(first, 1);
        open.bringBack(Shop.request(goods));
        String returned = id(goods);
        Return.Builder exchange = units(paid, 2);
        open.sell(
                Sales.sale(1_000)
                        .addReturns(exchange)
                        .clearTenders()
                        .addTenders(Tender.newBuilder().setType("CASH").setAmount(-3_000)),
                member);
        TrueShop shop = new TrueShop(open.programme(), bought, returned, claimed, id(exchange));
        for (String table : TABLES) {
            Database.execute("CREATE TABLE kept_beside_%1$s AS SELECT * FROM %1$s WHERE programme = '%2$s'"
                    .formatted(table, shop.programme));
        }
        return shop;
    }

    private static String id(Return.Builder goods) {
        return Database.query("SELECT encode(uuid_send(id), 'hex') FROM goods_return WHERE return_id = '%s'"
                        .formatted(goods.getReturnId()))
                .getFirst();
    }

    /** Each 20.00. */
    private static Sale.Builder threeUnits() {
        Sale.Builder sale = Sales.sale(6_000);
        sale.getLinesBuilder(0).setQuantity(3);
        return sale;
    }

    private static Return.Builder units(Sale.Builder sale, long units) {
        return Shop.goods(sale).addLines(ReturnLine.newBuilder().setLineId("1").setQuantity(units));
    }

    /** All is as it was. */
    void restore() {
        for (String table : TABLES) {
            String kept = table.equals("sale") || table.equals("goods_return")
                    ? " OR id IN (SELECT id FROM kept_beside_" + table + ")"
                    : "";
            Database.execute("DELETE FROM " + table + " WHERE programme IN ('" + programme + "', 'elsewhere')" + kept);
            Database.execute("INSERT INTO " + table + " SELECT * FROM kept_beside_" + table);
        }
    }

    /** Nothing more is told about it. */
    void close() {
        for (String table : TABLES) {
            Database.execute("DROP TABLE kept_beside_" + table);
        }
    }
}
