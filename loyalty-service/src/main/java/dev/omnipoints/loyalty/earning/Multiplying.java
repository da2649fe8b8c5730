package dev.omnipoints.loyalty.earning;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What multipliers add to what other rules give (docs/adr/0009, 8). Lines that the same multipliers select form a class;
 * of each award the lines of one class are a group, which its multipliers act on in order.
 */
final class Multiplying {

    private final Basket basket;

    private final Bases bases;

    private final List<Due> dues;

    private final List<Due> multipliers = new ArrayList<>();

    /** By line; 0: no multiplier selects it. */
    private final int[] classOfLine;

    /** By class, the multipliers that select its lines. */
    private final List<List<Due>> classes = new ArrayList<>();

    Multiplying(Basket basket, Bases bases, List<Due> dues) {
        this.basket = basket;
        this.bases = bases;
        this.dues = dues;
        this.classOfLine = new int[basket.lines().size()];
        for (Due due : dues) {
            if (due.grant() instanceof Grant.Times) {
                multipliers.add(due);
            }
        }
        classify();
    }

    private void classify() {
        classes.add(List.of());
        Map<List<Due>, Integer> known = new HashMap<>();
        for (int line = 0; line < classOfLine.length; line++) {
            List<Due> selecting = null;
            for (Due multiplier : multipliers) {
                if (multiplier.fit().lines().has(line)) {
                    if (selecting == null) {
                        selecting = new ArrayList<>();
                    }
                    selecting.add(multiplier);
                }
            }
            if (selecting != null) {
                Integer found = known.get(selecting);
                if (found == null) {
                    found = classes.size();
                    known.put(selecting, found);
                    classes.add(selecting);
                }
                classOfLine[line] = found;
            }
        }
    }

    /** Adds to each multiplier what it adds to the others. */
    void run() {
        for (Due due : dues) {
            switch (due.grant()) {
                case Grant.ForMoney rate -> onMoney(due, rate);
                case Grant.ForUnits units when units.award().multiplied() -> onUnits(due, units);
                case Grant.Flat flat when flat.award().multiplied() -> onFlat(due, flat);
                default -> {}
            }
        }
    }

    private void onMoney(Due due, Grant.ForMoney grant) {
        Rule.Award.Rate rate = grant.rate();
        Places lines = due.fit().lines();
        int size = basket.lines().size();
        long[] sums = new long[classes.size()];
        int[] counts = new int[classes.size()];
        int all = rate.ofBasket() ? size : lines.size();
        for (int line = 0; line < size; line++) {
            int group = classOfLine[line];
            if (group == 0 || !rate.ofBasket() && !lines.has(line)) {
                continue;
            }
            long money = bases.of(line, rate.base());
            if (due.byLine() || byLine(group)) {
                long own = all == 1 && rate.ofBasket() ? bases.ofBasket(rate.base()) : money;
                act(group, line, grant.points().times(bases.steps(own, grant)), own);
            } else {
                sums[group] = Math.addExact(sums[group], money);
                counts[group]++;
            }
        }
        for (int group = 1; group < sums.length; group++) {
            if (counts[group] > 0) {
                long money = counts[group] == all && rate.ofBasket() ? bases.ofBasket(rate.base()) : sums[group];
                act(group, -1, grant.points().times(bases.steps(money, grant)), money);
            }
        }
    }

    private void onUnits(Due due, Grant.ForUnits grant) {
        long[] sums = new long[classes.size()];
        Places lines = due.fit().lines();
        for (int line = lines.next(0); line >= 0; line = lines.next(line + 1)) {
            int group = classOfLine[line];
            long units = basket.lines().get(line).quantity();
            if (group > 0 && (due.byLine() || byLine(group))) {
                act(group, line, grant.points().times(units), 0);
            } else {
                sums[group] = Math.addExact(sums[group], units);
            }
        }
        for (int group = 1; group < sums.length; group++) {
            act(group, -1, grant.points().times(sums[group]), 0);
        }
    }

    private void onFlat(Due due, Grant.Flat grant) {
        List<Due> meeting = new ArrayList<>();
        for (Due multiplier : multipliers) {
            if (multiplier.fit().lines().meets(due.fit().lines())) {
                meeting.add(multiplier);
            }
        }
        act(meeting, -1, grant.points(), 0);
    }

    private boolean byLine(int group) {
        for (Due multiplier : classes.get(group)) {
            if (multiplier.byLine()) {
                return true;
            }
        }
        return false;
    }

    private void act(int group, int line, Fraction points, long money) {
        act(classes.get(group), line, points, money);
    }

    /** @param line negative: of no one line */
    private void act(List<Due> acting, int line, Fraction points, long money) {
        if (points.isZero() && money == 0) {
            return;
        }
        Fraction grown = points;
        for (Due multiplier : acting) {
            Fraction factor = ((Grant.Times) multiplier.grant()).factor();
            Fraction more = grown.times(factor.minusOne());
            if (multiplier.byLine() && line >= 0) {
                multiplier.add(line, basket.lines().size(), more, money);
            } else {
                multiplier.add(more, money);
            }
            grown = grown.times(factor);
        }
    }
}
