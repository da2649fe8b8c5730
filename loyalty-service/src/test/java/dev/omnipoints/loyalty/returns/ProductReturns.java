package dev.omnipoints.loyalty.returns;

import dev.omnipoints.contracts.loyalty.v1.Returned;
import dev.omnipoints.loyalty.earning.Basket;
import dev.omnipoints.loyalty.earning.RuleBook;
import dev.omnipoints.loyalty.earning.naive.Case;
import dev.omnipoints.loyalty.earning.naive.NaiveReturns.Back;
import dev.omnipoints.loyalty.earning.naive.NaiveReturns.Brought;
import dev.omnipoints.loyalty.receipt.Goods;
import java.util.ArrayList;
import java.util.List;

/** What the service's own arithmetic makes of returns, in the words of those who check it. */
public final class ProductReturns {

    private ProductReturns() {}

    /** After each return, in their order. */
    public static List<Back> after(Case sale, long pointsPaid, List<Brought> returns) {
        RuleBook rules = RuleBook.compile(sale.version());
        long awarded = award(rules, sale, sale.basket());
        Settlement difference = settlement(rules, sale, awarded, pointsPaid, false);
        Settlement share = settlement(rules, sale, awarded, pointsPaid, true);
        Remainder remainder = Remainder.of(sale.basket(), Returned.getDefaultInstance());
        List<Back> backs = new ArrayList<>();
        long taken = 0;
        long byShare = 0;
        for (Brought brought : returns) {
            remainder = remainder.less("", goods(brought));
            if (remainder == null) {
                throw new IllegalArgumentException("more than there is: " + brought);
            }
            // As the next return finds it: what is kept with the sale, and nothing else.
            remainder = Remainder.of(sale.basket(), remainder.toProto().build());
            taken = difference.takenBack(remainder, taken);
            byShare = share.takenBack(remainder, byShare);
            long keptEarns = remainder.kept() == null ? 0 : award(rules, sale, remainder.kept());
            backs.add(new Back(remainder.money(), keptEarns, taken, byShare, difference.givenBack(remainder)));
        }
        return backs;
    }

    private static long award(RuleBook rules, Case sale, Basket basket) {
        return rules.match(basket, sale.occasion(), sale.terms())
                .award(sale.standing())
                .points();
    }

    private static Settlement settlement(RuleBook rules, Case sale, long awarded, long paid, boolean byShare) {
        return new Settlement(
                kept -> rules.match(kept, sale.occasion(), sale.terms()),
                sale.basket(),
                sale.basket().total(),
                sale.standing(),
                awarded,
                paid,
                byShare);
    }

    private static Goods goods(Brought brought) {
        List<Goods.Part> parts = new ArrayList<>();
        brought.units().forEach((lineId, units) -> parts.add(new Goods.Part(lineId, units, null)));
        brought.amounts().forEach((lineId, amount) -> parts.add(new Goods.Part(lineId, null, amount)));
        return new Goods("r-1", "PAR-012", null, null, parts, brought.all(), null);
    }
}
