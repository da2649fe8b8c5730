package dev.omnipoints.loyalty.earning.naive;

import dev.omnipoints.loyalty.earning.Basket;
import dev.omnipoints.loyalty.earning.Rule;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which money counts (ADR 9, 4 and 5). */
final class Bases {
    private final Case asked;
    private final Map<String, BigInteger> shares;

    Bases(Case asked) {
        this.asked = asked;
        this.shares = shares(asked.basket());
    }

    /** The basket discount's part of each line, by its net: floors first, then one by one by largest remainder. */
    static Map<String, BigInteger> shares(Basket basket) {
        Map<String, BigInteger> shares = new HashMap<>();
        Map<String, Fraction> rests = new HashMap<>();
        BigInteger net = BigInteger.ZERO;
        for (Basket.Line line : basket.lines()) {
            net = net.add(BigInteger.valueOf(line.net()));
        }
        BigInteger left = BigInteger.valueOf(basket.basketDiscount());
        for (Basket.Line line : basket.lines()) {
            Fraction exact = net.signum() == 0
                    ? Fraction.ZERO
                    : Fraction.of(basket.basketDiscount())
                            .times(Fraction.of(line.net()))
                            .over(Fraction.of(net));
            shares.put(line.lineId(), exact.floor());
            rests.put(line.lineId(), exact.rest());
            left = left.subtract(exact.floor());
        }
        List<Basket.Line> byRest = new ArrayList<>(basket.lines());
        byRest.sort(Comparator.comparing((Basket.Line line) -> rests.get(line.lineId()))
                .reversed());
        for (int i = 0; i < left.intValueExact(); i++) {
            shares.merge(byRest.get(i).lineId(), BigInteger.ONE, BigInteger::add);
        }
        return shares;
    }

    Fraction ofLine(Basket.Line line, Rule.Base base) {
        return lessPoints(money(line, base));
    }

    Fraction ofLines(List<Basket.Line> lines, Rule.Base base) {
        Fraction sum = Fraction.ZERO;
        for (Basket.Line line : lines) {
            sum = sum.plus(ofLine(line, base));
        }
        return sum;
    }

    Fraction ofBasket(Rule.Base base) {
        BigInteger sum = BigInteger.ZERO;
        for (Basket.Line line : asked.basket().lines()) {
            sum = sum.add(money(line, base));
        }
        if (base != Rule.Base.GROSS && !asked.terms().spreadBasketDiscount()) {
            sum = sum.subtract(BigInteger.valueOf(asked.basket().basketDiscount()));
        }
        return lessPoints(sum.max(BigInteger.ZERO));
    }

    private BigInteger money(Basket.Line line, Rule.Base base) {
        BigInteger money = BigInteger.valueOf(line.gross());
        if (base == Rule.Base.GROSS) {
            return money;
        }
        money = money.subtract(BigInteger.valueOf(line.discount()));
        if (asked.terms().spreadBasketDiscount()) {
            money = money.subtract(shares.get(line.lineId()));
        }
        if (base == Rule.Base.NET_EX_TAX) {
            money = money.subtract(BigInteger.valueOf(line.tax()));
        }
        return money.max(BigInteger.ZERO);
    }

    private Fraction lessPoints(BigInteger money) {
        Basket.Paid paid = asked.basket().paid();
        if (asked.terms().pointsEarn() || paid.total() <= 0) {
            return Fraction.of(money);
        }
        return Fraction.of(money).times(Fraction.of(paid.total() - paid.byPoints(), paid.total()));
    }
}
