package dev.omnipoints.loyalty.earning.naive;

import dev.omnipoints.loyalty.earning.Awards;
import dev.omnipoints.loyalty.earning.Basket;
import dev.omnipoints.loyalty.earning.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What returns take back and give back, as earning.md, 3 and ADR 9, 16 to 18 tell it, with an engine's awards. */
public final class NaiveReturns {
    private final Function<Case, Awards> engine;

    /** @param engine awards what is kept */
    public NaiveReturns(Function<Case, Awards> engine) {
        this.engine = engine;
    }

    /**
     * Goods brought back, in one return.
     *
     * @param all whatever is left
     * @param units by line
     * @param amounts money by line, in minor units
     */
    public record Brought(boolean all, Map<String, Long> units, Map<String, Long> amounts) {}

    /**
     * What all returns so far come to.
     *
     * @param money that came back
     * @param keptEarns what the goods that were kept would have earned
     * @param taken points taken back, by difference
     * @param takenByShare by share of money
     * @param given points paid that are given back
     */
    public record Back(long money, long keptEarns, long taken, long takenByShare, long given) {}

    /** After each return, in their order. */
    public List<Back> after(Case sale, long pointsPaid, List<Brought> returns) {
        long award = engine.apply(sale).points();
        List<Back> backs = new ArrayList<>();
        long taken = 0;
        for (int i = 1; i <= returns.size(); i++) {
            Basket kept = kept(sale.basket(), returns.subList(0, i));
            boolean everything = kept.lines().isEmpty();
            long total = sale.basket().total();
            long money = total - (everything ? 0 : kept.total());
            long keptEarns = everything ? 0 : engine.apply(sale.with(kept)).points();
            taken = Math.max(taken, award - keptEarns);
            long share = everything ? award : total == 0 ? 0 : halfUp(award, money, total);
            long given = everything
                    ? pointsPaid
                    : total == 0
                            ? 0
                            : Fraction.of(pointsPaid)
                                    .times(Fraction.of(money, total))
                                    .floor()
                                    .longValueExact();
            backs.add(new Back(money, keptEarns, taken, share, given));
        }
        return backs;
    }

    /** What the customer keeps of a basket. */
    static Basket kept(Basket sold, List<Brought> returns) {
        List<Basket.Line> lines = new ArrayList<>();
        long net = 0;
        long back = 0;
        for (Basket.Line line : sold.lines()) {
            Basket.Line kept = kept(line, returns);
            net += line.net();
            back += line.net() - (kept == null ? 0 : kept.net());
            if (kept != null) {
                lines.add(kept);
            }
        }
        long discountBack = net == 0 ? 0 : halfUp(sold.basketDiscount(), back, net);
        return new Basket(sold.currency(), lines, sold.basketDiscount() - discountBack, sold.paid(), sold.codes());
    }

    /** Null: nothing. */
    private static Basket.Line kept(Basket.Line line, List<Brought> returns) {
        long units = 0;
        long amounts = 0;
        for (Brought brought : returns) {
            units += brought.all() ? line.quantity() - units : brought.units().getOrDefault(line.lineId(), 0L);
            amounts += brought.amounts().getOrDefault(line.lineId(), 0L);
        }
        if (units == line.quantity()) {
            return null;
        }
        long net = Math.max(0, line.net() - halfUp(line.net(), units, line.quantity()) - amounts);
        long gross = Math.max(net, line.gross() - back(line.gross(), line, units, amounts));
        long tax = Math.clamp(line.tax() - back(line.tax(), line, units, amounts), 0, net);
        return new Basket.Line(
                line.lineId(),
                line.sku(),
                line.category(),
                line.labels(),
                line.quantity() - units,
                gross,
                gross - net,
                tax);
    }

    /** Of gross or tax: the units' part and the amounts' part. */
    private static long back(long money, Basket.Line line, long units, long amounts) {
        long ofAmounts = line.net() == 0 ? 0 : halfUp(money, amounts, line.net());
        return halfUp(money, units, line.quantity()) + ofAmounts;
    }

    private static long halfUp(long of, long part, long whole) {
        return Fraction.of(of)
                .times(Fraction.of(part, whole))
                .round(Rule.Mode.HALF_UP)
                .longValueExact();
    }
}
