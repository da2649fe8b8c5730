package dev.omnipoints.loyalty.audit;

import dev.omnipoints.loyalty.posting.LedgerLag;
import java.util.Locale;

/**
 * What an audit read and found.
 *
 * @param roots the daily roots that were verified, and the root now
 * @param lag how far the ledger had gone on when the audit ended
 * @param lie the first thing that is not as it must be, naming its row; null: all is
 */
public record AuditReport(
        long accounts,
        long rows,
        long lots,
        long sales,
        long returns,
        long pending,
        long spendable,
        long held,
        long owed,
        Roots.Told roots,
        LedgerLag lag,
        String lie) {

    /** As a table for people. */
    public String table() {
        StringBuilder out = new StringBuilder();
        line(out, "accounts", accounts);
        line(out, "journal rows", rows);
        line(out, "lots", lots);
        line(out, "sales", sales);
        line(out, "returns", returns);
        line(out, "points pending", pending);
        line(out, "points spendable", spendable);
        line(out, "points held", held);
        line(out, "points owed", owed);
        line(out, "daily roots", roots.verified());
        if (roots.withoutKey() > 0) {
            line(out, "  of unknown key", roots.withoutKey());
        }
        if (roots.elsewhere() > 0) {
            line(out, "  of other cluster", roots.elsewhere());
        }
        line(out, "behind by ms", lag.time().toMillis());
        line(out, "  by rows", lag.rows());
        if (lie == null) {
            out.append("root now          ").append(roots.now()).append('\n');
        }
        out.append(
                lie == null
                        ? "verified: chains, lots, totals, sales, returns and caps agree\n"
                        : "LIE FOUND: " + lie + "\nNothing after it was looked at.\n");
        return out.toString();
    }

    private static void line(StringBuilder out, String name, long value) {
        out.append(String.format(Locale.ROOT, "%-18s%,18d%n", name, value));
    }
}
