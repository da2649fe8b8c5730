package dev.omnipoints.loyalty.audit;

import dev.omnipoints.contracts.loyalty.v1.Earned;
import dev.omnipoints.loyalty.posting.CapScan;
import dev.omnipoints.loyalty.posting.EventScan;
import dev.omnipoints.loyalty.posting.ReturnScan;
import dev.omnipoints.loyalty.posting.ReturnScan.StoredReturn;
import dev.omnipoints.loyalty.posting.SaleId;
import dev.omnipoints.loyalty.posting.SaleScan;
import dev.omnipoints.loyalty.posting.SaleScan.ChangedSale;
import dev.omnipoints.loyalty.posting.SaleScan.StoredSale;
import dev.omnipoints.loyalty.posting.SaleScan.StrangeRow;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;

/**
 * Verifies what stands beside the journal: sales, claims, returns, events, and what caps have counted of them. It
 * streams: what it holds is one sale with its returns.
 */
final class SaleAudit {

    private final SaleScan saleScan;
    private final ReturnScan returnScan;
    private final EventAudit events;
    private final CapScan caps;
    private long sales;
    private long returns;

    SaleAudit(SaleScan sales, ReturnScan returns, EventScan events, CapScan caps) {
        this.saleScan = sales;
        this.returnScan = returns;
        this.events = new EventAudit(events);
        this.caps = caps;
    }

    long sales() {
        return sales;
    }

    long returns() {
        return returns;
    }

    /** Throws {@link Lie} where something is not as it must be. */
    void check() {
        Rates rates = new Rates(caps);
        Cells cells = new Cells();
        Counting counting = new Counting(rates, cells);
        sales(counting, true);
        changed(rates, counting, true);
        events.check(counting, true);
        noStrangeRows();
        events.noStrangeRows();
        Iterator<String> without = returnScan.rowsWithoutReturn();
        if (without.hasNext()) {
            throw new Lie(without.next(), "its return is missing");
        }
        counting.stored(caps);
        if (!cells.agree()) {
            Cells naming = cells.naming();
            Counting again = new Counting(rates, naming);
            sales(again, false);
            changed(rates, again, false);
            events.check(again, false);
            again.stored(caps);
            throw naming.lie();
        }
        counting.withinLimits(caps);
    }

    private void sales(Counting counting, boolean first) {
        for (Iterator<StoredSale> all = saleScan.all(); all.hasNext(); ) {
            StoredSale sale = all.next();
            if (first) {
                SaleContent.check(sale);
                sales++;
            }
            if (sale.points() != 0 && sale.earn() != null) {
                Earned earned = SaleContent.answer(sale.answer()).getEarned();
                counting.award(
                        "sale " + SaleId.text(sale.id()),
                        sale.rated(),
                        sale.earn().member(),
                        earned);
            }
        }
    }

    private void noStrangeRows() {
        Iterator<StrangeRow> strange = saleScan.strangeRows();
        if (strange.hasNext()) {
            StrangeRow row = strange.next();
            throw new Lie(row.name(), row.missing() ? "its sale is missing" : "its sale earned otherwise");
        }
    }

    /** Two streams in one order of sales, read side by side: those that changed, and what came back. */
    private void changed(Rates rates, Counting counting, boolean first) {
        ReturnCounting moves = new ReturnCounting(rates, counting);
        Peeking<StoredReturn> goods = new Peeking<>(returnScan.all());
        for (Iterator<ChangedSale> all = saleScan.changed(); all.hasNext(); ) {
            ChangedSale sale = all.next();
            noReturnBefore(sale.id(), goods);
            List<StoredReturn> came = new ArrayList<>();
            while (goods.hasNext() && goods.peek().sale().equals(sale.id())) {
                came.add(goods.next());
            }
            if (first) {
                check(rates, sale, came);
                returns += came.size();
            }
            count(counting, moves, sale, came);
        }
        noReturnBefore(null, goods);
    }

    /** Nothing may stand before the next sale (null: after the last) that belongs to none. */
    private static void noReturnBefore(UUID sale, Peeking<StoredReturn> goods) {
        if (goods.hasNext() && (sale == null || isBefore(goods.peek().sale(), sale))) {
            throw new Lie(ReturnContent.where(goods.peek()), "its sale is missing, or has nothing back");
        }
    }

    /** As the database sorts them. */
    private static boolean isBefore(UUID one, UUID other) {
        int first = Long.compareUnsigned(one.getMostSignificantBits(), other.getMostSignificantBits());
        return first < 0
                || first == 0
                        && Long.compareUnsigned(one.getLeastSignificantBits(), other.getLeastSignificantBits()) < 0;
    }

    private static void check(Rates rates, ChangedSale sale, List<StoredReturn> came) {
        String where = "sale " + SaleId.text(sale.id());
        ClaimContent.check(sale);
        came.forEach(each -> ReturnContent.check(each, sale));
        ReturnSums.check(sale, came, rates.settings(where, sale.rated()).offlineOwed());
    }

    private static void count(Counting counting, ReturnCounting moves, ChangedSale sale, List<StoredReturn> came) {
        if (sale.claim() != null) {
            Earned earned = SaleContent.answer(sale.claim().answer()).getEarned();
            counting.award(
                    "sale " + SaleId.text(sale.id()),
                    sale.rated(),
                    sale.claim().row().member(),
                    earned);
        }
        moves.count(sale, came);
    }
}
