package dev.omnipoints.loyalty.audit;

import dev.omnipoints.loyalty.ledger.Account;
import dev.omnipoints.loyalty.ledger.AccountKey;
import dev.omnipoints.loyalty.posting.AccountScan;
import dev.omnipoints.loyalty.posting.AccountScan.Made;
import dev.omnipoints.loyalty.posting.AccountScan.Open;
import dev.omnipoints.loyalty.posting.AccountScan.Rows;
import dev.omnipoints.loyalty.posting.LedgerScan.Found;
import dev.omnipoints.loyalty.posting.LedgerScan.FoundAccount;
import dev.omnipoints.loyalty.posting.LedgerScan.StoredHold;
import dev.omnipoints.loyalty.posting.LedgerScan.StoredLot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Verifies some accounts as of one snapshot: of each the rows that follow, and where those are its last, account, lots
 * and holds as well. An account with more rows than a step reads stays open and is gone on with by the next step, as
 * of a later snapshot: rows never change.
 */
final class Step {

    /** What hears of every row and of the end of every account's rows, in the order of the accounts. */
    interface Hearer {

        /** The next row of the account that is under way. */
        void row(Found row, byte[] hash);

        /** The account's rows have ended, or were broken off. */
        void end(Probe probe);

        /** Hears nothing. */
        Hearer NONE = new Hearer() {
            @Override
            public void row(Found row, byte[] hash) {}

            @Override
            public void end(Probe probe) {}
        };
    }

    /** Lots that are read at once. */
    private static final int LOTS_AT_ONCE = 10_000;

    /** What an account counts whose open lots are added up. */
    private static final int ADDED_UP = 500;

    private final AccountScan scan;
    private final int rowsLimit;
    private final Hearer hearer;
    private final Map<Probe, Account> read = new HashMap<>();

    Step(AccountScan scan, int rowsLimit, Hearer hearer) {
        this.scan = scan;
        this.rowsLimit = rowsLimit;
        this.hearer = hearer;
    }

    /** Those of the accounts that it came to, in their order; all ended but perhaps the last. */
    List<Probe> run(Collection<Probe> probes) {
        Map<AccountKey, FoundAccount> found =
                scan.accounts(probes.stream().map(Probe::key).toList());
        List<Probe> taken = new ArrayList<>();
        Map<Probe, Rows> wanted = new LinkedHashMap<>();
        long left = rowsLimit;
        for (Probe probe : probes) {
            if (left <= 0) {
                break;
            }
            taken.add(probe);
            if (begin(probe, found.get(probe.key()))) {
                Rows rows = rows(probe, left);
                wanted.put(probe, rows);
                left -= rows.limit();
            }
        }
        Map<AccountKey, List<Found>> rows = wanted.isEmpty() ? Map.of() : scan.rows(wanted.values());
        List<Probe> whole = new ArrayList<>();
        for (Probe probe : taken) {
            List<Found> next = rows.getOrDefault(probe.key(), List.of());
            boolean all = probe.isEnded() || isAll(probe, wanted.get(probe), next.size());
            add(probe, next, all);
            if (all && !probe.isEnded()) {
                whole.add(probe);
            }
        }
        beside(whole);
        return taken;
    }

    private boolean begin(Probe probe, FoundAccount found) {
        AccountKey key = probe.key();
        try {
            if (found == null) {
                throw new Lie(Probe.subject(key), "is missing, but has rows");
            }
            if (!key.equals(AccountKey.of(key.programme(), key.member()))) {
                throw new Lie(Probe.subject(key), "stands in a wrong bucket");
            }
            read.put(probe, Lie.unless(Probe.subject(key), found::read));
            return true;
        } catch (Lie lie) {
            probe.breakOff(lie);
            return false;
        }
    }

    /** As many as the account says there are, and one more: its journal must not go on. */
    private Rows rows(Probe probe, long left) {
        long after = probe.replay().seq();
        long missing = Math.max(0, read.get(probe).seq() - after);
        return new Rows(probe.key(), after, (int) (Math.min(missing, left - 1) + 1));
    }

    private boolean isAll(Probe probe, Rows wanted, int found) {
        return found < wanted.limit() || wanted.limit() > read.get(probe).seq() - wanted.after();
    }

    private void add(Probe probe, List<Found> rows, boolean all) {
        try {
            for (Found row : rows) {
                hearer.row(row, probe.add(row));
            }
            if (all && !probe.isEnded()) {
                probe.noneIsGone();
            }
        } catch (Lie lie) {
            probe.end(lie);
        }
        if (all || probe.isEnded()) {
            hearer.end(probe);
        }
        if (all && !probe.isEnded()) {
            check(probe, () -> probe.replay().matches(read.get(probe)));
        }
    }

    /** Lots and holds, of so many accounts at once as have few enough. */
    private void beside(List<Probe> probes) {
        List<Probe> some = new ArrayList<>();
        int lots = 0;
        for (Probe probe : probes) {
            if (!some.isEmpty() && lots + lots(probe) > LOTS_AT_ONCE) {
                compare(some);
                some.clear();
                lots = 0;
            }
            some.add(probe);
            lots += lots(probe);
        }
        if (!some.isEmpty()) {
            compare(some);
        }
    }

    /** So many of an account are read, or may be: those that are added up cost less, but nobody knows how many. */
    private static int lots(Probe probe) {
        return probe.replay().lotsKnown() + (probe.replay().isWhole() ? 0 : ADDED_UP);
    }

    private void compare(List<Probe> probes) {
        Map<AccountKey, List<StoredLot>> lots = scan.lots(probes.stream()
                .map(probe -> made(probe, probe.replay().lotsKnown()))
                .toList());
        Map<AccountKey, List<StoredHold>> holds = scan.holds(probes.stream()
                .map(probe -> made(probe, probe.replay().holdsKnown()))
                .toList());
        Map<AccountKey, Instant> inactive = new HashMap<>();
        probes.stream()
                .filter(probe -> !probe.replay().isWhole())
                .forEach(probe -> inactive.put(probe.key(), read.get(probe).inactiveAt()));
        Map<AccountKey, Open> open = inactive.isEmpty() ? Map.of() : scan.open(inactive, Probe.KEPT_LIMIT);
        for (Probe probe : probes) {
            check(probe, () -> {
                Replay replay = probe.replay();
                lots.getOrDefault(probe.key(), List.of()).forEach(replay::matches);
                for (StoredHold hold : holds.getOrDefault(probe.key(), List.of())) {
                    replay.matches(Lie.unless(
                            "hold of " + probe.key().programme() + "/"
                                    + probe.key().member(),
                            hold::read));
                }
                if (!replay.isWhole()) {
                    replay.matches(open.get(probe.key()), read.get(probe), Probe.KEPT_LIMIT);
                }
                replay.finish();
            });
            if (!probe.isEnded()) {
                probe.end();
            }
        }
    }

    /** One more than there must be shows that there are more. */
    private static Made made(Probe probe, int known) {
        return new Made(probe.key(), probe.replay().since(), known + 1);
    }

    private static void check(Probe probe, Runnable check) {
        try {
            check.run();
        } catch (Lie lie) {
            probe.end(lie);
        }
    }
}
