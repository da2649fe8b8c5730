package dev.omnipoints.loyalty.earning;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Cuts what rules give to what caps leave, and counts what is left (docs/adr/0009, 13 and 14). */
final class Capping {

    private final List<Left> left;

    private final Standing standing;

    /**
     * What caps leave of one rule's award.
     *
     * @param points by its pieces
     * @param cut by which caps, in words; empty: none
     */
    private record Left(Rounded rounded, long[] points, StringBuilder cut) {

        private long sum() {
            long sum = 0;
            for (long piece : points) {
                sum = Math.addExact(sum, piece);
            }
            return sum;
        }

        /** The last piece is cut first. */
        private void cutBy(long much) {
            long rest = much;
            for (int piece = points.length - 1; rest > 0; piece--) {
                long off = Math.min(points[piece], rest);
                points[piece] -= off;
                rest -= off;
            }
        }
    }

    Capping(List<Rounded> awards, Standing standing) {
        this.standing = standing;
        this.left = new ArrayList<>(awards.size());
        for (Rounded award : awards) {
            if (!award.pieces().isEmpty()) {
                Left whole = new Left(award, points(award), new StringBuilder(0));
                cutByOwn(whole);
                left.add(whole);
            }
        }
    }

    private static long[] points(Rounded award) {
        long[] points = new long[award.pieces().size()];
        for (int piece = 0; piece < points.length; piece++) {
            points[piece] = award.pieces().get(piece).points();
        }
        return points;
    }

    private void cutByOwn(Left award) {
        List<Rule.Cap> caps = award.rounded().fit().rule().caps();
        if (caps.isEmpty()) {
            return;
        }
        long before = award.sum();
        long least = before;
        Rule.Cap by = null;
        for (int place = 0; place < caps.size(); place++) {
            Rule.Cap cap = caps.get(place);
            if (cap.measure() == Rule.Measure.POINTS) {
                long open = open(cap, award.rounded().fit().counters().get(place));
                if (open < least) {
                    least = open;
                    by = cap;
                }
            }
        }
        if (by != null) {
            award.cutBy(before - least);
            Wording.cut(award.cut(), before, least, by, false);
        }
    }

    private long open(Rule.Cap cap, Tally.Key counter) {
        long used = counter == null ? 0 : standing.tally(counter).points();
        return Math.max(0, cap.most() - used);
    }

    /**
     * Cuts all rules together, from the last backwards.
     *
     * @param counters by the caps; null: nothing beyond the sale
     */
    void cutTogether(List<Rule.Cap> caps, List<Tally.Key> counters) {
        long sum = points();
        long least = sum;
        Rule.Cap by = null;
        for (int place = 0; place < caps.size(); place++) {
            long open = open(caps.get(place), counters.get(place));
            if (open < least) {
                least = open;
                by = caps.get(place);
            }
        }
        long rest = sum - least;
        for (int place = left.size() - 1; rest > 0; place--) {
            Left award = left.get(place);
            long before = award.sum();
            long off = Math.min(before, rest);
            if (off > 0) {
                award.cutBy(off);
                Wording.cut(award.cut(), before, before - off, by, true);
                rest -= off;
            }
        }
    }

    /** @throws ArithmeticException the sum leaves 64 bits */
    long points() {
        long sum = 0;
        for (Left award : left) {
            sum = Math.addExact(sum, award.sum());
        }
        return sum;
    }

    /** The rule has awarded. */
    boolean awards(String code) {
        for (Left award : left) {
            if (code.equals(award.rounded().fit().rule().code()) && award.sum() > 0) {
                return true;
            }
        }
        return false;
    }

    /** @param basket null: a named event */
    List<Awards.Part> parts(Basket basket) {
        List<Awards.Part> parts = new ArrayList<>(left.size());
        for (Left award : left) {
            Fit fit = award.rounded().fit();
            List<Piece> pieces = award.rounded().pieces();
            for (int place = 0; place < pieces.size(); place++) {
                long points = award.points()[place];
                if (points > 0) {
                    Piece piece = pieces.get(place);
                    Basket.Line line = piece.line() < 0 ? null : basket.lines().get(piece.line());
                    String text = Wording.text(award.rounded(), piece, basket, line, award.cut());
                    parts.add(new Awards.Part(
                            fit.rule().id(),
                            fit.version(),
                            line == null ? null : line.lineId(),
                            piece.base(),
                            points,
                            text));
                }
            }
        }
        return List.copyOf(parts);
    }

    /** @param together what the caps on all rules count; null: nothing beyond the sale */
    Map<Tally.Key, Tally> counted(List<Tally.Key> together) {
        Map<Tally.Key, Tally> counted = new LinkedHashMap<>();
        long sum = 0;
        for (Left award : left) {
            long points = award.sum();
            if (points > 0) {
                sum = Math.addExact(sum, points);
                count(counted, award.rounded().fit().counters(), points);
            }
        }
        if (sum > 0) {
            count(counted, together, sum);
        }
        return Map.copyOf(counted);
    }

    private static void count(Map<Tally.Key, Tally> counted, List<Tally.Key> counters, long points) {
        for (Tally.Key counter : counters) {
            if (counter != null) {
                counted.put(counter, new Tally(points, 1));
            }
        }
    }
}
