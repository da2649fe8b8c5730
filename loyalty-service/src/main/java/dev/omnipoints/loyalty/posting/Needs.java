package dev.omnipoints.loyalty.posting;

import dev.omnipoints.loyalty.ledger.Account;
import dev.omnipoints.loyalty.ledger.AccountKey;
import dev.omnipoints.loyalty.ledger.Command;
import dev.omnipoints.loyalty.ledger.Kind;
import dev.omnipoints.loyalty.ledger.Reference;
import dev.omnipoints.loyalty.ledger.Row;
import dev.omnipoints.loyalty.ledger.Status;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What of the accounts the commands of a batch ask for: lots are read only where they matter (ledger.md, 5). */
final class Needs {

    /** Accounts of which everything is wanted. */
    final Set<AccountKey> whole = new HashSet<>();
    /** How many points are to be taken in spending order, at most. */
    final Map<AccountKey, Long> points = new HashMap<>();
    /** Accounts whose open holds are wanted. */
    final Set<AccountKey> openHolds = new HashSet<>();
    /** Holds, each in every account where it may be. */
    final Set<HoldTable.Key> holds = new LinkedHashSet<>();
    /** How many points of operations are asked back, at most: as many as those were of, once they are read. */
    final Map<Reference, Long> askedBack = new HashMap<>();
    /** Rows, by their own journal, and the account that asks. */
    final Map<Reference, AccountKey> rows = new HashMap<>();
    /** Undone merges: the account that goes home, and the survivor. */
    final Map<AccountKey, AccountKey> undone = new HashMap<>();

    /**
     * Adds what one command asks for.
     *
     * @param accounts that it acts on, as found under the lock
     */
    void add(Posting posting, Command command, List<Account> accounts) {
        Account account = accounts.getFirst();
        AccountKey key = account.key();
        // Of both where there are two: either context may say that its member was closed.
        posting.named().stream()
                .filter(named -> named.status() == Status.CLOSED)
                .map(Account::key)
                .filter(named -> accounts.stream().anyMatch(each -> each.key().equals(named)))
                .forEach(whole::add);
        switch (command) {
            case Command.Earn earn -> {}
            case Command.Sale sale -> {
                sale.tenders().forEach(tender -> tender(account, tender));
                sale.returns().forEach(returned -> goods(key, returned));
            }
            case Command.Return returned -> goods(key, returned);
            case Command.Hold hold -> {
                take(key, hold.points());
                openHolds.add(key);
            }
            case Command.Redeem redeem -> take(key, redeem.points());
            case Command.Adjust adjust -> take(key, Math.max(0, -adjust.points()));
            case Command.Transfer transfer -> take(key, transfer.points());
            case Command.Capture capture -> hold(account, capture.hold());
            case Command.Void released -> hold(account, released.hold());
            case Command.Confirm confirm -> rows.put(confirm.earn(), key);
            case Command.Reverse reverse ->
                reversed(key, reverse.original(), reverse.points() == null ? Command.POINTS_LIMIT : reverse.points());
            case Command.Merge merge -> accounts.forEach(each -> whole.add(each.key()));
            case Command.Unmerge undo -> {
                accounts.forEach(each -> whole.add(each.key()));
                undone.put(accounts.getLast().key(), key);
            }
            case Command.SetStatus gate -> {
                if (gate.status() == Status.CLOSED) {
                    whole.add(key);
                }
            }
            case Command.Settle settle -> {}
            case Command.Denied denied -> {}
        }
    }

    /**
     * Whoever has no account yet has nothing to be read either; what another instance writes of them meanwhile is not
     * under this batch's locks, and makes it run again.
     */
    void keepTo(Set<AccountKey> stored) {
        points.keySet().retainAll(stored);
        openHolds.retainAll(stored);
        whole.retainAll(stored);
        rows.values().retainAll(stored);
        askedBack.keySet().retainAll(rows.keySet());
    }

    /** What is due is wanted whatever the command is. */
    void addDue(Account account, Instant now) {
        if (account.isToBeClosed()) {
            whole.add(account.key());
        } else if (account.isDue(now)) {
            openHolds.add(account.key());
        }
    }

    /** Of an earn other lots are taken where its own is empty; what was not read may be made by this very batch. */
    void addAskedBack(Map<Reference, Row> read) {
        askedBack.forEach((original, asked) -> {
            Row row = read.get(original);
            if (row == null || row.kind() == Kind.EARN) {
                take(rows.get(original), row == null ? asked : Math.min(asked, row.points()));
            }
        });
    }

    private void reversed(AccountKey account, Reference original, long most) {
        rows.put(original, account);
        askedBack.merge(original, most, Needs::addBounded);
    }

    /** How much comes back is known only under the lock: at most all of it. */
    private void goods(AccountKey account, Command.Return returned) {
        returned.givenBack().stream()
                .filter(given -> given.original() != null)
                .forEach(given -> reversed(account, given.original(), Command.POINTS_LIMIT));
        reversed(account, returned.earn(), Command.POINTS_LIMIT);
    }

    /** Offline, what the hold does not give is taken of what is available. */
    private void tender(Account account, Command.Tender tender) {
        hold(account, tender.hold());
        if (!tender.online()) {
            take(account.key(), Command.POINTS_LIMIT);
        }
    }

    private void take(AccountKey account, long most) {
        if (most > 0) {
            points.merge(account, most, Needs::addBounded);
        }
    }

    private void hold(Account account, Reference hold) {
        String programme = account.key().programme();
        holds.add(new HoldTable.Key(account.key(), hold));
        account.merged().forEach(member -> holds.add(new HoldTable.Key(AccountKey.of(programme, member), hold)));
        // An end as of now releases what is due too.
        openHolds.add(account.key());
    }

    private static long addBounded(long a, long b) {
        return a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b;
    }
}
