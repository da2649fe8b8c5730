package dev.omnipoints.loyalty.returns;

import dev.omnipoints.loyalty.earning.Basket;
import dev.omnipoints.loyalty.earning.Matched;
import dev.omnipoints.loyalty.earning.Occasion;
import dev.omnipoints.loyalty.earning.RuleBook;
import dev.omnipoints.loyalty.earning.Tally;
import dev.omnipoints.loyalty.earning.Terms;
import dev.omnipoints.loyalty.receipt.Goods;
import dev.omnipoints.loyalty.receipt.SaleStore;
import java.util.Map;
import java.util.function.Function;

/**
 * What the returns of one sale moved in counters, reckoned anew from what is kept of it, one return after another. For
 * the auditor.
 */
public final class Recount {

    private final SaleStore.Recorded sale;
    private final Function<Basket, Matched> rules;
    private Remainder before;
    private long taken;

    /**
     * Before the first return.
     *
     * @param rules that the sale was rated by
     * @param terms likewise
     */
    public Recount(RuleBook rules, SaleStore.Recorded sale, Terms terms) {
        Occasion occasion = KeptBasket.occasion(sale, sale.earned().context());
        this.sale = sale;
        this.rules = kept -> rules.match(kept, occasion, terms);
        this.before = Remainder.of(KeptBasket.sold(sale), KeptBasket.returned(null));
        this.taken = leftOut();
    }

    /**
     * What the next return comes to.
     *
     * @param taken points to be taken back
     * @param moved by how much counters go down, or up again
     */
    public record Step(long taken, Map<Tally.Key, Tally> moved) {}

    /**
     * What these goods come to as the next ones; nothing is remembered.
     *
     * @param byShare points go back by share of money
     * @throws IllegalArgumentException there is less left than that
     */
    public Step step(Goods goods, boolean byShare) {
        Remainder after = after(goods);
        Settlement settlement = new Settlement(
                rules,
                KeptBasket.sold(sale),
                sale.total(),
                sale.earned().standing(),
                sale.earned().answer().getEarned().getPoints() + leftOut(),
                0,
                byShare);
        return new Step(settlement.takenBack(after, taken) - taken, settlement.lowered(before, after));
    }

    /**
     * These goods are back, and so many points with them.
     *
     * @throws IllegalArgumentException there is less left than that
     */
    public void take(Goods goods, long points) {
        before = after(goods);
        taken += points;
    }

    private Remainder after(Goods goods) {
        Remainder after = before.less("", goods);
        if (after == null) {
            throw new IllegalArgumentException("more came back than was sold");
        }
        return after;
    }

    private long leftOut() {
        return KeptBasket.returned(sale.returned()).getLeftOut();
    }
}
