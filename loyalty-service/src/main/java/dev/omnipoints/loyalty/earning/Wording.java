package dev.omnipoints.loyalty.earning;

import java.math.BigDecimal;
import java.util.Currency;

/** Says of each part why, in words. */
final class Wording {

    /** What most texts need. */
    private static final int ROOM = 160;

    private Wording() {}

    /**
     * Why so many points: the rule's text or name, then the numbers.
     *
     * @param basket null: a named event
     * @param line null: not of one line
     * @param cut what cut it; empty: nothing
     */
    static String text(Rounded award, Piece piece, Basket basket, Basket.Line line, CharSequence cut) {
        Rule rule = award.fit().rule();
        StringBuilder text = new StringBuilder(ROOM);
        if (!rule.id().equals(Rule.BASE)) {
            text.append(rule.text() == null ? rule.name() : rule.text()).append(": ");
        }
        if (award.fit().grant() instanceof Grant.Best) {
            text.append("the best: ");
        }
        numbers(text, award, piece, basket, line);
        return text.append(cut).toString();
    }

    private static void numbers(StringBuilder text, Rounded award, Piece piece, Basket basket, Basket.Line line) {
        switch (award.grant()) {
            case Grant.ForMoney rate -> {
                text.append(rate.words()).append(" for each ");
                money(text, rate.step(), basket.currency()).append(" of ");
                money(text, piece.base(), basket.currency());
            }
            case Grant.ForUnits units -> {
                long sold = line == null ? units(award.fit().lines(), basket) : line.quantity();
                text.append(units.words()).append(" for each of ").append(sold).append(sold == 1 ? " unit" : " units");
            }
            case Grant.Flat flat -> text.append(flat.words());
            case Grant.Times times -> {
                text.append(times.words());
                if (piece.base() > 0) {
                    money(text.append(" of "), piece.base(), basket.currency());
                }
            }
            case Grant.Best best -> {}
        }
    }

    private static long units(Places lines, Basket basket) {
        long units = 0;
        for (int line = lines.next(0); line >= 0; line = lines.next(line + 1)) {
            units += basket.lines().get(line).quantity();
        }
        return units;
    }

    /** So many points. */
    static String points(BigDecimal points) {
        String number = points.stripTrailingZeros().toPlainString();
        return number + (number.equals("1") ? " point" : " points");
    }

    /** So many times the points. */
    static String times(BigDecimal factor) {
        return factor.stripTrailingZeros().toPlainString() + " times the points";
    }

    private static StringBuilder money(StringBuilder text, long minor, String currency) {
        int digits = Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
        if (digits == 0) {
            text.append(minor);
        } else {
            String number = Long.toString(minor);
            int whole = number.length() - digits;
            if (whole <= 0) {
                text.append("0.").repeat('0', -whole).append(number);
            } else {
                text.append(number, 0, whole).append('.').append(number, whole, number.length());
            }
        }
        return text.append(' ').append(currency);
    }

    /** Adds what a cap cut. */
    static void cut(StringBuilder text, long before, long after, Rule.Cap cap, boolean together) {
        text.append("; cut from ").append(before).append(" to ").append(after).append(", at most ");
        text.append(cap.most()).append(cap.most() == 1 ? " point " : " points ").append(per(cap.per()));
        if (together) {
            text.append(" by all rules together");
        }
    }

    private static String per(Rule.Per per) {
        return switch (per) {
            case SALE -> "a sale";
            case DAY -> "a day";
            case WEEK -> "a week";
            case MONTH -> "a month";
            case LIFETIME -> "a member";
            case TOTAL -> "for all members";
        };
    }
}
