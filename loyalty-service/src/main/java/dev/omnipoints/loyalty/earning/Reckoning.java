package dev.omnipoints.loyalty.earning;

import java.util.ArrayList;
import java.util.List;

/** What the rules kept give of a basket, exactly, before multipliers (docs/adr/0009, 7 and 9). */
final class Reckoning {

    private final Basket basket;

    private final Bases bases;

    /** @throws ArithmeticException a sum leaves 64 bits */
    Reckoning(Basket basket, Terms terms) {
        this.basket = basket;
        this.bases = new Bases(basket, terms);
    }

    Bases bases() {
        return bases;
    }

    /** All that the rules give, multipliers too. */
    List<Due> dues(List<Fit> kept) {
        List<Due> dues = new ArrayList<>(kept.size());
        boolean multiplied = false;
        for (Fit fit : kept) {
            Grant grant = fit.grant() instanceof Grant.Best best ? greatest(best, fit.lines()) : fit.grant();
            Due due = new Due(fit, grant);
            if (grant instanceof Grant.Times) {
                multiplied = true;
            } else {
                fill(due);
            }
            dues.add(due);
        }
        if (multiplied) {
            new Multiplying(basket, bases, dues).run();
        }
        return dues;
    }

    /** What fixed awards give without a basket. */
    static List<Due> flat(List<Fit> kept) {
        List<Due> dues = new ArrayList<>(kept.size());
        for (Fit fit : kept) {
            Grant grant = fit.grant() instanceof Grant.Best best ? greatestFlat(best) : fit.grant();
            Due due = new Due(fit, grant);
            due.add(((Grant.Flat) grant).points(), 0);
            dues.add(due);
        }
        return dues;
    }

    private static Grant greatestFlat(Grant.Best best) {
        Grant.Flat greatest = (Grant.Flat) best.options().getFirst();
        for (Grant option : best.options()) {
            if (((Grant.Flat) option).points().compareTo(greatest.points()) > 0) {
                greatest = (Grant.Flat) option;
            }
        }
        return greatest;
    }

    private Grant greatest(Grant.Best best, Places lines) {
        Grant greatest = null;
        Fraction most = null;
        for (Grant option : best.options()) {
            Fraction points = whole(option, lines);
            if (most == null || points.compareTo(most) > 0) {
                greatest = option;
                most = points;
            }
        }
        return greatest;
    }

    private void fill(Due due) {
        Places lines = due.fit().lines();
        boolean split = due.byLine() && !(due.grant() instanceof Grant.Flat);
        if (!split) {
            due.add(whole(due.grant(), lines), due.grant() instanceof Grant.ForMoney rate ? money(rate, lines) : 0);
            return;
        }
        int size = basket.lines().size();
        for (int line = lines.next(0); line >= 0; line = lines.next(line + 1)) {
            if (due.grant() instanceof Grant.ForMoney rate) {
                long money = bases.byLine(rate.rate().base())[line];
                due.add(line, size, bases.points(money, rate), money);
            } else if (due.grant() instanceof Grant.ForUnits units) {
                due.add(
                        line,
                        size,
                        units.points().times(basket.lines().get(line).quantity()),
                        0);
            }
        }
    }

    private Fraction whole(Grant grant, Places lines) {
        return switch (grant) {
            case Grant.ForMoney rate -> bases.points(money(rate, lines), rate);
            case Grant.ForUnits units -> units.points().times(units(lines));
            case Grant.Flat flat -> flat.points();
            case Grant.Times times -> Fraction.ZERO;
            case Grant.Best best -> Fraction.ZERO;
        };
    }

    private long money(Grant.ForMoney rate, Places lines) {
        return rate.rate().ofBasket()
                ? bases.ofBasket(rate.rate().base())
                : bases.of(lines, rate.rate().base());
    }

    private long units(Places lines) {
        long units = 0;
        for (int line = lines.next(0); line >= 0; line = lines.next(line + 1)) {
            units = Math.addExact(units, basket.lines().get(line).quantity());
        }
        return units;
    }
}
