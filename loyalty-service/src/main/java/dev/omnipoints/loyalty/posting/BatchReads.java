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
import io.vertx.sqlclient.SqlConnection;
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
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Reads, under the locks, what the commands of a batch need of their accounts: one statement a table and kind, each for
 * all accounts; nothing at all where commands only add.
 */
final class BatchReads {

    /** Lots read at first, in spending order; more in larger pages until the points asked for are covered. */
    private static final int FIRST_LOTS = 64;

    private static final int MORE_LOTS = 16;

    private final SqlConnection connection;
    private final Map<AccountKey, Account> accounts;
    /** The latest now of them all: between two accounts the later one's holds for both. */
    private final Instant latest;

    private final Needs needs;
    private final Map<AccountKey, List<HoldTable.Owned>> holds = new HashMap<>();
    private final Map<AccountKey, Map<LotId, Lot>> lots = new HashMap<>();
    private final Map<Reference, Row> rows = new HashMap<>();
    private final Map<Reference, Long> reversed = new HashMap<>();
    private final Map<LotId, Lot> elsewhere = new HashMap<>();
    private final Map<AccountKey, Set<LotId>> since = new HashMap<>();
    private Map<AccountKey, Instant> later = Map.of();

    BatchReads(SqlConnection connection, Map<AccountKey, Account> accounts, Instant clock, Needs needs) {
        this.connection = connection;
        this.accounts = accounts;
        this.latest = accounts.values().stream()
                .map(account -> account.now(clock))
                .max(Comparator.naturalOrder())
                .orElse(clock);
        this.needs = needs;
        accounts.values().forEach(account -> needs.addDue(account, latest));
        // Where one of the two was never opened there is nothing to undo.
        needs.undone.entrySet().removeIf(e -> !accounts.containsKey(e.getKey()) || !accounts.containsKey(e.getValue()));
    }

    /** What was read. */
    record Read(Map<AccountKey, Holdings> holdings, Map<Reference, Row> rows, Map<AccountKey, Set<LotId>> since) {}

    Future<Read> read() {
        return first().compose(none -> second()).compose(none -> third()).map(none -> result());
    }

    /** Holds, and rows that commands refer to. */
    private Future<?> first() {
        List<Future<?>> reads = new ArrayList<>();
        Set<AccountKey> open = new LinkedHashSet<>(needs.openHolds);
        open.removeAll(needs.whole);
        if (!open.isEmpty()) {
            reads.add(HoldTable.open(connection, open).onSuccess(this::addHolds));
        }
        if (!needs.whole.isEmpty()) {
            reads.add(HoldTable.ofAccounts(connection, needs.whole).onSuccess(this::addHolds));
            reads.add(LotTable.ofAccounts(connection, needs.whole).onSuccess(this::addLots));
        }
        if (!needs.holds.isEmpty()) {
            reads.add(HoldTable.byIds(connection, needs.holds).onSuccess(this::addHolds));
        }
        if (!needs.rows.isEmpty()) {
            reads.add(JournalTable.byReferences(connection, references(needs.rows))
                    .onSuccess(found -> found.forEach(row -> rows.put(row.reference(), row))));
            reads.add(JournalTable.reversed(connection, originals(needs.rows)).onSuccess(reversed::putAll));
        }
        needs.undone.keySet().forEach(home -> reads.add(brought(home)));
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
            reads.add(LotTable.due(connection, due).onSuccess(this::addLots));
            reads.add(LotTable.laterDueAt(connection, due).onSuccess(found -> later = found));
        }
        Set<LotTable.Key> named = lotsNamed();
        if (!named.isEmpty()) {
            reads.add(LotTable.byIds(connection, named).onSuccess(this::addLots));
        }
        if (!needs.points.isEmpty()) {
            reads.add(spendable(needs.points.keySet(), FIRST_LOTS));
        }
        Map<Reference, AccountKey> ends = ends();
        if (!ends.isEmpty()) {
            reads.add(JournalTable.byReferences(connection, references(ends))
                    .onSuccess(found -> found.forEach(row -> rows.put(row.reference(), row))));
        }
        return Future.all(reads);
    }

    /**
     * Lots that points were taken from and that are another account's now: their dates stand in the row that made
     * them.
     */
    private Future<?> third() {
        List<Future<?>> reads = new ArrayList<>();
        needs.undone.forEach((home, survivor) -> reads.add(earnedSince(home, survivor)));
        Map<Reference, AccountKey> makers = new HashMap<>();
        spentLots().forEach(key -> {
            if (!lots.getOrDefault(key.account(), Map.of()).containsKey(key.lot())) {
                makers.put(new Reference(key.lot().member(), key.lot().seq()), key.account());
            }
        });
        if (!makers.isEmpty()) {
            Future<List<Row>> made = JournalTable.byReferences(connection, references(makers));
            Future<List<Row>> confirmed = JournalTable.confirmations(connection, originals(makers));
            reads.add(Future.all(made, confirmed).onSuccess(both -> addElsewhere(made.result(), confirmed.result())));
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

    private Future<?> spendable(Collection<AccountKey> wanted, int limit) {
        List<LotTable.First> pages =
                wanted.stream().map(key -> new LotTable.First(key, limit)).toList();
        return LotTable.spendable(connection, pages).compose(found -> {
            addLots(found);
            Map<AccountKey, long[]> got = new HashMap<>();
            found.forEach(owned -> {
                long[] sums = got.computeIfAbsent(owned.account(), key -> new long[2]);
                // What expires before the first command is decided covers nothing.
                sums[0] += isDue(owned) ? 0 : owned.lot().remaining();
                sums[1]++;
            });
            List<AccountKey> more = wanted.stream()
                    .filter(key ->
                            got.containsKey(key) && got.get(key)[1] == limit && got.get(key)[0] < needs.points.get(key))
                    .toList();
            return more.isEmpty() ? Future.succeededFuture() : spendable(more, limit * MORE_LOTS);
        });
    }

    private boolean isDue(LotTable.Owned owned) {
        Instant due = owned.lot().dueAt(accounts.get(owned.account()).inactiveAt());
        return due != null && !due.isAfter(latest);
    }

    /** What a member brought into a merge says its last row. */
    private Future<?> brought(AccountKey home) {
        return JournalTable.newestFirst(connection, home, accounts.get(home).seq() + 1, 1)
                .onSuccess(last -> last.forEach(row -> rows.put(row.reference(), row)));
    }

    /** Lots of earns that named a member, or one merged into it, since: the rows that made them say whom they named. */
    private Future<?> earnedSince(AccountKey home, AccountKey survivor) {
        Set<UUID> family = new HashSet<>(accounts.get(home).merged());
        family.add(home.member());
        Map<Reference, AccountKey> makers = new HashMap<>();
        lots.getOrDefault(survivor, Map.of())
                .keySet()
                .forEach(lot -> makers.put(new Reference(lot.member(), lot.seq()), survivor));
        return makers.isEmpty()
                ? Future.succeededFuture()
                : JournalTable.byReferences(connection, references(makers))
                        .onSuccess(found -> since.put(
                                home,
                                found.stream()
                                        .filter(row -> row.kind() == Kind.EARN && family.contains(row.namedMember()))
                                        .map(row -> new LotId(row.account().member(), row.seq(), 0))
                                        .collect(Collectors.toSet())));
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

    private static List<JournalTable.RowKey> references(Map<Reference, AccountKey> wanted) {
        return wanted.entrySet().stream()
                .map(e -> new JournalTable.RowKey(
                        AccountKey.of(e.getValue().programme(), e.getKey().member()),
                        e.getKey().seq()))
                .toList();
    }

    private static List<JournalTable.OriginalKey> originals(Map<Reference, AccountKey> wanted) {
        return wanted.entrySet().stream()
                .map(e -> new JournalTable.OriginalKey(e.getValue().programme(), e.getKey()))
                .toList();
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
        return new Read(all, rows, since);
    }
}
