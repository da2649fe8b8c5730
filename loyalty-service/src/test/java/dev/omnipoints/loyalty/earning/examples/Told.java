package dev.omnipoints.loyalty.earning.examples;

import dev.omnipoints.loyalty.earning.Awards;
import dev.omnipoints.loyalty.earning.Awards.CodeState;
import dev.omnipoints.loyalty.earning.Awards.CodeUse;
import dev.omnipoints.loyalty.earning.Awards.Part;
import dev.omnipoints.loyalty.earning.Basket;
import dev.omnipoints.loyalty.earning.Rule;
import dev.omnipoints.loyalty.earning.RulesVersion;
import dev.omnipoints.loyalty.earning.Tally;
import dev.omnipoints.loyalty.earning.Terms;
import dev.omnipoints.loyalty.earning.naive.Case;
import dev.omnipoints.loyalty.earning.naive.NaiveReturns.Brought;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One sale or event as the page tells it.
 *
 * @param line where it stands
 * @param pointsPaid how many points pay a part of it
 * @param awards without texts; null: POINTS_OUT_OF_RANGE
 */
record Told(int line, Case asked, long pointsPaid, Awards awards, List<Return> returns) {
    private static final List<String> LINES =
            List.of("line", "sku", "category", "labels", "quantity", "gross", "discount", "tax");
    private static final List<String> POINTS = List.of("rule", "line", "base", "points", "so");
    private static final List<String> RETURNS =
            List.of("comes back", "money so far", "kept earns", "taken back", "by share", "given back", "so");
    private static final Pattern SALE = Pattern.compile("\\*Sale(?:: (.+))?\\.\\*");
    private static final Pattern EVENT = Pattern.compile("\\*Event: ([a-z-]+) from ([a-z]+)(?:; (.+))?\\.\\*");
    private static final Pattern CODES = Pattern.compile("\\*Codes: (.+)\\.\\*");
    private static final Pattern COUNTED = Pattern.compile("\\*Counted: (.+)\\.\\*");
    private static final Pattern BROUGHT = Pattern.compile("([0-9.]+) of (\\w+)");
    private static final String OUT_OF_RANGE = "POINTS_OUT_OF_RANGE";

    /** Goods brought back, and what this return comes to beside those before; money is of all of them so far. */
    record Return(int line, Brought brought, long money, long keptEarns, long taken, long byShare, long given) {}

    static Told read(Page page, RulesVersion version, Terms terms) {
        String head = page.next();
        int line = page.line();
        Matcher sale = SALE.matcher(head);
        Matcher event = EVENT.matcher(head);
        if (!sale.matches() && !event.matches()) {
            throw Page.wrong(line, "neither *Sale: ….* nor *Event: … from ….*");
        }
        page.blank();
        if (event.matches()) {
            Facts facts = Facts.read(line, terms, event.group(3));
            var occasion = facts.occasion(event.group(2), event.group(1));
            Case asked = new Case(version, null, occasion, terms, facts.standing());
            return new Told(line, asked, 0, awards(page, asked, "EUR"), List.of());
        }
        Facts facts = Facts.read(line, terms, sale.group(1));
        Basket basket = basket(page.table(LINES), facts);
        if (basket.basketDiscount() > basket.total() + basket.basketDiscount()
                || facts.paidByPoints() > basket.total()) {
            throw Page.wrong(line, "more discount, or points, than there is to pay");
        }
        Case asked = new Case(version, basket, facts.occasion(null, null), terms, facts.standing());
        Awards awards = awards(page, asked, facts.currency());
        return new Told(line, asked, facts.pointsPaid(), awards, returns(page, facts.currency()));
    }

    private static Basket basket(List<Row> rows, Facts facts) {
        List<Basket.Line> lines = new ArrayList<>();
        for (Row row : rows) {
            lines.add(new Basket.Line(
                    row.word("line"),
                    row.word("sku"),
                    row.text("category"),
                    row.text("labels").isEmpty()
                            ? List.of()
                            : List.of(row.text("labels").split(", ")),
                    row.number("quantity"),
                    row.money("gross", facts.currency()),
                    row.money("discount", facts.currency()),
                    row.money("tax", facts.currency())));
            if (lines.getLast().base(Rule.Base.NET_EX_TAX) < 0) {
                throw Page.wrong(row.line(), "more discount or tax than there is money");
            }
        }
        Basket bare = new Basket(facts.currency(), lines, facts.discount(), Basket.Paid.NOTHING, facts.codes());
        return new Basket(
                bare.currency(),
                lines,
                bare.basketDiscount(),
                facts.paidByPoints() == 0 ? bare.paid() : new Basket.Paid(facts.paidByPoints(), bare.total()),
                bare.codes());
    }

    private static Awards awards(Page page, Case asked, String currency) {
        List<Row> rows = page.table(POINTS);
        Row last = rows.getLast();
        if (!last.text("rule").equals("together")
                || !last.text("line").isEmpty()
                || !last.text("base").isEmpty()) {
            throw Page.wrong(last.line(), "expected what comes out together");
        }
        if (last.word("points").equals(OUT_OF_RANGE)) {
            return null;
        }
        List<Part> parts = new ArrayList<>();
        for (Row row : rows.subList(0, rows.size() - 1)) {
            row.word("so");
            String rule = row.word("rule");
            parts.add(new Part(
                    rule,
                    rule.equals(Rule.BASE)
                            ? asked.terms().version()
                            : asked.version().number(),
                    row.text("line").isEmpty() ? null : row.text("line"),
                    row.money("base", currency),
                    row.number("points"),
                    ""));
        }
        long points = last.number("points");
        if (points != parts.stream().mapToLong(Part::points).sum()) {
            throw Page.wrong(last.line(), "the parts do not sum to " + points);
        }
        List<CodeUse> codes = codes(page);
        return new Awards(points, parts, counted(page), codes);
    }

    private static List<CodeUse> codes(Page page) {
        Matcher codes = CODES.matcher(page.peek());
        List<CodeUse> uses = new ArrayList<>();
        if (codes.matches()) {
            page.next();
            for (String one : codes.group(1).split(", ")) {
                String[] code = one.split(" ");
                uses.add(new CodeUse(code[0], CodeState.valueOf(code[1])));
            }
            page.blank();
        }
        return uses;
    }

    private static Map<Tally.Key, Tally> counted(Page page) {
        Matcher counted = COUNTED.matcher(page.peek());
        if (!counted.matches()) {
            return Map.of();
        }
        page.next();
        Map<Tally.Key, Tally> counts = Counts.read(page.line(), counted.group(1));
        page.blank();
        return counts;
    }

    private static List<Return> returns(Page page, String currency) {
        List<Return> returns = new ArrayList<>();
        if (page.peek().startsWith("| comes back ")) {
            for (Row row : page.table(RETURNS)) {
                row.word("so");
                returns.add(new Return(
                        row.line(),
                        brought(row, currency),
                        row.money("money so far", currency),
                        row.number("kept earns"),
                        row.number("taken back"),
                        row.number("by share"),
                        row.number("given back")));
            }
        }
        return returns;
    }

    private static Brought brought(Row row, String currency) {
        Map<String, Long> units = new HashMap<>();
        Map<String, Long> amounts = new HashMap<>();
        boolean all = row.word("comes back").equals("all");
        for (String one : all ? new String[0] : row.text("comes back").split(", ")) {
            Matcher brought = BROUGHT.matcher(one);
            if (!brought.matches()) {
                throw Page.wrong(row.line(), "what comes back? " + one);
            }
            if (brought.group(1).contains(".")) {
                amounts.put(brought.group(2), Row.money(row.line(), brought.group(1), currency));
            } else {
                units.put(brought.group(2), Row.number(row.line(), brought.group(1)));
            }
        }
        return new Brought(all, units, amounts);
    }
}
