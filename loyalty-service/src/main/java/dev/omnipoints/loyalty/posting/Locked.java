package dev.omnipoints.loyalty.posting;

import dev.omnipoints.loyalty.ledger.Account;
import dev.omnipoints.loyalty.ledger.AccountKey;
import dev.omnipoints.loyalty.ledger.Command;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The accounts of a batch as they stand under the lock. */
final class Locked {

    private final Map<AccountKey, Account> accounts = new LinkedHashMap<>();

    Locked(List<Account> found) {
        found.forEach(account -> accounts.put(account.key(), account));
    }

    /** All that there are. */
    Map<AccountKey, Account> accounts() {
        return accounts;
    }

    /**
     * Whether a member is named whom a locked account has as merged, though the lock found no account of theirs: opened
     * and merged at once by whoever held the lock before, after this batch had looked.
     */
    boolean lacks(List<Posting> postings) {
        Set<AccountKey> merged = new HashSet<>();
        accounts.values()
                .forEach(account -> account.merged()
                        .forEach(
                                member -> merged.add(AccountKey.of(account.key().programme(), member))));
        merged.removeAll(accounts.keySet());
        return !merged.isEmpty()
                && postings.stream()
                        .flatMap(posting -> posting.accounts().stream())
                        .anyMatch(merged::contains);
    }

    /**
     * The accounts that a posting acts on, in its order, those not open yet as they would be opened; whoever names a
     * merged member acts on the survivor. Empty where there is none.
     */
    List<Account> accounts(Posting posting) {
        List<Account> found = new ArrayList<>();
        for (Account named : posting.named()) {
            found.add(isOnItself(posting, found.size()) ? stored(named) : survivor(named));
        }
        if (posting.about() != null && accounts.containsKey(posting.about())) {
            found.add(survivor(accounts.get(posting.about())));
        }
        return found;
    }

    /** A gate is set on the very account that is named; so is a merge undone. */
    private static boolean isOnItself(Posting posting, int place) {
        return switch (posting.command().apply(Instant.EPOCH)) {
            case Command.SetStatus gate -> true;
            case Command.Settle settle -> true;
            case Command.Unmerge undo -> place == 1;
            case null, default -> false;
        };
    }

    private Account stored(Account named) {
        return accounts.getOrDefault(named.key(), named);
    }

    private Account survivor(Account named) {
        Account current = stored(named);
        while (current.mergedInto() != null) {
            current = accounts.get(AccountKey.of(current.key().programme(), current.mergedInto()));
        }
        return current;
    }
}
