package dev.omnipoints.loyalty.earning.naive;

import dev.omnipoints.loyalty.earning.Basket;
import dev.omnipoints.loyalty.earning.Occasion;
import dev.omnipoints.loyalty.earning.Rule;
import dev.omnipoints.loyalty.earning.RulesVersion;
import dev.omnipoints.loyalty.earning.Standing;
import dev.omnipoints.loyalty.earning.Tally;
import dev.omnipoints.loyalty.earning.Terms;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Takes from a case whatever it does not need to stay wrong. */
final class Shrink {

    private Shrink() {}

    static Case smallest(Case wrong, Predicate<Case> stillWrong) {
        Case smallest = wrong;
        boolean smaller = true;
        while (smaller) {
            smaller = false;
            for (Case next : simpler(smallest)) {
                if (!next.equals(smallest) && lawful(next) && stillWrong.test(next)) {
                    smallest = next;
                    smaller = true;
                    break;
                }
            }
        }
        return smallest;
    }

    private static boolean lawful(Case asked) {
        return asked.basket() == null
                || !asked.basket().lines().isEmpty() && asked.basket().total() >= 0;
    }

    private static List<Case> simpler(Case from) {
        List<Case> simpler = new ArrayList<>();
        List<Rule> rules = from.version().rules();
        for (List<Rule> fewer : without(rules)) {
            simpler.add(with(from, fewer, from.version().caps()));
        }
        for (List<Rule.Cap> fewer : without(from.version().caps())) {
            simpler.add(with(from, rules, fewer));
        }
        for (int i = 0; i < rules.size(); i++) {
            for (Rule plainer : plainer(rules.get(i))) {
                List<Rule> changed = new ArrayList<>(rules);
                changed.set(i, plainer);
                simpler.add(with(from, changed, from.version().caps()));
            }
        }
        if (from.basket() != null) {
            baskets(from.basket()).forEach(basket -> simpler.add(from.with(basket)));
        }
        settings(from, simpler);
        return simpler;
    }

    private static Case with(Case from, List<Rule> rules, List<Rule.Cap> caps) {
        RulesVersion version = new RulesVersion(from.version().number(), rules, caps);
        return new Case(version, from.basket(), from.occasion(), from.terms(), from.standing());
    }

    private static <T> List<List<T>> without(List<T> all) {
        List<List<T>> without = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            List<T> fewer = new ArrayList<>(all);
            fewer.remove(i);
            without.add(fewer);
        }
        return without;
    }

    private static List<Rule> plainer(Rule rule) {
        List<Rule> plainer = new ArrayList<>();
        for (List<Rule.Cap> fewer : without(rule.caps())) {
            plainer.add(Plain.of(rule).caps(fewer).rule());
        }
        List<Supplier<Plain>> ways = List.of(
                () -> Plain.of(rule).dates(),
                () -> Plain.of(rule).places(),
                () -> Plain.of(rule).code(),
                () -> Plain.of(rule).member(),
                () -> Plain.of(rule).times(),
                () -> Plain.of(rule).lines(),
                () -> Plain.of(rule).basket(),
                () -> Plain.of(rule).stacking(),
                () -> Plain.of(rule).rounding());
        ways.forEach(way -> plainer.add(way.get().rule()));
        return plainer;
    }

    private static List<Basket> baskets(Basket from) {
        List<Basket> simpler = new ArrayList<>();
        for (List<Basket.Line> fewer : without(from.lines())) {
            simpler.add(new Basket(from.currency(), fewer, from.basketDiscount(), from.paid(), from.codes()));
        }
        for (List<String> fewer : without(from.codes())) {
            simpler.add(new Basket(from.currency(), from.lines(), from.basketDiscount(), from.paid(), fewer));
        }
        simpler.add(new Basket(from.currency(), from.lines(), 0, from.paid(), from.codes()));
        simpler.add(
                new Basket(from.currency(), from.lines(), from.basketDiscount(), Basket.Paid.NOTHING, from.codes()));
        for (int i = 0; i < from.lines().size(); i++) {
            Basket.Line line = from.lines().get(i);
            for (Basket.Line plainer : List.of(
                    line(line, line.gross(), line.discount(), 0, line.quantity()),
                    line(line, line.gross() - line.discount(), 0, line.tax(), line.quantity()),
                    line(line, line.gross(), line.discount(), line.tax(), 1),
                    line(line, line.gross() / 100 * 100, line.discount() / 100 * 100, 0, line.quantity()))) {
                List<Basket.Line> lines = new ArrayList<>(from.lines());
                lines.set(i, plainer);
                simpler.add(new Basket(from.currency(), lines, from.basketDiscount(), from.paid(), from.codes()));
            }
        }
        return simpler;
    }

    private static Basket.Line line(Basket.Line from, long gross, long discount, long tax, long quantity) {
        return new Basket.Line(
                from.lineId(), from.sku(), from.category(), from.labels(), quantity, gross, discount, tax);
    }

    private static void settings(Case from, List<Case> simpler) {
        Terms terms = from.terms();
        for (Terms plainer : List.of(
                new Terms(terms.version(), terms.zone(), 0, 1, terms.pointsEarn(), terms.spreadBasketDiscount()),
                new Terms(terms.version(), terms.zone(), terms.earnPoints(), terms.earnPerUnits(), true, false))) {
            simpler.add(new Case(from.version(), from.basket(), from.occasion(), plainer, from.standing()));
        }
        for (Tally.Key key : from.standing().tallies().keySet()) {
            Map<Tally.Key, Tally> fewer = new HashMap<>(from.standing().tallies());
            fewer.remove(key);
            Standing standing = new Standing(fewer, from.standing().firstSale());
            simpler.add(new Case(from.version(), from.basket(), from.occasion(), from.terms(), standing));
        }
        Occasion at = from.occasion();
        Occasion nobody = new Occasion(
                at.channel(),
                at.store(),
                at.terminal(),
                at.occurredAt(),
                at.known(),
                "",
                Set.of(),
                Set.of(),
                at.event());
        simpler.add(new Case(from.version(), from.basket(), nobody, terms, from.standing()));
    }
}
