package dev.omnipoints.loyalty.audit;

import dev.omnipoints.loyalty.ledger.Account;
import dev.omnipoints.loyalty.ledger.AccountKey;
import dev.omnipoints.loyalty.ledger.Counters;
import dev.omnipoints.loyalty.posting.LedgerScan;
import java.security.PublicKey;
import java.util.Iterator;
import java.util.Map;

/**
 * The verifier of the whole ledger: replays every account from its journal and checks chain, lots, totals and the
 * balance of every row, and that sales, returns and what caps have counted agree with it. It streams: what it holds is
 * one account at a time, or one sale with its returns. It stops at the first lie.
 */
public final class Audit {

    private long accounts;
    private long rows;
    private long lots;
    private Counters total = Counters.ZERO;

    /**
     * Verifies what one snapshot of the database says.
     *
     * @param rootKeys public keys that verify the daily roots, by their ids
     */
    public static AuditReport run(LedgerScan scan, Map<String, PublicKey> rootKeys) {
        return new Audit().verify(scan, new Roots(scan.roots(), scan.cluster(), rootKeys));
    }

    private AuditReport verify(LedgerScan scan, Roots roots) {
        String lie = null;
        SaleAudit beside = new SaleAudit(scan.sales(), scan.returns(), scan.events(), scan.caps());
        try {
            replay(scan, roots);
            roots.check();
            beside.check();
        } catch (Lie found) {
            lie = found.getMessage();
        }
        return new AuditReport(
                accounts,
                rows,
                lots,
                beside.sales(),
                beside.returns(),
                total.pending(),
                total.spendable(),
                total.held(),
                total.owed(),
                roots.told(),
                scan.end(),
                lie);
    }

    /** Four streams in one order of keys, read side by side. */
    private void replay(LedgerScan scan, Roots roots) {
        Peeking<LedgerScan.Found> journal = new Peeking<>(scan.journal());
        Peeking<LedgerScan.StoredLot> stored = new Peeking<>(scan.lots());
        Peeking<LedgerScan.StoredHold> holds = new Peeking<>(scan.holds());
        for (Iterator<LedgerScan.FoundAccount> all = scan.accounts(); all.hasNext(); ) {
            LedgerScan.FoundAccount found = all.next();
            AccountKey key = found.key();
            noOrphans(journal, stored, holds, key);
            if (!key.equals(AccountKey.of(key.programme(), key.member()))) {
                throw new Lie("account " + key.programme() + "/" + key.member(), "stands in a wrong bucket");
            }
            Replay replay = new Replay(key);
            while (journal.hasNext() && journal.peek().account().equals(key)) {
                LedgerScan.Found row = journal.next();
                roots.add(row.xid(), row.seq(), replay.add(row));
                rows++;
            }
            roots.end(key);
            Account account = Lie.unless("account " + key.programme() + "/" + key.member(), found::read);
            replay.matches(account);
            while (stored.hasNext() && stored.peek().account().equals(key)) {
                replay.matches(stored.next());
                lots++;
            }
            while (holds.hasNext() && holds.peek().account().equals(key)) {
                LedgerScan.StoredHold hold = holds.next();
                replay.matches(Lie.unless("hold of " + key.programme() + "/" + key.member(), hold::read));
            }
            replay.finish();
            accounts++;
            total = total.plus(account.counters());
        }
        noOrphans(journal, stored, holds, null);
    }

    /** Nothing may stand before the next account (null: after the last) that belongs to none. */
    private static void noOrphans(
            Peeking<LedgerScan.Found> journal,
            Peeking<LedgerScan.StoredLot> stored,
            Peeking<LedgerScan.StoredHold> holds,
            AccountKey next) {
        if (journal.hasNext() && isBefore(journal.peek().account(), next)) {
            AccountKey orphan = journal.peek().account();
            long seq = journal.peek().seq();
            throw new Lie("journal " + orphan.programme() + "/" + orphan.member() + "/" + seq, "belongs to no account");
        }
        if (stored.hasNext() && isBefore(stored.peek().account(), next)) {
            AccountKey orphan = stored.peek().account();
            throw new Lie("lot of " + orphan.programme() + "/" + orphan.member(), "belongs to no account");
        }
        if (holds.hasNext() && isBefore(holds.peek().account(), next)) {
            AccountKey orphan = holds.peek().account();
            throw new Lie("hold of " + orphan.programme() + "/" + orphan.member(), "belongs to no account");
        }
    }

    private static boolean isBefore(AccountKey key, AccountKey next) {
        return next == null || key.compareTo(next) < 0;
    }
}
