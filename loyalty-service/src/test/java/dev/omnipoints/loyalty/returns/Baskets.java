package dev.omnipoints.loyalty.returns;

import dev.omnipoints.contracts.loyalty.v1.Return;
import dev.omnipoints.contracts.loyalty.v1.ReturnLine;
import dev.omnipoints.contracts.loyalty.v1.Sale;
import dev.omnipoints.loyalty.Sales;
import dev.omnipoints.loyalty.Shop;

/** What is bought in tests of returns, and what of it comes back. */
final class Baskets {

    private Baskets() {}

    /** Two units of 20.00 and one of 20.00. */
    static Sale.Builder twoLines() {
        Sale.Builder sale = Sales.sale(6_000);
        sale.getLinesBuilder(0).setGross(4_000).setQuantity(2);
        return sale.addLines(Sales.line("2", 2_000));
    }

    static Return.Builder units(Sale.Builder sale, String line, long units) {
        return Shop.goods(sale).addLines(ReturnLine.newBuilder().setLineId(line).setQuantity(units));
    }
}
