package dev.omnipoints.loyalty.posting;

import dev.omnipoints.loyalty.ledger.Account;
import dev.omnipoints.loyalty.ledger.AccountKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which merged members stand for which survivors, as a lane last saw it: a hint for what to lock, believed only when it
 * is found again under the lock.
 */
final class Aliases {

    private static final int LIMIT = 10_000;
    /** How long a chain of merges may be. */
    static final int HOPS_LIMIT = 16;

    private final Map<AccountKey, AccountKey> survivors = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<AccountKey, AccountKey> eldest) {
            return size() > LIMIT;
        }
    };

    /** A member was merged, or a merge undone, since the lane last looked: the batch begins anew. */
    static final class Changed extends RuntimeException {
        Changed() {
            super("A member was merged meanwhile", null, false, false);
        }
    }

    /** The account and, where it was merged, those that stand for it. */
    List<AccountKey> chain(AccountKey key) {
        List<AccountKey> chain = new ArrayList<>();
        for (AccountKey next = key; next != null && chain.size() < HOPS_LIMIT; next = survivors.get(next)) {
            chain.add(next);
        }
        return chain;
    }

    /** Takes over what is found under the lock; true: an account is missing that should be locked too. */
    boolean learn(Locked locked) {
        boolean missing = false;
        for (Account account : locked.accounts().values()) {
            if (account.mergedInto() == null) {
                survivors.remove(account.key());
            } else {
                AccountKey survivor = AccountKey.of(account.key().programme(), account.mergedInto());
                survivors.put(account.key(), survivor);
                missing |= !locked.accounts().containsKey(survivor);
            }
        }
        return missing;
    }
}
