package dev.omnipoints.loyalty.earning;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Rounds by line, by rule, or over the sale (docs/adr/0009, 10). */
final class Rounding {

    private final List<Due> dues;

    /** Null: a named event. */
    private final Bases bases;

    private final int lines;

    /** Of those that round over the sale, by their places. */
    private final long[] overSale;

    /** @param bases null: a named event */
    Rounding(List<Due> dues, Bases bases, int lines) {
        this.dues = dues;
        this.bases = bases;
        this.lines = lines;
        this.overSale = overSale(dues);
    }

    /** @throws ArithmeticException a number leaves 64 bits */
    List<Rounded> rounded() {
        List<Rounded> rounded = new ArrayList<>(dues.size());
        for (int place = 0; place < dues.size(); place++) {
            Due due = dues.get(place);
            rounded.add(new Rounded(due.fit(), due.grant(), pieces(due, overSale == null ? 0 : overSale[place])));
        }
        return rounded;
    }

    private List<Piece> pieces(Due due, long overSale) {
        Rule.Rounding rounding = due.fit().rule().rounding();
        if (rounding.place() != Rule.Place.LINE) {
            long points = rounding.place() == Rule.Place.SALE
                    ? overSale
                    : due.points().round(rounding.mode());
            return points == 0 ? List.of() : List.of(new Piece(Piece.NO_LINE, shown(due.base()), points));
        }
        List<Piece> pieces = new ArrayList<>();
        for (int line = 0; line < lines; line++) {
            Fraction points = due.points(line);
            if (points != null) {
                long whole = points.round(rounding.mode());
                if (whole > 0) {
                    pieces.add(new Piece(line, shown(due.base(line)), whole));
                }
            }
        }
        long apart = due.points().round(rounding.mode());
        if (apart > 0) {
            pieces.add(new Piece(Piece.NO_LINE, shown(due.base()), apart));
        }
        return pieces;
    }

    private long shown(long base) {
        return bases == null ? base : bases.shown(base);
    }

    /** The parts are summed and rounded once; each gets its floor, the rest goes by largest remainder, then by id. */
    private static long[] overSale(List<Due> dues) {
        List<Integer> places = new ArrayList<>();
        for (int place = 0; place < dues.size(); place++) {
            if (dues.get(place).fit().rule().rounding().place() == Rule.Place.SALE) {
                places.add(place);
            }
        }
        if (places.isEmpty()) {
            return null;
        }
        long[] shares = new long[dues.size()];
        Fraction sum = Fraction.ZERO;
        long floors = 0;
        for (int place : places) {
            Fraction points = dues.get(place).points();
            sum = sum.plus(points);
            shares[place] = points.floor();
            floors = Math.addExact(floors, shares[place]);
        }
        long rest =
                sum.round(dues.get(places.getFirst()).fit().rule().rounding().mode()) - floors;
        places.sort(
                Comparator.comparing((Integer place) -> dues.get(place).points().remainder())
                        .reversed()
                        .thenComparing(place -> dues.get(place).fit().rule().id()));
        for (int place : places.subList(0, (int) rest)) {
            shares[place]++;
        }
        return shares;
    }
}
