package dev.omnipoints.loyalty.earning;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What multipliers add to what other rules give (docs/adr/0009, 8). Lines that the same multipliers select form a
 * class; of each award the lines of one class are a group, which its multipliers act on in order. As each acts by a
 * factor that only the class decides, what the awards give for a class is summed first.
 */
final class Multiplying {

    private final Basket basket;

    private final Bases bases;

    private final List<Due> dues;

    private final List<Due> multipliers = new ArrayList<>();

    private final List<MultiplierClass> classes = new ArrayList<>();

    /** By line; null: no multiplier selects it. */
    private final MultiplierClass[] classOfLine;

    Multiplying(Basket basket, Bases bases, List<Due> dues) {
        this.basket = basket;
        this.bases = bases;
        this.dues = dues;
        this.classOfLine = new MultiplierClass[basket.lines().size()];
        for (Due due : dues) {
            if (due.grant() instanceof Grant.Times) {
                multipliers.add(due);
            }
        }
        classify();
    }

    private void classify() {
        Map<Places, MultiplierClass> known = new HashMap<>();
        for (int line = 0; line < classOfLine.length; line++) {
            Places selecting = new Places(multipliers.size());
            for (int place = 0; place < multipliers.size(); place++) {
                if (multipliers.get(place).fit().lines().has(line)) {
                    selecting.add(place);
                }
            }
            if (!selecting.isEmpty()) {
                classOfLine[line] = known.computeIfAbsent(selecting, this::newClass);
            }
        }
    }

    private MultiplierClass newClass(Places selecting) {
        List<Due> acting = new ArrayList<>(selecting.size());
        for (int place = selecting.next(0); place >= 0; place = selecting.next(place + 1)) {
            acting.add(multipliers.get(place));
        }
        MultiplierClass made = new MultiplierClass(acting, classes.size(), classOfLine.length);
        classes.add(made);
        return made;
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
        classes.forEach(MultiplierClass::act);
    }

    private void onMoney(Due due, Grant.ForMoney grant) {
        boolean ofBasket = grant.rate().ofBasket();
        long[] money = bases.byLine(grant.rate().base());
        Places lines = ofBasket ? bases.lines() : due.fit().lines();
        long[] sums = new long[classes.size()];
        int[] counts = new int[classes.size()];
        for (int line = lines.next(0); line >= 0; line = lines.next(line + 1)) {
            MultiplierClass group = classOfLine[line];
            if (group != null && (due.byLine() || group.byLine())) {
                // A rate of the basket on one line: that line is all of it.
                long own = ofBasket && lines.size() == 1
                        ? bases.ofBasket(grant.rate().base())
                        : money[line];
                group.add(line, bases.points(own, grant), own);
            } else if (group != null) {
                sums[group.place()] = Math.addExact(sums[group.place()], money[line]);
                counts[group.place()]++;
            }
        }
        for (int group = 0; group < sums.length; group++) {
            if (counts[group] > 0) {
                long own = ofBasket && counts[group] == lines.size()
                        ? bases.ofBasket(grant.rate().base())
                        : sums[group];
                classes.get(group).add(bases.points(own, grant), own);
            }
        }
    }

    private void onUnits(Due due, Grant.ForUnits grant) {
        Places lines = due.fit().lines();
        for (int line = lines.next(0); line >= 0; line = lines.next(line + 1)) {
            if (classOfLine[line] != null) {
                Fraction points = grant.points().times(basket.lines().get(line).quantity());
                classOfLine[line].add(line, points, 0);
            }
        }
    }

    private void onFlat(Due due, Grant.Flat grant) {
        List<Due> meeting = new ArrayList<>();
        for (Due multiplier : multipliers) {
            if (multiplier.fit().lines().meets(due.fit().lines())) {
                meeting.add(multiplier);
            }
        }
        MultiplierClass whole = new MultiplierClass(meeting, 0, 0);
        whole.add(grant.points(), 0);
        whole.act();
    }
}
