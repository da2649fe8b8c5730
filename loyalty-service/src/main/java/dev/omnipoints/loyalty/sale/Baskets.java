package dev.omnipoints.loyalty.sale;

import dev.omnipoints.loyalty.earning.Basket;
import dev.omnipoints.loyalty.earning.Occasion;
import dev.omnipoints.loyalty.earning.Terms;
import dev.omnipoints.loyalty.programme.Programme;
import java.time.Instant;

/** A sale as rules see it. */
final class Baskets {

    private Baskets() {}

    /** What is sold. */
    static Basket basket(Sale sale, long total) {
        return new Basket(
                sale.currency(),
                sale.lines().stream().map(Baskets::line).toList(),
                orZero(sale.basketDiscount()),
                new Basket.Paid(sale.paidByPoints(), total),
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

    /** Where, when and by whom; `occurredAt` corrected where the till's clock runs ahead. */
    static Occasion occasion(SaleRequest request, boolean known, Instant occurredAt) {
        return new Occasion(
                request.channel(),
                request.store(),
                request.terminal(),
                occurredAt,
                known,
                "",
                request.segments(),
                request.flags(),
                null);
    }

    /** What the programme's settings say about earning. */
    static Terms terms(Programme programme) {
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
