package dev.omnipoints.loyalty.receipt;

import dev.omnipoints.loyalty.earning.Basket;
import dev.omnipoints.loyalty.earning.Terms;
import dev.omnipoints.loyalty.programme.Programme;

/** A sale as rules see it. */
public final class Baskets {

    private Baskets() {}

    /** What is sold; a quote's tenders are not summed, so points may be offered that are worth more than it is. */
    public static Basket basket(Sale sale, long total) {
        return new Basket(
                sale.currency(),
                sale.lines().stream().map(Baskets::line).toList(),
                orZero(sale.basketDiscount()),
                new Basket.Paid(Math.min(sale.paidByPoints(), total), total),
                sale.codes());
    }

    private static Basket.Line line(Sale.Line line) {
        return new Basket.Line(
                line.lineId(),
                line.sku(),
                line.category(),
                line.labels(),
                line.quantity(),
                line.gross(),
                orZero(line.discount()),
                orZero(line.tax()));
    }

    /** What the programme's settings say about earning. */
    public static Terms terms(Programme programme) {
        return new Terms(
                programme.version(),
                programme.zone(),
                programme.earnPoints(),
                programme.earnPerUnits(),
                programme.pointsEarn(),
                programme.spreadBasketDiscount());
    }

    private static long orZero(Long amount) {
        return amount == null ? 0 : amount;
    }
}
