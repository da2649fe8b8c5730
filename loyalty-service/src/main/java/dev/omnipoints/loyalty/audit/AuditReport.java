package dev.omnipoints.loyalty.audit;

import java.util.Locale;

/**
 * What an audit read and found.
 *
 * @param lie the first thing that is not as it must be, naming its row; null: all is
 */
public record AuditReport(
        long accounts,
        long rows,
        long lots,
        long sales,
        long pending,
        long spendable,
        long held,
        long owed,
        String lie) {

    /** As a table for people. */
    public String table() {
        StringBuilder out = new StringBuilder();
        line(out, "accounts", accounts);
        line(out, "journal rows", rows);
        line(out, "lots", lots);
        line(out, "sales", sales);
        line(out, "points pending", pending);
        line(out, "points spendable", spendable);
        line(out, "points held", held);
        line(out, "points owed", owed);
        out.append(
                lie == null
                        ? "verified: chains, lots, totals and sales agree\n"
                        : "LIE FOUND: " + lie + "\nNothing after it was looked at.\n");
        return out.toString();
    }

    private static void line(StringBuilder out, String name, long value) {
        out.append(String.format(Locale.ROOT, "%-18s%,18d%n", name, value));
    }
}
