package dev.omnipoints.loyalty.earning.naive;

import dev.omnipoints.loyalty.earning.Basket;
import dev.omnipoints.loyalty.earning.Occasion;
import dev.omnipoints.loyalty.earning.Rule;
import dev.omnipoints.loyalty.earning.RulesVersion;
import dev.omnipoints.loyalty.earning.Standing;
import dev.omnipoints.loyalty.earning.Tally;
import dev.omnipoints.loyalty.earning.Terms;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Draws one rules version, and several sales or events that it meets. */
final class DrawCase {
    private final Dice dice;
    private final DrawSale sales;

    private DrawCase(Dice dice) {
        this.dice = dice;
        this.sales = new DrawSale(dice);
    }

    /** The same for the same seed; all of one version. */
    static List<Case> of(long seed, int count) {
        return new DrawCase(new Dice(seed)).draw(count);
    }

    private List<Case> draw(int count) {
        boolean events = dice.in100(12);
        Case first = sale(events);
        RulesVersion version = new DrawRules(dice, first.basket()).version(first.occasion(), first.local());
        List<Case> cases = new ArrayList<>();
        cases.add(standing(new Case(version, first.basket(), first.occasion(), first.terms(), null)));
        while (cases.size() < count) {
            boolean near = dice.in100(60);
            Case next = sale(events);
            cases.add(standing(new Case(
                    version,
                    next.basket(),
                    near ? first.occasion() : next.occasion(),
                    near ? first.terms() : next.terms(),
                    null)));
        }
        return cases;
    }

    private Case sale(boolean event) {
        Terms terms = sales.terms();
        Occasion occasion = sales.occasion(terms, event);
        Basket basket = event ? null : sales.basket();
        return new Case(null, basket, occasion, terms, Standing.NEW);
    }

    /** What caps have counted: nothing, a little, all, or too much; also in periods that are over. */
    private Case standing(Case asked) {
        Fitting periods = new Fitting(asked, Map.of());
        Map<Tally.Key, Tally> tallies = new LinkedHashMap<>();
        for (Rule rule : asked.version().rules()) {
            count(rule.id(), rule.caps(), periods, tallies);
        }
        count("", asked.version().caps(), periods, tallies);
        Standing standing = new Standing(tallies, dice.in100(40));
        return new Case(asked.version(), asked.basket(), asked.occasion(), asked.terms(), standing);
    }

    private void count(String of, List<Rule.Cap> caps, Fitting periods, Map<Tally.Key, Tally> tallies) {
        for (Rule.Cap cap : caps) {
            if (cap.per() == Rule.Per.SALE) {
                continue;
            }
            Tally.Key key = periods.key(of, cap.per());
            if (dice.in100(50)) {
                long points = dice.one(0L, cap.most() - 1, cap.most(), cap.most() + 5, dice.between(0, cap.most()));
                tallies.put(key, new Tally(points, dice.one(0L, 0L, 1L, 2L)));
            }
            if (dice.in100(20)) {
                tallies.put(new Tally.Key(of, cap.per(), key.from().minusDays(1)), new Tally(1_000, 1_000));
            }
        }
    }
}
