package dev.omnipoints.loyalty.posting;

import dev.omnipoints.loyalty.ledger.Account;
import dev.omnipoints.loyalty.ledger.AccountKey;
import dev.omnipoints.loyalty.ledger.Row;
import io.vertx.core.CompositeFuture;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One batch in one transaction: lock, read, decide, write, commit (ledger.md, 5). Statements that need no answer of
 * each other go out together; under READ COMMITTED each sees what is committed when its turn comes, so that everything
 * after the lock is read after the lock.
 */
final class Batch {

    private final SqlConnection connection;
    private final List<Posting> postings;

    /** Set when the write has gone out: from then on a lost connection leaves the outcome unknown. */
    private boolean written;

    Batch(SqlConnection connection, List<Posting> postings) {
        this.connection = connection;
        this.postings = postings;
    }

    /** What was read under the locks. */
    private record Known(List<Account> accounts, Instant clock, List<Row> keys, List<SaleTable.Known> sales) {}

    boolean written() {
        return written;
    }

    /** The outcomes, in the order of the postings, once they are durable; on failure nothing is rolled back yet. */
    Future<List<Posted>> run() {
        connection.query("BEGIN").execute();
        return read().compose(this::planned).compose(this::write);
    }

    private Future<Known> read() {
        Set<AccountKey> accounts = new LinkedHashSet<>();
        Set<JournalTable.KeyOf> keys = new LinkedHashSet<>();
        Set<SaleTable.FreeKey> freeKeys = new LinkedHashSet<>();
        postings.forEach(posting -> {
            if (posting.opening() != null) {
                AccountKey account = posting.opening().key();
                accounts.add(account);
                keys.add(
                        new JournalTable.KeyOf(account, posting.envelope().key().hash()));
            }
            freeKeys.add(new SaleTable.FreeKey(
                    posting.sale().programme(), posting.envelope().key().hash()));
        });
        List<UUID> saleIds =
                postings.stream().map(posting -> posting.sale().id()).toList();
        Future<List<Account>> locked = AccountTable.lock(connection, accounts);
        Future<Instant> clock = LedgerClock.now(connection);
        Future<List<Row>> knownKeys = JournalTable.byKeys(connection, keys);
        Future<List<SaleTable.Known>> byIds = SaleTable.byIds(connection, saleIds);
        Future<List<SaleTable.Known>> byKeys = SaleTable.byKeys(connection, freeKeys);
        return Future.all(locked, clock, knownKeys, byIds, byKeys)
                .map(all -> new Known(
                        locked.result(),
                        clock.result(),
                        knownKeys.result(),
                        Stream.concat(byIds.result().stream(), byKeys.result().stream())
                                .toList()));
    }

    /** Reads what is due, of accounts where something may be. */
    private Future<BatchPlan> planned(Known known) {
        Map<AccountKey, Future<BatchPlan.DueLots>> reads = new HashMap<>();
        for (Account account : known.accounts()) {
            Instant now = account.now(known.clock());
            if (account.isDue(now)) {
                reads.put(account.key(), dueLots(account.key(), now));
            }
        }
        return Future.all(new ArrayList<>(reads.values())).map(all -> {
            Map<AccountKey, BatchPlan.DueLots> due = new HashMap<>();
            reads.forEach((key, read) -> due.put(key, read.result()));
            return new BatchPlan(known.clock(), known.accounts(), due, known.keys(), known.sales());
        });
    }

    private Future<BatchPlan.DueLots> dueLots(AccountKey account, Instant now) {
        return LotTable.due(connection, account, now)
                .compose(lots ->
                        LotTable.laterDueAt(connection, account, now).map(later -> new BatchPlan.DueLots(lots, later)));
    }

    private Future<List<Posted>> write(BatchPlan plan) {
        List<Posted> outcomes = postings.stream().map(plan::decide).toList();
        List<Future<?>> writes = new ArrayList<>();
        written = !(plan.rows().isEmpty()
                && plan.sales().isEmpty()
                && plan.updated().isEmpty());
        add(writes, plan.opened(), accounts -> AccountTable.insert(connection, accounts));
        add(writes, plan.rows(), rows -> JournalTable.insert(connection, rows));
        add(writes, plan.lots(), lots -> LotTable.upsert(connection, lots));
        add(writes, plan.updated(), accounts -> AccountTable.update(connection, accounts));
        add(writes, plan.sales(), sales -> SaleTable.insert(connection, sales));
        writes.add(connection.query("COMMIT").execute());
        CompositeFuture all = Future.join(writes);
        return all.map(outcomes).recover(ignored -> Future.failedFuture(firstFailure(writes)));
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
