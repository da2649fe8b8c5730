package dev.omnipoints.loyalty.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * One account while a command is decided: what was read, and over it what the rows so far have changed. Nothing that
 * was read is touched, so that a command that comes to nothing leaves nothing behind.
 */
final class Scratch {

    private final Holdings base;
    private final Map<LotId, Lot> lots = new LinkedHashMap<>();
    private final Set<LotId> left = new LinkedHashSet<>();
    private final Map<Reference, Hold> holds = new LinkedHashMap<>();
    private final Set<Reference> leftHolds = new LinkedHashSet<>();
    private final List<Row> rows = new ArrayList<>();
    private Account account;
    private long missing;

    Scratch(Holdings base) {
        this.base = base;
        this.account = base.account();
    }

    Account account() {
        return account;
    }

    void set(Account changed) {
        account = changed;
    }

    Counters counters() {
        return account.counters();
    }

    Row original(Reference reference) {
        return base.original(reference);
    }

    /** How much of an operation was reversed, this command's rows so far counted in. */
    long reversed(Reference reference) {
        long sum = base.reversed(reference);
        for (Row row : rows) {
            if (row.kind() == Kind.REVERSE && row.refused() == null && reference.equals(row.original())) {
                sum = Math.addExact(sum, row.points());
            }
        }
        return sum;
    }

    /** As it is now; null: not here. */
    Lot lot(LotId id) {
        return left.contains(id) ? null : lots.getOrDefault(id, base.lot(id));
    }

    /** A lot that is another account's now, for its dates. */
    Lot elsewhere(LotId id) {
        return base.elsewhere(id);
    }

    void put(Lot lot) {
        lots.put(lot.id(), lot);
        left.remove(lot.id());
    }

    void leave(LotId lot) {
        lots.remove(lot);
        left.add(lot);
    }

    void put(Hold hold) {
        holds.put(hold.id(), hold);
        leftHolds.remove(hold.id());
    }

    void leave(Reference hold) {
        holds.remove(hold);
        leftHolds.add(hold);
    }

    /** As it is now; null: not here. */
    Hold hold(Reference id) {
        return leftHolds.contains(id) ? null : holds.getOrDefault(id, base.hold(id));
    }

    /** All that are here, by id. */
    NavigableMap<Reference, Hold> allHolds() {
        NavigableMap<Reference, Hold> all = new TreeMap<>(base.holds());
        all.putAll(holds);
        leftHolds.forEach(all::remove);
        return all;
    }

    /** The open ones, in the order of their ids. */
    List<Hold> openHolds() {
        return allHolds().values().stream().filter(Hold::open).toList();
    }

    /** All that are here, in no order. */
    Collection<Lot> allLots() {
        if (lots.isEmpty() && left.isEmpty()) {
            return base.lots();
        }
        List<Lot> all = new ArrayList<>(base.lots().size() + lots.size());
        base.lots().stream().filter(this::isUntouched).forEach(all::add);
        all.addAll(lots.values());
        return all;
    }

    /** Lots with points to spend, in spending order, as many as it takes to find so many points. */
    List<Lot> spendable(long points) {
        List<Lot> changed = lots.values().stream()
                .filter(lot -> lot.remaining() > 0)
                .sorted(Lot.SPENDING_ORDER)
                .toList();
        List<Lot> found = new ArrayList<>();
        long sum = 0;
        int next = 0;
        for (Lot stored : base.spendable()) {
            if (!isUntouched(stored)) {
                continue;
            }
            while (sum < points && next < changed.size() && isBefore(changed.get(next), stored)) {
                sum += changed.get(next).remaining();
                found.add(changed.get(next++));
            }
            if (sum >= points) {
                return found;
            }
            sum += stored.remaining();
            found.add(stored);
        }
        while (sum < points && next < changed.size()) {
            sum += changed.get(next).remaining();
            found.add(changed.get(next++));
        }
        return found;
    }

    private static boolean isBefore(Lot a, Lot b) {
        return Lot.SPENDING_ORDER.compare(a, b) < 0;
    }

    private boolean isUntouched(Lot stored) {
        return !lots.containsKey(stored.id()) && !left.contains(stored.id());
    }

    /** A row that the draft came to. */
    void add(Row row, Instant dueAt) {
        rows.add(row);
        account = account.after(row, dueAt);
    }

    /** When the first thing will happen by itself, all lots and holds that are here looked through. */
    Instant firstDueAt() {
        Instant first = base.laterDueAt();
        for (Lot lot : allLots()) {
            first = Lot.earlier(first, lot.dueAt(account.inactiveAt()));
        }
        for (Hold hold : openHolds()) {
            first = Lot.earlier(first, hold.expiresAt());
        }
        return first;
    }

    /** Points that were to pay part of a sale and could not be had. */
    void miss(long points) {
        missing = Math.addExact(missing, points);
    }

    /** How many rows of a command there are so far; what was due before it is not the command's. */
    short rowsOf(Key command) {
        return (short) rows.stream()
                .filter(row -> row.key().hash().equals(command.hash()))
                .count();
    }

    /** The last row so far was refused. */
    Row lastRow() {
        return rows.getLast();
    }

    boolean hasRows() {
        return !rows.isEmpty();
    }

    Decision decision() {
        return new Decision(
                account,
                List.copyOf(rows),
                List.copyOf(lots.values()),
                List.copyOf(left),
                List.copyOf(holds.values()),
                List.copyOf(leftHolds),
                missing);
    }
}
