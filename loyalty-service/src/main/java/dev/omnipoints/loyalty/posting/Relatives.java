package dev.omnipoints.loyalty.posting;

import dev.omnipoints.loyalty.ledger.Account;
import dev.omnipoints.loyalty.ledger.AccountKey;
import dev.omnipoints.loyalty.ledger.Reference;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * In whose journals stands what was undone or confirmed of an account's operations: its own, those of members merged
 * into it and, where a merge was undone, those of whoever was the survivor then.
 */
final class Relatives {

    private final Route route;
    /** The accounts that ask, and those whose points are theirs now. */
    private final Map<AccountKey, Set<AccountKey>> near = new HashMap<>();

    private final Map<AccountKey, Set<AccountKey>> parted = new HashMap<>();

    Relatives(Route route) {
        this.route = route;
    }

    void add(Account account) {
        Set<AccountKey> members = new LinkedHashSet<>(Set.of(account.key()));
        account.merged()
                .forEach(member -> members.add(AccountKey.of(account.key().programme(), member)));
        near.put(account.key(), members);
    }

    /** Looks for undone merges, and those of the other side, until there are no more; nearly always there are none. */
    Future<Void> look() {
        return look(near.values().stream().flatMap(Set::stream).collect(Collectors.toSet()), new HashSet<>());
    }

    private Future<Void> look(Set<AccountKey> next, Set<AccountKey> seen) {
        seen.addAll(next);
        return UndoneTable.parted(route, next).compose(pairs -> {
            Set<AccountKey> more = new HashSet<>();
            pairs.forEach(pair -> {
                parted.computeIfAbsent(pair.account(), key -> new HashSet<>()).add(pair.other());
                more.add(pair.other());
            });
            more.removeAll(seen);
            return more.isEmpty() ? Future.succeededFuture() : look(more, seen);
        });
    }

    /** Where to look at once. */
    Collection<UndoneTable.OriginalKey> near(Map<Reference, AccountKey> operations) {
        Set<UndoneTable.OriginalKey> keys = new LinkedHashSet<>();
        operations.forEach(
                (operation, account) -> near.get(account).forEach(member -> keys.add(key(member, operation))));
        return keys;
    }

    /** Where to look besides, once undone merges are known. */
    Collection<UndoneTable.OriginalKey> far(Map<Reference, AccountKey> operations) {
        Set<UndoneTable.OriginalKey> keys = new LinkedHashSet<>();
        operations.forEach((operation, account) -> all(account).forEach(member -> keys.add(key(member, operation))));
        keys.removeAll(near(operations));
        return keys;
    }

    private Set<AccountKey> all(AccountKey account) {
        Set<AccountKey> all = new LinkedHashSet<>(near.get(account));
        Deque<AccountKey> open = new ArrayDeque<>(all);
        while (!open.isEmpty()) {
            parted.getOrDefault(open.pop(), Set.of()).stream().filter(all::add).forEach(open::add);
        }
        return all;
    }

    private static UndoneTable.OriginalKey key(AccountKey member, Reference operation) {
        return new UndoneTable.OriginalKey(member.bucket(), member.programme(), operation);
    }
}
