package dev.omnipoints.loyalty.posting;

import dev.omnipoints.loyalty.ledger.Account;
import dev.omnipoints.loyalty.ledger.AccountKey;
import dev.omnipoints.loyalty.ledger.Decision;
import dev.omnipoints.loyalty.ledger.Hold;
import dev.omnipoints.loyalty.ledger.Lot;
import dev.omnipoints.loyalty.ledger.Row;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a batch writes: each account, lot and hold once, as it is in the end, however many commands touched it. */
final class Changes {

    private final Set<AccountKey> stored;
    private final Map<AccountKey, Account> accounts = new LinkedHashMap<>();
    private final List<Row> rows = new ArrayList<>();
    private final Map<LotTable.Key, Optional<Lot>> lots = new LinkedHashMap<>();
    private final Map<HoldTable.Key, Optional<Hold>> holds = new LinkedHashMap<>();

    /** @param stored the accounts that there are already */
    Changes(Set<AccountKey> stored) {
        this.stored = Set.copyOf(stored);
    }

    void add(Decision decision) {
        AccountKey key = decision.account().key();
        accounts.put(key, decision.account());
        rows.addAll(decision.rows());
        decision.left().forEach(lot -> lots.put(new LotTable.Key(key, lot), Optional.empty()));
        decision.lots().forEach(lot -> lots.put(new LotTable.Key(key, lot.id()), Optional.of(lot)));
        decision.leftHolds().forEach(hold -> holds.put(new HoldTable.Key(key, hold), Optional.empty()));
        decision.holds().forEach(hold -> holds.put(new HoldTable.Key(key, hold.id()), Optional.of(hold)));
    }

    boolean isEmpty() {
        return accounts.isEmpty();
    }

    /** Accounts that are there from now on. */
    List<Account> opened() {
        return accounts.values().stream()
                .filter(account -> !stored.contains(account.key()))
                .toList();
    }

    /** Accounts that were there and changed. */
    List<Account> updated() {
        return accounts.values().stream()
                .filter(account -> stored.contains(account.key()))
                .toList();
    }

    List<Row> rows() {
        return rows;
    }

    List<LotTable.Owned> lots() {
        List<LotTable.Owned> present = new ArrayList<>();
        lots.forEach((key, lot) -> lot.ifPresent(there -> present.add(new LotTable.Owned(key.account(), there))));
        return present;
    }

    List<LotTable.Key> leftLots() {
        return absent(lots);
    }

    List<HoldTable.Owned> holds() {
        List<HoldTable.Owned> present = new ArrayList<>();
        holds.forEach((key, hold) -> hold.ifPresent(there -> present.add(new HoldTable.Owned(key.account(), there))));
        return present;
    }

    List<HoldTable.Key> leftHolds() {
        return absent(holds);
    }

    private static <K, V> List<K> absent(Map<K, Optional<V>> all) {
        Collection<Map.Entry<K, Optional<V>>> entries = all.entrySet();
        return entries.stream()
                .filter(entry -> entry.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .toList();
    }
}
