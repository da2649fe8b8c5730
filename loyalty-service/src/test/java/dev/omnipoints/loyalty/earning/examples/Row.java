package dev.omnipoints.loyalty.earning.examples;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;

/** A row of a table, and where it stands. */
record Row(int line, List<String> columns, List<String> cells) {

    String text(String column) {
        return cells.get(columns.indexOf(column));
    }

    /** Of a cell that must not be empty. */
    String word(String column) {
        String text = text(column);
        if (text.isEmpty()) {
            throw Page.wrong(line, "what is its " + column + "?");
        }
        return text;
    }

    long number(String column) {
        return number(line, word(column));
    }

    /** In minor units; empty: 0. */
    long money(String column, String currency) {
        return text(column).isEmpty() ? 0 : money(line, text(column), currency);
    }

    static long number(int line, String text) {
        if (!text.matches("0|[1-9]\\d{0,17}")) {
            throw Page.wrong(line, "no number: \"" + text + "\"");
        }
        return Long.parseLong(text);
    }

    /** With all places of the currency, in minor units. */
    static long money(int line, String text, String currency) {
        int places = Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
        String decimals = places == 0 ? "" : "\\.\\d{" + places + "}";
        if (!text.matches("(0|[1-9]\\d{0,14})" + decimals)) {
            throw Page.wrong(line, "no money in " + currency + ": \"" + text + "\"");
        }
        return new BigDecimal(text).movePointRight(places).longValueExact();
    }
}
