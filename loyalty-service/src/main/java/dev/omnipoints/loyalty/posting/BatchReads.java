package dev.omnipoints.loyalty.posting;

import dev.omnipoints.loyalty.ledger.Account;
import dev.omnipoints.loyalty.ledger.AccountKey;
import dev.omnipoints.loyalty.ledger.Holdings;
import dev.omnipoints.loyalty.ledger.Kind;
import dev.omnipoints.loyalty.ledger.Lot;
import dev.omnipoints.loyalty.ledger.LotChange;
import dev.omnipoints.loyalty.ledger.LotId;
import dev.omnipoints.loyalty.ledger.Reference;
import dev.omnipoints.loyalty.ledger.Row;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Reads, under the locks, what the commands of a batch need of their accounts: one statement a table and kind, each for
 * all accounts; nothing at all where commands only add.
 */
final class BatchReads {

    /** Beyond so many lots an account's commands run in a batch of their own (ledger.md, 2, "Many lots"). */
    private static final int MANY_LOTS = 1_000;

    private final Route route;
    private final Map<AccountKey, Account> accounts;
    /** The latest now of them all: between two accounts the later one's holds for both. */
    private final Instant latest;

    private final Needs needs;
    private final Relatives relatives;
    private final UnmergeReads unmerges;
    private final Map<AccountKey, List<HoldTable.Owned>> holds = new HashMap<>();
    private final Map<AccountKey, Map<LotId, Lot>> lots = new HashMap<>();
    private final Map<Reference, Row> rows = new HashMap<>();
    private final Map<Reference, Long> reversed = new HashMap<>();
    private final Map<LotId, Lot> elsewhere = new HashMap<>();
    private Map<AccountKey, Instant> later = Map.of();

    BatchReads(Route route, Map<AccountKey, Account> accounts, Instant clock, Needs needs) {
        this.route = route;
        this.accounts = accounts;
        this.latest = accounts.values().stream()
                .map(account -> account.now(clock))
                .max(Comparator.naturalOrder())
                .orElse(clock);
        this.needs = needs;
        this.relatives = new Relatives(route);
        this.unmerges = new UnmergeReads(route, accounts, needs.undone);
        accounts.values().forEach(account -> needs.addDue(account, latest));
        needs.keepTo(accounts.keySet());
    }

    /**
     * What was read.
     *
     * @param brought by accounts that a merge is undone of
     * @param since lots that those earned since
     * @param large accounts of which very many lots were read
     */
    record Read(
            Map<AccountKey, Holdings> holdings,
            Map<Reference, Row> rows,
            Map<AccountKey, List<Row>> brought,
            Map<AccountKey, Set<LotId>> since,
            Set<AccountKey> large) {}

    Future<Read> read() {
        return first().compose(none -> second()).compose(none -> third()).map(none -> result());
    }

    /** Holds, and rows that commands refer to. */
    private Future<?> first() {
        List<Future<?>> reads = new ArrayList<>();
        Set<AccountKey> open = new LinkedHashSet<>(needs.openHolds);
        open.removeAll(needs.whole);
        if (!open.isEmpty()) {
            reads.add(then(HoldTable.open(route, open), this::addHolds));
        }
        if (!needs.whole.isEmpty()) {
            reads.add(then(HoldTable.ofAccounts(route, needs.whole), this::addHolds));
            reads.add(then(LotTable.ofAccounts(route, needs.whole), this::addLots));
        }
        if (!needs.holds.isEmpty()) {
            reads.add(then(HoldTable.byIds(route, needs.holds), this::addHolds));
        }
        if (!needs.rows.isEmpty()) {
            needs.rows.values().forEach(account -> relatives.add(accounts.get(account)));
            reads.add(then(JournalTable.byReferences(route, JournalTable.rowKeys(needs.rows)), this::addRows));
            reads.add(reversed(relatives.near(needs.rows)));
            reads.add(relatives.look().compose(none -> reversed(relatives.far(needs.rows))));
        }
        reads.addAll(unmerges.brought());
        return Future.all(reads);
    }

    /** Lots: what is due, what can be spent, what holds and operations name; and rows of ends. */
    private Future<?> second() {
        List<Future<?>> reads = new ArrayList<>();
        List<LotTable.AsOf> due = accounts.values().stream()
                .filter(account -> account.isDue(latest) && !needs.whole.contains(account.key()))
                .map(account -> new LotTable.AsOf(account.key(), latest, account.inactiveAt()))
                .toList();
        if (!due.isEmpty()) {
            reads.add(then(LotTable.due(route, due), this::addLots));
            reads.add(then(LotTable.laterDueAt(route, due), found -> later = found));
        }
        Set<LotTable.Key> named = lotsNamed();
        if (!named.isEmpty()) {
            reads.add(then(LotTable.byIds(route, named), this::addLots));
        }
        needs.addAskedBack(rows);
        if (!needs.points.isEmpty()) {
            reads.add(new SpendableReads(route, needs.points, this::isDue, this::addLots).read());
        }
        Map<Reference, AccountKey> ends = ends();
        if (!ends.isEmpty()) {
            reads.add(then(JournalTable.byReferences(route, JournalTable.rowKeys(ends)), this::addRows));
        }
        return Future.all(reads);
    }

    /**
     * Lots that points were taken from and that are another account's now: their dates stand in the row that made
     * them.
     */
    private Future<?> third() {
        List<Future<?>> reads = new ArrayList<>();
        reads.addAll(unmerges.earnedSince(
                account -> lots.getOrDefault(account, Map.of()).keySet()));
        Map<Reference, AccountKey> makers = new HashMap<>();
        spentLots().forEach(key -> {
            if (!lots.getOrDefault(key.account(), Map.of()).containsKey(key.lot())) {
                makers.put(new Reference(key.lot().member(), key.lot().seq()), key.account());
            }
        });
        if (!makers.isEmpty()) {
            Future<List<Row>> made = JournalTable.byReferences(route, JournalTable.rowKeys(makers));
            List<UndoneTable.OriginalKey> confirmations = new ArrayList<>(relatives.near(makers));
            confirmations.addAll(relatives.far(makers));
            Future<List<Row>> confirmed = UndoneTable.confirmations(route, confirmations);
            reads.add(then(Future.all(made, confirmed), both -> addElsewhere(made.result(), confirmed.result())));
        }
        return Future.all(reads);
    }

    /** As they were made; those that were confirmed are available since then. */
    private void addElsewhere(List<Row> made, List<Row> confirmed) {
        made.stream()
                .flatMap(row -> row.lots().stream())
                .filter(change -> change.made() != null)
                .map(LotChange::newLot)
                .forEach(lot -> elsewhere.put(lot.id(), lot));
        confirmed.stream()
                .flatMap(row -> row.lots().stream())
                .filter(change -> change.availableAt() != null)
                .forEach(change -> elsewhere.computeIfPresent(change.lot(), (id, lot) -> lot.with(change)));
    }

    private boolean isDue(LotTable.Owned owned) {
        Instant due = owned.lot().dueAt(accounts.get(owned.account()).inactiveAt());
        return due != null && !due.isAfter(latest);
    }

    /** What was asked back, by rows of these buckets too. */
    private Future<?> reversed(Collection<UndoneTable.OriginalKey> originals) {
        return originals.isEmpty()
                ? Future.succeededFuture()
                : then(
                        UndoneTable.reversed(route, originals),
                        found -> found.forEach((original, points) -> reversed.merge(original, points, Math::addExact)));
    }

    /** Unlike {@link Future#onSuccess}: where what is done with the answer fails, the read has failed. */
    static <T> Future<?> then(Future<T> read, Consumer<T> add) {
        return read.map(found -> {
            add.accept(found);
            return null;
        });
    }

    private void addRows(List<Row> found) {
        found.forEach(row -> rows.put(row.reference(), row));
    }

    private void addHolds(List<HoldTable.Owned> found) {
        found.forEach(owned ->
                holds.computeIfAbsent(owned.account(), key -> new ArrayList<>()).add(owned));
    }

    private void addLots(List<LotTable.Owned> found) {
        found.forEach(owned -> lots.computeIfAbsent(owned.account(), key -> new HashMap<>())
                .put(owned.lot().id(), owned.lot()));
    }

    /** Lots of holds that may end, and of operations that may be undone. */
    private Set<LotTable.Key> lotsNamed() {
        Set<LotTable.Key> named = new LinkedHashSet<>(spentLots());
        holds.forEach((account, found) -> found.stream()
                .filter(owned -> owned.hold().open() && !needs.whole.contains(account))
                .flatMap(owned -> owned.hold().lots().stream())
                .forEach(reserved -> named.add(new LotTable.Key(account, reserved.lot()))));
        needs.rows.forEach((reference, account) -> {
            Row row = rows.get(reference);
            if (row != null && row.kind() == Kind.EARN) {
                named.add(new LotTable.Key(account, new LotId(reference.member(), reference.seq(), 0)));
            }
        });
        return named;
    }

    private Set<LotTable.Key> spentLots() {
        Set<LotTable.Key> spent = new LinkedHashSet<>();
        needs.rows.forEach((reference, account) -> {
            Row row = rows.get(reference);
            if (row != null && (row.kind() == Kind.REDEEM || row.kind() == Kind.CAPTURE)) {
                row.lots().forEach(change -> spent.add(new LotTable.Key(account, change.lot())));
            }
        });
        return spent;
    }

    private Map<Reference, AccountKey> ends() {
        Map<Reference, AccountKey> ends = new HashMap<>();
        holds.forEach((account, found) -> found.stream()
                .map(HoldTable.Owned::hold)
                .filter(hold -> !hold.open() && needs.holds.contains(new HoldTable.Key(account, hold.id())))
                .forEach(hold -> ends.put(hold.end().row(), account)));
        return ends;
    }

    /** Of what was not read nothing is due before; null: all was read, or nothing of it is ever due. */
    private Instant laterDueAt(Account account) {
        if (needs.whole.contains(account.key())) {
            return null;
        }
        return account.isDue(latest) ? later.get(account.key()) : account.nextDueAt();
    }

    private Read result() {
        Map<AccountKey, Holdings> all = new HashMap<>();
        accounts.forEach((key, account) -> {
            Holdings holdings = new Holdings(account, laterDueAt(account));
            lots.getOrDefault(key, Map.of()).values().forEach(holdings::add);
            holds.getOrDefault(key, List.of()).forEach(owned -> holdings.add(owned.hold()));
            elsewhere.values().forEach(holdings::addElsewhere);
            all.put(key, holdings);
        });
        // A hold that ended before its member was merged stays where it ended, and answers there.
        accounts.forEach((key, account) -> account.merged()
                .forEach(member -> holds.getOrDefault(AccountKey.of(key.programme(), member), List.of())
                        .forEach(owned -> all.get(key).addElsewhere(owned.hold()))));
        needs.rows.forEach((reference, account) -> {
            Row row = rows.get(reference);
            if (row != null) {
                all.get(account).add(row, reversed.getOrDefault(reference, 0L));
            }
        });
        Set<AccountKey> large = new HashSet<>();
        lots.forEach((key, found) -> {
            if (found.size() > MANY_LOTS) {
                large.add(key);
            }
        });
        return new Read(all, rows, unmerges.brought, unmerges.since, large);
    }
}
