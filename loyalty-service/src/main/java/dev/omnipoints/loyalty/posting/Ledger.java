package dev.omnipoints.loyalty.posting;

import dev.omnipoints.loyalty.earning.Matched;
import dev.omnipoints.loyalty.earning.Standing;
import dev.omnipoints.loyalty.ledger.Account;
import dev.omnipoints.loyalty.ledger.AccountKey;
import dev.omnipoints.loyalty.ledger.Decide;
import dev.omnipoints.loyalty.ledger.Hold;
import dev.omnipoints.loyalty.ledger.Key;
import dev.omnipoints.loyalty.ledger.Reference;
import dev.omnipoints.loyalty.ledger.Row;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads of accounts and journal, fresh from the primary. Whoever names a merged member reads the survivor. */
@ApplicationScoped
public class Ledger {

    private static final int HOPS_LIMIT = 16;

    private final Pool pool;

    @Inject
    Ledger(Pool pool) {
        this.pool = pool;
    }

    /**
     * An account as it is at an instant, all of one snapshot.
     *
     * @param account what is due counted in, though nothing is written; its seq is that of the last row written
     * @param expiring what expires next, soonest first
     * @param expiringBy how many points expire up to the instant asked for; null: not asked
     */
    public record View(Account account, Instant asOf, List<Expiring> expiring, Long expiringBy) {}

    /** A hold as it is now; `end` null: it is open, or its time is up and nobody has written that down yet. */
    public record HoldView(Hold hold, Row made, Row end, Instant asOf) {}

    /**
     * The account now.
     *
     * @param unopened what it is where it is not open yet
     * @param expiringLimit how many dates of expiry to tell
     * @param by up to when, inclusive, to count what expires; null: not asked
     */
    public Future<View> view(Account unopened, int expiringLimit, Instant by) {
        return snapshot(connection -> read(connection, unopened, expiringLimit, by));
    }

    /**
     * An account, and how its member stands towards the rules that fit something, all of one snapshot.
     *
     * @param account what is due counted in; its seq is that of the last row written
     */
    public record Stood(Account account, Instant asOf, Standing standing) {}

    /** Who has the points of each of these members now, as stored: what is due is not counted in. */
    public Future<Map<AccountKey, Account>> holders(Collection<AccountKey> members) {
        return AccountTable.find(Route.whole(pool), members).compose(found -> {
            Map<AccountKey, Account> stored = new HashMap<>();
            found.forEach(account -> stored.put(account.key(), account));
            Set<AccountKey> further = found.stream()
                    .filter(account -> account.mergedInto() != null)
                    .map(Ledger::mergedInto)
                    .collect(Collectors.toSet());
            return further.isEmpty()
                    ? Future.succeededFuture(stored)
                    : holders(further).map(survivors -> {
                        stored.replaceAll((key, account) ->
                                account.mergedInto() == null ? account : survivors.get(mergedInto(account)));
                        return stored;
                    });
        });
    }

    private static AccountKey mergedInto(Account account) {
        return AccountKey.of(account.key().programme(), account.mergedInto());
    }

    /** How a member stands now. */
    public Future<Stood> standing(Account unopened, Matched matched) {
        return snapshot(connection -> {
            Future<Instant> clock = LedgerClock.now(connection);
            return survivor(connection, unopened, HOPS_LIMIT).compose(account -> {
                Instant now = account.now(clock.result());
                TallyDesk.Questions questions = new TallyDesk.Questions();
                questions.add(account, null, matched);
                Future<TallyDesk> tallies = TallyDesk.now(Route.whole(connection), questions);
                Future<Account> counted = counted(connection, account, now);
                return Future.all(tallies, counted)
                        .map(all -> new Stood(
                                counted.result(), now, tallies.result().standing(account, null, matched)));
            });
        });
    }

    /** The journal rows of an account with a seq below `beforeSeq`, newest first; of a merged member the survivor's. */
    public Future<List<Row>> newestFirst(Account unopened, long beforeSeq, int limit) {
        return snapshot(connection -> survivor(connection, unopened, HOPS_LIMIT)
                .compose(account -> JournalTable.newestFirst(connection, account.key(), beforeSeq, limit)));
    }

    /** The row that answered a key, in the journal of this account or of one merged with it; null: there is none. */
    public Future<Row> byKey(AccountKey named, Key key) {
        return snapshot(connection -> AccountTable.find(Route.whole(connection), List.of(named))
                .compose(found -> found.isEmpty()
                        ? Future.succeededFuture(List.of())
                        : survivor(connection, found.getFirst(), HOPS_LIMIT)
                                .compose(account ->
                                        JournalTable.byKeys(Route.whole(connection), group(account, named, key))))
                .map(rows -> rows.stream()
                        .filter(row -> row.key().part() == 0)
                        .findFirst()
                        .orElse(null)));
    }

    /** The answer that was kept with the event of a row, as protobuf; null: it is of none. */
    public Future<byte[]> eventAnswer(Row row) {
        return row.event() == null ? Future.succeededFuture() : EventTable.answer(pool, row);
    }

    /** A row; null: there is none. */
    public Future<Row> row(String programme, Reference reference) {
        return JournalTable.byReferences(Route.whole(pool), List.of(rowKey(programme, reference)))
                .map(rows -> rows.isEmpty() ? null : rows.getFirst());
    }

    /** A hold; null: there is none. */
    public Future<HoldView> hold(String programme, Reference id) {
        return snapshot(connection -> AccountTable.find(
                        Route.whole(connection), List.of(AccountKey.of(programme, id.member())))
                .compose(found -> found.isEmpty()
                        ? Future.succeededFuture()
                        : survivor(connection, found.getFirst(), HOPS_LIMIT)
                                .compose(account -> hold(connection, account, id))));
    }

    private static Future<HoldView> hold(SqlConnection connection, Account account, Reference id) {
        String programme = account.key().programme();
        List<HoldTable.Key> keys = new ArrayList<>();
        keys.add(new HoldTable.Key(account.key(), id));
        account.merged().forEach(member -> keys.add(new HoldTable.Key(AccountKey.of(programme, member), id)));
        Future<Instant> clock = LedgerClock.now(connection);
        return HoldTable.byIds(Route.whole(connection), keys).compose(found -> {
            if (found.isEmpty()) {
                return Future.succeededFuture();
            }
            Hold hold = found.getFirst().hold();
            List<JournalTable.RowKey> rows = new ArrayList<>(List.of(rowKey(programme, hold.id())));
            if (!hold.open()) {
                rows.add(rowKey(programme, hold.end().row()));
            }
            return Future.all(clock, JournalTable.byReferences(Route.whole(connection), rows))
                    .map(all -> {
                        Map<Reference, Row> byReference = new HashMap<>();
                        all.<List<Row>>resultAt(1).forEach(row -> byReference.put(row.reference(), row));
                        Row end =
                                hold.open() ? null : byReference.get(hold.end().row());
                        return new HoldView(hold, byReference.get(hold.id()), end, account.now(clock.result()));
                    });
        });
    }

    private static Future<View> read(SqlConnection connection, Account unopened, int expiringLimit, Instant by) {
        Future<Instant> clock = LedgerClock.now(connection);
        return survivor(connection, unopened, HOPS_LIMIT).compose(account -> {
            // Asked for before the account, so it is there.
            Instant now = account.now(clock.result());
            Future<Account> counted = counted(connection, account, now);
            Future<List<Expiring>> expiring = ExpiryTable.next(connection, account, now, expiringLimit);
            Future<Long> expiringBy =
                    by == null ? Future.succeededFuture() : ExpiryTable.by(connection, account, now, by);
            return Future.all(counted, expiring, expiringBy)
                    .map(all -> new View(counted.result(), now, expiring.result(), expiringBy.result()));
        });
    }

    private static Future<Account> survivor(SqlConnection connection, Account named, int hops) {
        return AccountTable.find(Route.whole(connection), List.of(named.key())).compose(found -> {
            Account account = found.isEmpty() ? named : found.getFirst();
            if (account.mergedInto() == null || hops == 0) {
                return Future.succeededFuture(account);
            }
            AccountKey into = AccountKey.of(account.key().programme(), account.mergedInto());
            return survivor(connection, Account.opened(into, account.status(), account.statusVersion()), hops - 1);
        });
    }

    /** What is due counts, but a seq that no row has yet is not shown. */
    private static Future<Account> counted(SqlConnection connection, Account stored, Instant now) {
        if (!stored.isDue(now)) {
            return Future.succeededFuture(stored);
        }
        return new BatchReads(Route.whole(connection), Map.of(stored.key(), stored), now, new Needs())
                .read()
                .map(read -> Decide.asOf(read.holdings().get(stored.key()), now));
    }

    private static List<JournalTable.KeyOf> group(Account account, AccountKey named, Key key) {
        List<JournalTable.KeyOf> keys = new ArrayList<>();
        keys.add(new JournalTable.KeyOf(named, key.hash()));
        if (!named.equals(account.key())) {
            keys.add(new JournalTable.KeyOf(account.key(), key.hash()));
        }
        account.merged()
                .forEach(member ->
                        keys.add(new JournalTable.KeyOf(AccountKey.of(named.programme(), member), key.hash())));
        return keys;
    }

    private static JournalTable.RowKey rowKey(String programme, Reference reference) {
        return new JournalTable.RowKey(AccountKey.of(programme, reference.member()), reference.seq());
    }

    private <T> Future<T> snapshot(Function<SqlConnection, Future<T>> read) {
        return pool.getConnection().compose(connection -> {
            connection.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").execute();
            return read.apply(connection)
                    .eventually(() -> connection.query("ROLLBACK").execute().eventually(() -> connection.close()));
        });
    }
}
