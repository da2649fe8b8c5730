package dev.omnipoints.loyalty.posting;

import dev.omnipoints.loyalty.ledger.Account;
import dev.omnipoints.loyalty.ledger.AccountKey;
import dev.omnipoints.loyalty.ledger.Row;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One batch in one transaction: lock, read, decide, write, commit (ledger.md, 5). Statements that need no answer of
 * each other go out together; under READ COMMITTED each sees what is committed when its turn comes, so that everything
 * after the lock is read after the lock.
 */
final class Batch {

    private final SqlConnection connection;
    private final Route route;
    private final List<Posting> postings;
    private final Aliases aliases;
    private final RefusalLimit refusals;

    /** Set when the write has gone out: from then on a lost connection leaves the outcome unknown. */
    private volatile boolean written;

    private boolean ended;

    private volatile boolean givenUp;

    Batch(SqlConnection connection, boolean oneBucket, List<Posting> postings, Aliases aliases, RefusalLimit refusals) {
        this.connection = connection;
        this.route = new Route(connection, oneBucket);
        this.postings = postings;
        this.aliases = aliases;
        this.refusals = refusals;
    }

    /** What was read first, under the locks. */
    private record Known(
            Locked locked,
            Instant clock,
            List<Row> keys,
            List<SaleTable.Known> sales,
            KeptSales keptSales,
            List<ReturnTable.Known> returns,
            List<EventTable.Known> events) {}

    boolean written() {
        return written;
    }

    /** Whether the transaction was told to end: after a failure COMMIT is a rollback. */
    boolean ended() {
        return ended;
    }

    /** Nobody waits for it any more: if its write has not gone out, it never will. */
    void giveUp() {
        givenUp = true;
    }

    /** The outcomes, in the order of the postings, once they are durable; on failure nothing is rolled back yet. */
    Future<List<Posted>> run(int lockTimeoutMillis) {
        Future<?> begin = connection
                .query("BEGIN; SET LOCAL lock_timeout = " + lockTimeoutMillis)
                .execute();
        return begun(begin).compose(this::planned).compose(this::write);
    }

    /** @param begin where it is refused each statement would be a transaction of its own: nothing may be written */
    private Future<Known> begun(Future<?> begin) {
        Set<AccountKey> accounts = new LinkedHashSet<>();
        postings.forEach(posting -> posting.accounts().forEach(key -> accounts.addAll(aliases.chain(key))));
        Set<JournalTable.KeyOf> keys = new LinkedHashSet<>();
        postings.forEach(posting ->
                posting.accounts().forEach(key -> aliases.chain(key).forEach(each -> keys.add(keyOf(each, posting)))));
        List<SaleDraft> sales = postings.stream()
                .map(Posting::sale)
                .filter(sale -> sale != null)
                .toList();
        Future<List<Account>> locked = AccountTable.lock(route, accounts);
        Future<Instant> clock = LedgerClock.now(connection);
        Future<List<Row>> known = JournalTable.byKeys(route, keys);
        Future<List<SaleTable.Known>> byIds = sales.isEmpty()
                ? Future.succeededFuture(List.of())
                : SaleTable.byIds(route, sales.stream().map(SaleDraft::id).toList());
        Future<List<SaleTable.Known>> byKeys =
                sales.isEmpty() ? Future.succeededFuture(List.of()) : SaleTable.byKeys(route, freeKeys());
        // After the accounts, as everywhere.
        Future<Map<UUID, SaleState>> kept = ChangedSaleTable.lock(
                route,
                postings.stream()
                        .flatMap(posting -> posting.keptSales().stream())
                        .collect(Collectors.toSet()));
        Future<List<ReturnTable.Known>> returns = returns();
        Future<List<EventTable.Known>> events = EventTable.lock(
                route,
                postings.stream()
                        .filter(posting -> posting.event() != null)
                        .map(posting -> posting.event().id())
                        .collect(Collectors.toSet()));
        return Future.all(List.of(begin, locked, clock, known, byIds, byKeys, kept, returns, events))
                .map(all -> new Known(
                        new Locked(locked.result()),
                        clock.result(),
                        known.result(),
                        Stream.concat(byIds.result().stream(), byKeys.result().stream())
                                .toList(),
                        new KeptSales(kept.result()),
                        returns.result(),
                        events.result()));
    }

    private Future<List<ReturnTable.Known>> returns() {
        Future<List<ReturnTable.Known>> byIds = ReturnTable.byIds(
                route,
                postings.stream()
                        .flatMap(posting -> posting.returns().stream())
                        .map(ReturnDraft::id)
                        .collect(Collectors.toSet()));
        Future<List<ReturnTable.Known>> byKeys = ReturnTable.byKeys(
                route,
                postings.stream()
                        .filter(posting -> posting.goods() != null)
                        .map(posting -> new SaleTable.FreeKey(
                                posting.goods().programme(),
                                posting.envelope().key().hash()))
                        .collect(Collectors.toSet()));
        return Future.all(byIds, byKeys)
                .map(all -> Stream.concat(byIds.result().stream(), byKeys.result().stream())
                        .toList());
    }

    private Set<SaleTable.FreeKey> freeKeys() {
        Set<SaleTable.FreeKey> keys = new LinkedHashSet<>();
        postings.stream()
                .filter(posting -> posting.sale() != null)
                .forEach(posting -> keys.add(new SaleTable.FreeKey(
                        posting.sale().programme(), posting.envelope().key().hash())));
        return keys;
    }

    private static JournalTable.KeyOf keyOf(AccountKey account, Posting posting) {
        return new JournalTable.KeyOf(account, posting.envelope().key().hash());
    }

    /** Reads what the commands need; where a member was merged meanwhile, the batch begins anew. */
    private Future<BatchPlan> planned(Known known) {
        Locked locked = known.locked();
        if (aliases.learn(locked) || locked.lacks(postings)) {
            return Future.failedFuture(new Aliases.Changed());
        }
        Needs needs = new Needs();
        TallyDesk.Questions questions = new TallyDesk.Questions();
        Set<JournalTable.KeyOf> more = new LinkedHashSet<>();
        for (Posting posting : postings) {
            List<Account> accounts = locked.accounts(posting);
            if (!accounts.isEmpty()) {
                Account first = accounts.getFirst();
                needs.add(posting, posting.command().apply(first.now(known.clock())), accounts);
                ask(questions, first, posting);
                if (!posting.accounts().contains(first.key())) {
                    // A survivor that the lane learns of only now may be locked for another posting's sake.
                    more.add(keyOf(first.key(), posting));
                }
                first.merged()
                        .forEach(member ->
                                more.add(keyOf(AccountKey.of(first.key().programme(), member), posting)));
            }
        }
        Future<List<Row>> aliasKeys =
                more.isEmpty() ? Future.succeededFuture(List.of()) : JournalTable.byKeys(route, more);
        Future<BatchReads.Read> reads = new BatchReads(route, locked.accounts(), known.clock(), needs).read();
        Future<TallyDesk> tallies = TallyDesk.locked(route, questions);
        return Future.all(aliasKeys, reads, tallies).map(all -> {
            List<List<Integer>> groups = groups(locked, reads.result().large());
            if (groups.size() > 1) {
                throw new Crowded(groups);
            }
            KnownKeys knownKeys = new KnownKeys(Stream.concat(known.keys().stream(), aliasKeys.result().stream())
                    .toList());
            Desks desks = Desks.of(
                    known.sales(), known.returns(), known.events(), known.keptSales(), tallies.result(), known.clock());
            return new BatchPlan(known.clock(), locked, reads.result(), knownKeys, desks, refusals);
        });
    }

    private static void ask(TallyDesk.Questions questions, Account account, Posting posting) {
        if (posting.sale() != null && posting.sale().matched() != null) {
            questions.add(account, null, posting.sale().matched());
        }
        if (posting.event() != null) {
            questions.add(account, null, posting.event().matched());
        }
        posting.returns().forEach(questions::add);
        if (posting.claim() != null) {
            questions.add(account, posting.claim().earn(), posting.claim().whole());
            if (posting.claim().left() != null) {
                questions.add(account, posting.claim().earn(), posting.claim().left());
            }
        }
    }

    /** Places of postings: those of no large account, and for each such account those that touch it. */
    private List<List<Integer>> groups(Locked locked, Set<AccountKey> large) {
        Map<Optional<AccountKey>, List<Integer>> groups = new TreeMap<>(
                Comparator.comparing(key -> key.orElse(null), Comparator.nullsFirst(Comparator.naturalOrder())));
        for (int i = 0; i < postings.size(); i++) {
            Optional<AccountKey> touched = locked.accounts(postings.get(i)).stream()
                    .map(Account::key)
                    .filter(large::contains)
                    .findFirst();
            groups.computeIfAbsent(touched, key -> new ArrayList<>()).add(i);
        }
        return List.copyOf(groups.values());
    }

    /** Some of the postings are to run in batches of their own; by their places, in the order of the batches. */
    static final class Crowded extends RuntimeException {

        private final List<List<Integer>> groups;

        private Crowded(List<List<Integer>> groups) {
            super("Very many lots", null, false, false);
            this.groups = groups;
        }

        List<List<Integer>> groups() {
            return groups;
        }
    }

    private Future<List<Posted>> write(BatchPlan plan) {
        if (givenUp) {
            return Future.failedFuture("The database spoke again after it had been given up");
        }
        List<Posted> outcomes = postings.stream().map(plan::decide).toList();
        Changes changes = plan.changes();
        List<Future<?>> writes = new ArrayList<>();
        Desks desks = plan.desks();
        written = !(changes.isEmpty() && desks.isEmpty());
        add(writes, changes.opened(), accounts -> AccountTable.insert(route, accounts));
        add(writes, changes.rows(), rows -> JournalTable.insert(route, rows));
        add(writes, changes.leftLots(), lots -> LotTable.delete(route, lots));
        add(writes, changes.lots(), lots -> LotTable.upsert(route, lots));
        add(writes, changes.leftHolds(), holds -> HoldTable.delete(route, holds));
        add(writes, changes.holds(), holds -> HoldTable.upsert(route, holds));
        add(writes, changes.updated(), accounts -> AccountTable.update(route, accounts));
        add(writes, desks.sales().fresh(), fresh -> SaleTable.insert(route, fresh));
        add(writes, desks.kept().changed(), changed -> ChangedSaleTable.update(route, changed));
        add(writes, desks.returns().fresh(), fresh -> ReturnTable.insert(route, fresh));
        add(writes, desks.events().fresh(), fresh -> EventTable.insert(route, fresh));
        add(writes, desks.events().confirmed(), confirmed -> EventTable.confirm(route, confirmed));
        add(writes, desks.tallies().raised(), tallies -> TallyTable.raise(route, tallies));
        add(writes, desks.tallies().spent(), budgets -> BudgetTable.raise(connection, budgets));
        ended = true;
        writes.add(connection.query("COMMIT").execute());
        return Future.join(writes)
                .map(all -> {
                    plan.recorded();
                    return outcomes;
                })
                .recover(ignored -> Future.failedFuture(firstFailure(writes)));
    }

    private static <T> void add(List<Future<?>> writes, Collection<T> rows, Function<Collection<T>, Future<?>> write) {
        if (!rows.isEmpty()) {
            writes.add(write.apply(rows));
        }
    }

    /** The statement that failed first says why; those after it only that the transaction is aborted. */
    private static Throwable firstFailure(List<Future<?>> writes) {
        return writes.stream().filter(Future::failed).findFirst().orElseThrow().cause();
    }
}
